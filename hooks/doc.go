// Package hooks guards what Nakama's own APIs let clients do, and runs what
// must follow some of them.
//
// Begin with policy.go: one row for each API and each realtime message says
// what is refused and why, and names the check. adapters.go and adapters_rt.go
// turn a row into Nakama's hook, and after.go has the hooks that run afterwards.
// The checks are in files by subject, such as login.go, names.go, chat.go,
// matches.go, searches.go and lists.go; the limits are in ratelimit.go and queue_gate.go.
//
// A check answers with an apierr.Error, which the client reads, or with another
// error, which is logged and answered as internal. It may change the request in
// place. No hook returns an empty request: over HTTP that would read as "not
// found", and on a socket it would close the connection.
//
// The package may import the services and internal/platform, and neither rpc
// nor match.
package hooks
