// Package linearizability checks the answers that clients get to purchases,
// grants and equips, not only the end state: there must be an order of all
// requests, each between its start and its answer, in which a simple model gives
// the same answers. It is a module of its own, so that the checker stays out of the
// plugin's dependencies.
package linearizability
