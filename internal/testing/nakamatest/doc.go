// Package nakamatest is an in-memory Nakama for tests, and for the embedded server of
// the module play. It implements the part of the server that the plugin and its clients
// use, on a virtual clock. It returns copies, runs registered hooks as the server does,
// and can fail, crash and restart on demand.
//
// Begin with nakama.go: New starts a server, Initializer takes the plugin's
// registrations, Login connects a client, Advance moves the clock, and Fail,
// Kill and Restart inject faults.
//
//   - server_*.go implement runtime.NakamaModule, one file per API group.
//   - client_*.go implement the API of clients: a Session logs in, calls APIs and
//     sends messages over its socket, and the registered hooks run. client_apis.go
//     has the requests by name, client_socket.go the messages.
//   - database.go holds the tables and transactions, which several servers can
//     share; process.go holds what ends with a process: sessions, streams, matches.
//   - hooks.go, match.go, matchmaker.go, streams.go, clock.go and cron.go are the
//     server's machinery; running_matches.go runs ticks; faults.go is the fault injection.
//   - dispatcher.go, initializer.go, logger.go and presence.go also serve tests
//     that need no server.
//
// The checks in the folder contract run on this package and on a real server, so
// that the two behave the same.
//
// Nakama and Initializer embed a nil interface: a method that this package does not have
// panics. The plugin calls none of them. A test that panics there has found a new call of
// the plugin, and the method is to be written here. Clients never meet such a panic: Call
// has each request of the API, and any other name is refused.
//
// Only tests, the simulation, the embedded server and other packages in
// internal/testing import it.
package nakamatest

//go:generate go run ./gen
