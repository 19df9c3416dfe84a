// Package app makes the services out of the configuration, registers them with
// Nakama, and runs the jobs that the server does by itself. main.go, tests and the
// simulation use it.
//
// It may import every other package but those for tests. Begin with app.go and
// register.go, then runner.go and jobs.go; database.go limits the time of calls.
package app
