// Package apierr has the one kind of error that a client may read: a message
// and a gRPC code. Services return it for a client's mistake. Every other error
// is internal: package callback logs it and answers "internal error".
//
// It imports nothing of the plugin. Begin with apierr.go.
package apierr
