// Package client is the wire between a match and a client that a bot plays: it reads
// what the match tells a seat (bodies.go, update.go), writes what the client sends
// (actions.go), and keeps where the client sees everybody (places.go).
//
// It is as cheap as it can be, since the load generator runs thousands of clients
// beside the server that it measures.
package client
