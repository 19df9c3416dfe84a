package faultsim

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"time"
)

// trouble is one way in which a call goes wrong.
type trouble int

// The troubles of a call.
const (
	crashBefore trouble = iota
	crashAfter
	failure
	lostAnswer
	troubles
)

func (t trouble) String() string {
	return [troubles]string{"crash before", "crash after", "failure of", "lost answer of"}[t]
}

var errBroken = errors.New("the connection broke")

// strike makes the call go wrong. It is called before the call.
func (t trouble) strike(s *server, method string) {
	switch t {
	case crashBefore:
		s.die()
	case crashAfter:
		var once sync.Once // a server makes several calls at the same time
		s.After(func(int, string) { once.Do(s.die) })
	case lostAnswer:
		s.FailAfter(method, 1, errBroken)
	default:
		s.Fail(method, 1, errBroken)
	}
}

// actor does its part on one server, whose every call waits for its turn.
type actor struct {
	s      *server
	act    func(*server) error
	turn   chan struct{}
	paused chan bool // false when the part is over
	err    error
}

// schedule runs the acts side by side, one call at a time, in an order that
// follows from chance alone. Now and then something goes wrong, at most as
// often as said; and now and then a second passes.
type schedule struct {
	w      *world
	chance *rand.Rand // of the turns

	// passing says that time passes: what Nakama calls then has no turn to wait
	// for.
	passing atomic.Bool

	mu    sync.Mutex // a server makes several calls at the same time
	left  int        // troubles
	luck  *rand.Rand // of the troubles
	story []string
}

func (sc *schedule) run(acts []func(*server) error) []*actor {
	actors := make([]*actor, len(sc.w.servers))
	for i, s := range sc.w.servers {
		a := &actor{s: s, act: acts[i%len(acts)], turn: make(chan struct{}), paused: make(chan bool)}
		actors[i] = a
		s.Before(func(call int, method string) { sc.call(a, call, method) })
		s.After(func(int, string) { sc.pause(a) })
		go func() {
			<-a.turn
			a.err = a.act(a.s)
			a.paused <- false
		}()
	}
	waiting := append([]*actor(nil), actors...)
	for len(waiting) > 0 {
		i := sc.chance.IntN(len(waiting))
		a := waiting[i]
		a.turn <- struct{}{}
		if !<-a.paused {
			waiting = append(waiting[:i], waiting[i+1:]...)
		}
		if sc.w.moved < 8 && sc.chance.IntN(40) == 0 {
			sc.w.moved++
			sc.passing.Store(true)
			sc.w.first().Advance(time.Second)
			sc.passing.Store(false)
		}
	}
	return actors
}

func (sc *schedule) pause(a *actor) {
	if sc.passing.Load() {
		return
	}
	a.paused <- true
	<-a.turn
}

// call waits for the turn of a call, and may make it go wrong.
func (sc *schedule) call(a *actor, number int, method string) {
	sc.pause(a)
	sc.mu.Lock()
	defer sc.mu.Unlock()
	if sc.left > 0 && !sc.passing.Load() && !a.s.dead.Load() && sc.luck.IntN(12) == 0 {
		sc.left--
		t := trouble(sc.luck.IntN(int(troubles)))
		sc.story = append(sc.story, fmt.Sprintf("%v call %d (%s) of server %d", t, number, method, a.s.index+1))
		t.strike(a.s, method)
	}
}
