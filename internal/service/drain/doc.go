// Package drain empties a server before it is stopped: while it is drained it
// begins no matches, searches and games, and the games that run go on to their
// end.
//
// Draining belongs to one process and ends with it: each server has its own
// matches, and the process that follows takes new ones.
//
// It imports platform packages alone. Begin with service.go.
package drain
