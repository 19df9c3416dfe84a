// Package callback has what every callback from Nakama does: read the caller
// from the context, turn a panic into an error, and turn an error into what
// Nakama and the client may see.
//
// It imports apierr alone. Begin with callback.go.
package callback
