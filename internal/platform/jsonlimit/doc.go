// Package jsonlimit checks JSON that clients send and the database stores.
// PostgreSQL writes numbers out in full: `1e131071` is 8 bytes in and 131 KB
// out. It refuses a zero character and half of a surrogate pair, which Nakama
// answers as an internal error.
//
// The syntax is not checked here, because Nakama does that before it stores
// anything. The package imports the standard library only. Begin with
// jsonlimit.go.
package jsonlimit
