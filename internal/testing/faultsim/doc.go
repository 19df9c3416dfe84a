// Package faultsim tests that every payment and every game counts once. It runs
// the whole plugin on the in-memory Nakama: with a crash before and after each
// call, with each call failing, with each answer lost, and on several servers
// whose calls a seed puts in order. It also measures, in virtual time, how soon
// prizes are paid after kills and hanging calls. After each run
// the plugin recovers by itself; then wallets, ledgers, receipts and notices must
// agree.
//
// testdata has the documents that each version stored; the present one must read
// them and go on. Begin with scenario_test.go, and with stored_test.go for those.
package faultsim
