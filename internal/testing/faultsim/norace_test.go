//go:build !race

package faultsim

const raced = false
