package nakamatest

import "context"

// hang is a call that is not answered.
type hang struct {
	deaf     bool // ignores the end of its context
	released chan struct{}
}

// Hang makes the next calls of method do nothing and wait until their context
// ends, or until Heal, as when the database does not answer.
func (n *Nakama) Hang(method string, times int) {
	n.faults.insert(&fault{method: method, times: times, hang: newHang(false)})
}

// HangAfter makes the next calls of method do their work and then wait like
// those of Hang, as when the answer to a commit is lost.
func (n *Nakama) HangAfter(method string, times int) {
	n.faults.insert(&fault{method: method, times: times, after: true, hang: newHang(false)})
}

// HangDeaf makes the next calls of method do nothing and wait until Heal or
// Restart, whatever becomes of their context.
func (n *Nakama) HangDeaf(method string, times int) {
	n.faults.insert(&fault{method: method, times: times, hang: newHang(true)})
}

func newHang(deaf bool) *hang { return &hang{deaf: deaf, released: make(chan struct{})} }

// wait waits for the end of the call, which then fails.
func (h *hang) wait(ctx context.Context) error {
	if h.deaf || ctx == nil {
		<-h.released
		return ErrDown
	}
	select {
	case <-h.released:
		return ErrDown
	case <-ctx.Done():
		return ctx.Err()
	}
}

// releaseAll ends all calls that hang. The caller holds the lock.
func (f *faults) releaseAll() {
	for _, fault := range f.list {
		if fault.hang != nil {
			close(fault.hang.released)
		}
	}
}
