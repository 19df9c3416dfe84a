package nakamatest

import (
	"slices"
	"sync"

	"github.com/heroiclabs/nakama-common/runtime"
)

// Broadcast is one message that a match sent.
type Broadcast struct {
	Op       int64
	Data     []byte
	Everyone bool     // presences were nil
	To       []string // user ids, in the order given
	Sessions []string // session ids, in the order given
	Sender   string   // user id; empty for the server
	Reliable bool
	Deferred bool
}

// Reaches reports whether the user is among the recipients.
func (b Broadcast) Reaches(userID string) bool { return b.Everyone || slices.Contains(b.To, userID) }

// Dispatcher records what a match sends, for tests of a match handler without a
// server.
type Dispatcher struct {
	mu     sync.Mutex
	sent   []Broadcast
	kicked []string
	labels []string
	fail   error
}

var _ runtime.MatchDispatcher = (*Dispatcher)(nil)

// NewDispatcher returns a dispatcher that has recorded nothing.
func NewDispatcher() *Dispatcher { return &Dispatcher{} }

// Sent returns all broadcasts since the last Clear.
func (d *Dispatcher) Sent() []Broadcast {
	d.mu.Lock()
	defer d.mu.Unlock()
	return slices.Clone(d.sent)
}

// SentTo returns the broadcasts of an op code that reached the user; op 0 selects
// every op code.
func (d *Dispatcher) SentTo(userID string, op int64) []Broadcast {
	return slices.DeleteFunc(d.Sent(), func(b Broadcast) bool {
		return !b.Reaches(userID) || (op != 0 && b.Op != op)
	})
}

// Kicked lists the ids of the kicked users.
func (d *Dispatcher) Kicked() []string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return slices.Clone(d.kicked)
}

// Label returns the last label set; empty if there was none.
func (d *Dispatcher) Label() string {
	d.mu.Lock()
	defer d.mu.Unlock()
	if len(d.labels) == 0 {
		return ""
	}
	return d.labels[len(d.labels)-1]
}

// LabelUpdates counts the label updates.
func (d *Dispatcher) LabelUpdates() int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return len(d.labels)
}

// Clear deletes the recorded broadcasts; labels and kicks stay.
func (d *Dispatcher) Clear() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.sent = nil
}

// Fail makes every call fail with err; nil ends that.
func (d *Dispatcher) Fail(err error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.fail = err
}

// BroadcastMessage records a message. Nil presences mean everyone, an empty list
// nobody.
func (d *Dispatcher) BroadcastMessage(op int64, data []byte, presences []runtime.Presence, sender runtime.Presence, reliable bool) error {
	return d.send(newBroadcast(op, data, presences, sender, reliable))
}

// BroadcastMessageDeferred records a message.
func (d *Dispatcher) BroadcastMessageDeferred(op int64, data []byte, presences []runtime.Presence, sender runtime.Presence, reliable bool) error {
	b := newBroadcast(op, data, presences, sender, reliable)
	b.Deferred = true
	return d.send(b)
}

func (d *Dispatcher) send(b Broadcast) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.fail != nil {
		return d.fail
	}
	d.sent = append(d.sent, b)
	return nil
}

// MatchKick records the kicked users.
func (d *Dispatcher) MatchKick(presences []runtime.Presence) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, p := range presences {
		d.kicked = append(d.kicked, p.GetUserId())
	}
	return d.fail
}

// MatchLabelUpdate records the label.
func (d *Dispatcher) MatchLabelUpdate(label string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if len(label) > maxLabel {
		return runtime.ErrMatchLabelTooLong
	}
	if d.fail == nil {
		d.labels = append(d.labels, label)
	}
	return d.fail
}

// maxLabel is the maximum length of a match's label, in bytes.
const maxLabel = 2048

func newBroadcast(op int64, data []byte, presences []runtime.Presence, sender runtime.Presence, reliable bool) Broadcast {
	b := Broadcast{Op: op, Data: slices.Clone(data), Everyone: presences == nil, Reliable: reliable}
	for _, p := range presences {
		b.To = append(b.To, p.GetUserId())
		b.Sessions = append(b.Sessions, p.GetSessionId())
	}
	if sender != nil {
		b.Sender = sender.GetUserId()
	}
	return b
}
