// Package callback is for the steps that all callbacks from Nakama share: read the
// caller from the context, turn a panic into an error, and turn an error into one
// that Nakama and the client may see.
//
// It imports apierr alone. Begin with callback.go.
package callback
