package faultsim

import (
	"context"
	"encoding/json"
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/app"
	"sagishi/internal/testing/nakamatest"
)

// world is a database with servers on it, and what a scenario knows of it.
type world struct {
	t       *testing.T
	what    string // names the run in a failure
	servers []*server
	env     map[string]string // of the servers that start
	ids     map[string]string // of players, by name
	answers []string          // of requests that were answered
	moved   int               // seconds by which a schedule moved the clock
	// validated says that Nakama has seen the store purchase before.
	validated bool
	bought    time.Time // the store's time of the purchase
	history   history
}

// server is a process with the plugin.
type server struct {
	*nakamatest.Nakama

	w     *world
	index int
	p     *app.Plugin
	dead  atomic.Bool
	skew  atomic.Int64 // nanoseconds by which the plugin's clock is ahead
	// working says that the jobs run.
	working atomic.Bool
	// module is the part of Nakama that the plugin gets; nil is all of it,
	// observed.
	module runtime.NakamaModule
}

func newWorld(t *testing.T, what string, servers int) *world {
	t.Helper()
	first := nakamatest.New(nakamatest.Options{})
	w := &world{t: t, what: what, ids: map[string]string{}, bought: first.Now(), history: history{failed: map[string]bool{}, authors: map[string]int{}}}
	w.env = map[string]string{"SAGISHI_REFERRAL_GAMES": "1"}
	for i := range servers {
		n := first
		if i > 0 {
			n = first.AddServer(fmt.Sprintf("nakama%d", i+1))
		}
		s := &server{Nakama: n, w: w, index: i}
		w.servers = append(w.servers, s)
		s.start()
	}
	return w
}

func (w *world) errorf(format string, args ...any) {
	w.t.Helper()
	w.t.Errorf("%s: %s", w.what, fmt.Sprintf(format, args...))
}

func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatalf("%s: %v", w.what, err)
	}
}

// first is the server that prepares and checks.
func (w *world) first() *server { return w.servers[0] }

func (s *server) start() {
	var module runtime.NakamaModule = observed{s.Nakama, s}
	if s.module != nil {
		module = s.module
	}
	p, err := app.Start(context.Background(), app.Host{
		Logger: s.Logger(), Nakama: module, In: s.Initializer(),
		Now: func() time.Time { return s.Now().Add(time.Duration(s.skew.Load())) },
		Env: s.w.env,
	})
	s.w.must(err)
	s.p = p
	s.dead.Store(false)
}

// die ends the process as far as the database sees it: whatever code still
// runs gets nothing done. A panic would not do, since entry points recover.
func (s *server) die() {
	s.dead.Store(true)
	s.Kill()
}

// recover ends what is wrong: a dead process starts again, a failing database
// works again.
func (s *server) recover() {
	if !s.dead.Load() {
		s.Heal()
		return
	}
	s.Restart()
	s.start()
}

// runJobs does what the server does by itself, at its start and every half minute.
func (s *server) runJobs() {
	s.working.Store(true)
	defer s.working.Store(false)
	s.p.RunJobs(context.Background())
}

// login is a client of the player's on this server.
func (s *server) login(name string, vars map[string]string) (*nakamatest.Session, error) {
	session, err := s.Login(nakamatest.LoginOptions{DeviceID: "device-of-" + name, Vars: vars})
	if err != nil {
		return nil, fmt.Errorf("%s logs in: %w", name, err)
	}
	s.w.ids[name] = session.UserID
	return session, nil
}

// player makes a player before anything goes wrong.
func (w *world) player(name string) string {
	w.t.Helper()
	session, err := w.first().login(name, nil)
	w.must(err)
	return session.UserID
}

// settle lets time pass in which nothing goes wrong, and the servers work.
func (w *world) settle() {
	for range 4 {
		for _, s := range w.servers {
			s.runJobs()
		}
		w.first().Advance(20 * time.Second)
	}
}

// object is a record of the server's or of a player's.
func object[T any](w *world, collection, key, user string) (value T, found bool) {
	text, found := w.first().Object(collection, key, user)
	if found {
		w.must(json.Unmarshal([]byte(text), &value))
	}
	return value, found
}
