package chat

import (
	"maps"
	"sync"
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
	now func() time.Time

	mu       sync.Mutex
	sessions map[string]*sentMessages
	added    int
}

// sentMessages is a ring of the last messages of a session.
type sentMessages struct {
	messages [keptMessages]sentMessage
	next     int
	last     time.Time
}

type sentMessage struct{ id, channelID string }

func newAuthors(now func() time.Time) *authors {
	return &authors{now: now, sessions: map[string]*sentMessages{}}
}

// record keeps a message of the session.
func (a *authors) record(sessionID, id, channelID string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	sent, known := a.sessions[sessionID]
	if !known {
		if a.added++; a.added%sweepEvery == 0 {
			a.sweep()
		}
		sent = &sentMessages{}
		a.sessions[sessionID] = sent
	}
	sent.messages[sent.next] = sentMessage{id: id, channelID: channelID}
	sent.next = (sent.next + 1) % keptMessages
	sent.last = a.now()
}

// sweep drops the sessions that have been idle for longer than maxIdle.
func (a *authors) sweep() {
	now := a.now()
	maps.DeleteFunc(a.sessions, func(_ string, sent *sentMessages) bool { return now.Sub(sent.last) > maxIdle })
}

// channelOf returns the channel to which the session sent a message.
func (a *authors) channelOf(sessionID, id string) (string, bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	sent, known := a.sessions[sessionID]
	if !known || id == "" {
		return "", false
	}
	for _, m := range sent.messages {
		if m.id == id {
			return m.channelID, true
		}
	}
	return "", false
}

// drop removes a session that has ended.
func (a *authors) drop(sessionID string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	delete(a.sessions, sessionID)
}
