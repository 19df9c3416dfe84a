package nakamatest

import (
	"maps"
	"time"

	"github.com/heroiclabs/nakama-common/runtime"
)

// Options says how the fake starts. The zero value is a good server.
type Options struct {
	Now        time.Time         // start of the virtual clock; zero is 2026-01-07 12:00 UTC
	Seed       uint64            // of every drawn id
	Node       string            // name of the server; empty is "nakama1"
	Env        map[string]string // runtime.env
	Files      map[string]string // what ReadFile finds, by path
	ResetFirst bool              // at a boundary, call reset before end
	LabelLag   bool              // lists show labels a second late, as on the server
}

// Nakama is one server process on a database that others may share.
type Nakama struct {
	runtime.NakamaModule // nil: what is not implemented here fails loudly

	options Options
	db      *database
	faults  *faults
	in      *Initializer
	logger  *Logger
	live    *liveState
}

// New starts a server on a database of its own.
func New(options Options) *Nakama {
	if options.Now.IsZero() {
		options.Now = time.Date(2026, time.January, 7, 12, 0, 0, 0, time.UTC)
	}
	if options.Node == "" {
		options.Node = "nakama1"
	}
	n := &Nakama{options: options, db: newDatabase(options), faults: &faults{}}
	n.boot()
	n.db.servers = append(n.db.servers, n)
	return n
}

// Server starts another server on the same database and clock, with nothing
// registered yet.
func (n *Nakama) Server(node string) *Nakama {
	options := n.options
	options.Node = node
	other := &Nakama{options: options, db: n.db, faults: &faults{}}
	other.boot()
	n.db.mu.Lock()
	defer n.db.mu.Unlock()
	n.db.servers = append(n.db.servers, other)
	return other
}

// Restart ends the process and starts it again: registrations, matches,
// sessions and injected faults are gone, the database is as it was.
func (n *Nakama) Restart() {
	n.db.mu.Lock()
	defer n.db.mu.Unlock()
	n.faults.reset()
	n.boot()
}

func (n *Nakama) boot() {
	n.in = newInitializer()
	n.logger = newLogger()
	n.live = newLiveState()
}

// Now is the time of the virtual clock.
func (n *Nakama) Now() time.Time {
	n.db.mu.Lock()
	defer n.db.mu.Unlock()
	return n.db.now
}

// Initializer records what the plugin registers on this server.
func (n *Nakama) Initializer() *Initializer {
	n.db.mu.Lock()
	defer n.db.mu.Unlock()
	return n.in
}

// Logger records what the plugin logs on this server.
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
