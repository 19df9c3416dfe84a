package nakamatest

import (
	"maps"
	"time"

	"github.com/heroiclabs/nakama-common/runtime"
)

// Options configures the fake. The zero value is a server without defects.
type Options struct {
	Now        time.Time         // start of the virtual clock; zero: 2026-01-07 12:00 UTC
	Seed       uint64            // of the random ids
	Node       string            // name of the server; empty: "nakama1"
	Env        map[string]string // runtime.env
	Files      map[string]string // contents of files for ReadFile, by path
	FilesDir   string            // where ReadFile finds all other files; empty: nowhere
	ResetFirst bool              // at a boundary, call reset before end
	LabelLag   bool              // lists show labels a second late, as on the server

	MaxTickets   int // of a session in the matchmaker; 0: no limit
	MaxIntervals int // of the matchmaker in which a ticket waits for a full match

	SessionLife, RefreshLife time.Duration             // of tokens; zero: a minute and an hour
	Live                     bool                      // a server that runs on: it keeps no record of calls, log lines and durations
	Log                      func(LogEntry)            // takes each line of the log
	OnMatch                  func(id string, rate int) // called with each new match, whose ticks it may run
}

// Nakama is one server process on a database that others may share.
type Nakama struct {
	runtime.NakamaModule // nil: a method that is not implemented here panics

	options Options
	db      *database
	faults  *faults
	in      *Initializer
	logger  *Logger
	process *process
}

// New starts a server on a new database.
func New(options Options) *Nakama {
	if options.Now.IsZero() {
		options.Now = time.Date(2026, time.January, 7, 12, 0, 0, 0, time.UTC)
	}
	if options.Node == "" {
		options.Node = "nakama1"
	}
	if options.SessionLife == 0 {
		options.SessionLife = sessionLife
	}
	if options.RefreshLife == 0 {
		options.RefreshLife = refreshLife
	}
	n := &Nakama{options: options, db: newDatabase(options), faults: &faults{live: options.Live}}
	n.boot()
	n.db.servers = append(n.db.servers, n)
	return n
}

// AddServer starts another server on the same database and clock, with nothing
// registered yet.
func (n *Nakama) AddServer(node string) *Nakama {
	options := n.options
	options.Node = node
	other := &Nakama{options: options, db: n.db, faults: &faults{live: options.Live}}
	other.boot()
	n.db.mu.Lock()
	defer n.db.mu.Unlock()
	n.db.servers = append(n.db.servers, other)
	return other
}

// Restart ends the process and starts it again. Registrations, matches, sessions and
// injected faults are gone; the database stays.
func (n *Nakama) Restart() {
	n.db.mu.Lock()
	defer n.db.mu.Unlock()
	n.faults.reset()
	n.boot()
}

func (n *Nakama) boot() {
	n.in = newInitializer()
	n.logger = newLogger()
	n.logger.log.sink, n.logger.log.forget = n.options.Log, n.options.Live
	n.process = newProcess()
}

// Now returns the time of the virtual clock.
func (n *Nakama) Now() time.Time {
	n.db.mu.Lock()
	defer n.db.mu.Unlock()
	return n.db.now
}

// Initializer returns the recorder of this server's registrations.
func (n *Nakama) Initializer() *Initializer {
	n.db.mu.Lock()
	defer n.db.mu.Unlock()
	return n.in
}

// Logger returns the recorder of this server's log.
func (n *Nakama) Logger() *Logger {
	n.db.mu.Lock()
	defer n.db.mu.Unlock()
	return n.logger
}

func copyMap[K comparable, V any](m map[K]V) map[K]V {
	out := make(map[K]V, len(m))
	maps.Copy(out, m)
	return out
}
