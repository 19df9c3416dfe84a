package chat

import (
	"sync"
	"sync/atomic"
	"time"
)

const (
	// keptMessages is how many messages of a session stay editable.
	keptMessages = 32
	// sweepEvery is after how many new sessions idle ones are dropped. Nakama
	// announces a session's end through a queue that may lose it.
	sweepEvery = 1024
	// maxIdle is how long a session that sends nothing is kept.
	maxIdle = time.Hour
)

// authors keeps, for each session of this server, the last messages that it
// sent to channels without history. Nakama stores no author of such a message.
// Servers need not share this: a session lives on one of them. A message that
// is dropped here can no longer be edited.
type authors struct {
	sessions sync.Map // from a session's id to its *sentMessages
	added    atomic.Uint64
	now      func() time.Time
}

// sentMessages is a ring of the last messages of a session.
type sentMessages struct {
	mu       sync.Mutex
	messages [keptMessages]sentMessage
	next     int
	last     time.Time
}

type sentMessage struct{ id, channelID string }

func newAuthors(now func() time.Time) *authors { return &authors{now: now} }

// record keeps a message of the session.
func (a *authors) record(sessionID, id, channelID string) {
	sent := a.session(sessionID)
	sent.mu.Lock()
	defer sent.mu.Unlock()
	sent.messages[sent.next] = sentMessage{id: id, channelID: channelID}
	sent.next = (sent.next + 1) % keptMessages
	sent.last = a.now()
}

// channelOf returns the channel to which the session sent a message.
func (a *authors) channelOf(sessionID, id string) (string, bool) {
	known, ok := a.sessions.Load(sessionID)
	if !ok || id == "" {
		return "", false
	}
	sent := known.(*sentMessages) //nolint:forcetypeassert // the map holds nothing else
	sent.mu.Lock()
	defer sent.mu.Unlock()
	for _, m := range sent.messages {
		if m.id == id {
			return m.channelID, true
		}
	}
	return "", false
}

// drop removes a session that has ended.
func (a *authors) drop(sessionID string) { a.sessions.Delete(sessionID) }

func (a *authors) session(sessionID string) *sentMessages {
	if known, ok := a.sessions.Load(sessionID); ok {
		return known.(*sentMessages) //nolint:forcetypeassert // the map holds nothing else
	}
	if a.added.Add(1)%sweepEvery == 0 {
		a.sweep(a.now())
	}
	known, _ := a.sessions.LoadOrStore(sessionID, &sentMessages{last: a.now()})
	return known.(*sentMessages) //nolint:forcetypeassert // the map holds nothing else
}

// sweep drops the sessions that have been idle for longer than maxIdle.
func (a *authors) sweep(now time.Time) {
	a.sessions.Range(func(sessionID, known any) bool {
		sent := known.(*sentMessages) //nolint:forcetypeassert // the map holds nothing else
		sent.mu.Lock()
		idle := now.Sub(sent.last) > maxIdle
		sent.mu.Unlock()
		if idle {
			a.sessions.Delete(sessionID)
		}
		return true
	})
}
