package hooks

import (
	"sync"
	"sync/atomic"
	"time"
)

// keptMessages is how many messages of a session stay editable.
const keptMessages = 32

// sweepEvery is after how many new sessions idle ones are looked for. Their end
// is announced through a queue that may drop it.
const sweepEvery = 1024

// authorsIdle is for how long a session that writes nothing keeps them.
const authorsIdle = time.Hour

// authors remembers, for each session of this server, the last messages that it
// wrote to channels without history. Nakama knows no author of such a message,
// so this is what lets players edit theirs and nobody else's. It need not be
// shared between servers: a session lives on one. What is forgotten can no
// longer be edited; nothing else is lost.
type authors struct {
	sessions sync.Map
	added    atomic.Uint64
	now      func() time.Time
}

type written struct {
	mu       sync.Mutex
	messages [keptMessages]message
	next     int
	last     time.Time
}

// message is one of them, and the channel that it went to.
type message struct{ id, channelID string }

func newAuthors(now func() time.Time) *authors { return &authors{now: now} }

// wrote remembers a message.
func (a *authors) wrote(session any, id, channelID string) {
	w := a.session(session)
	w.mu.Lock()
	defer w.mu.Unlock()
	w.messages[w.next] = message{id: id, channelID: channelID}
	w.next = (w.next + 1) % keptMessages
	w.last = a.now()
}

// channelOf returns the channel of a message that the session wrote.
func (a *authors) channelOf(session any, id string) (string, bool) {
	known, ok := a.sessions.Load(session)
	if !ok || id == "" {
		return "", false
	}
	w := known.(*written) //nolint:forcetypeassert // the map holds nothing else
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, m := range w.messages {
		if m.id == id {
			return m.channelID, true
		}
	}
	return "", false
}

// forget drops a session that has ended.
func (a *authors) forget(session any) { a.sessions.Delete(session) }

func (a *authors) session(session any) *written {
	if known, ok := a.sessions.Load(session); ok {
		return known.(*written) //nolint:forcetypeassert // the map holds nothing else
	}
	if a.added.Add(1)%sweepEvery == 0 {
		a.sweep(a.now())
	}
	known, _ := a.sessions.LoadOrStore(session, &written{last: a.now()})
	return known.(*written) //nolint:forcetypeassert // the map holds nothing else
}

// sweep forgets sessions that have been idle for long: the end of a session is
// announced through a queue that may drop it.
func (a *authors) sweep(now time.Time) {
	a.sessions.Range(func(session, known any) bool {
		w := known.(*written) //nolint:forcetypeassert // the map holds nothing else
		w.mu.Lock()
		idle := now.Sub(w.last) > authorsIdle
		w.mu.Unlock()
		if idle {
			a.sessions.Delete(session)
		}
		return true
	})
}
