// Command play runs the plugin in one process, without a Nakama and without a
// database: for a first look, for the development of clients, and for tests. Nothing
// is kept when it ends.
//
// The plugin is the same as in a Nakama. It runs on package nakamatest, the in-memory
// Nakama of the tests, in real time. Around it are Nakama's own interfaces:
//
//   - gateway.go: the HTTP interface. Nakama's own generated gateway reads requests
//     and writes answers; calls ends in nakamatest.
//   - rpc.go: RPCs over HTTP.
//   - socket.go: the WebSocket interface, in JSON and protobuf.
//   - live.go: clock, ticks of matches and matchmaker follow the real time.
//   - settings.go: what nakama.yml sets.
//
// The page for browsers of package web is at "/".
//
// main.go is the program, server.go puts the parts together. This is a module of its
// own, so that the plugin's own does not depend on these libraries.
package main
