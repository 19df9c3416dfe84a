// Package faultsim proves that every coin and every win counts once. It runs
// the whole plugin on the in-memory Nakama, scenario by scenario: crashed before
// and after each call that it makes, with each call failing, with each answer
// lost, and on several servers whose calls a seed puts in order. After each run
// the plugin recovers by its own means, and then the books must balance.
package faultsim
