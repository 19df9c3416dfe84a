// Package jsonscan reads the members of one JSON object in a single pass. It
// checks the syntax of the whole text on the way, exactly as encoding/json
// does, and does not allocate: a match reads a position of every player in
// every tick.
//
// It differs from encoding/json in one way: values nested deeper than MaxDepth
// are refused.
//
// It imports the standard library only. It is internal to protocol, the only
// package that reads messages this often. Begin with Object.
package jsonscan
