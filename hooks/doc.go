// Package hooks guards what Nakama's own APIs let clients do. policy.go has one
// row for each API and each realtime message, and says what is refused and why;
// the other files hold the checks that its rows name.
//
// A check answers with a fault, which the client reads, or with another error,
// which is logged and answered as internal. It may change the request in place.
// No hook returns an empty request: over HTTP that would read as "not found",
// and on a socket it would close the connection.
package hooks
