package app

import (
	"context"
	"fmt"
	"slices"
	"sync"
)

const (
	// maxCalls is how many calls may be without an answer at the same time.
	maxCalls = 128
	// maxCallsAbout is how many of them may be about the same record.
	maxCallsAbout = 8
	// freeForOneMore is how many slots must be free for each call about the same
	// record: of records that are never answered, each further one gets fewer calls.
	freeForOneMore = 14
)

// subject is what a call is about.
type subject struct{ method, record string }

// slots bounds the calls that are without an answer: all of them, those of the same
// method, and those about the same record. The last two bounds follow from the slots
// that are free. So whatever is never answered, a record, many records or all calls
// of a method, there are slots left for the rest.
type slots struct {
	mu      sync.Mutex
	used    int
	methods map[string]int  // slots in use, by method
	records map[subject]int // slots in use, by what their calls are about
	waiting []*waiter       // in the order in which they came
}

// waiter is a call that waits for a slot.
type waiter struct {
	about   subject
	granted chan struct{} // closed when it has one
}

func newSlots() *slots {
	return &slots{methods: map[string]int{}, records: map[subject]int{}}
}

// take waits for a slot until the context ends. A call that gets one must end with
// release.
func (s *slots) take(ctx context.Context, about subject) (release func(), err error) {
	release = func() { s.release(about) }
	w := s.enter(about)
	select {
	case <-w.granted:
		return release, nil
	case <-ctx.Done():
	}
	if s.leave(w) {
		return nil, fmt.Errorf("no slot for %s, too many calls to the database are without an answer: %w", about.method, ctx.Err())
	}
	return release, nil // granted at the last moment
}

// enter takes a slot, or waits in line for one.
func (s *slots) enter(about subject) *waiter {
	s.mu.Lock()
	defer s.mu.Unlock()
	w := &waiter{about: about, granted: make(chan struct{})}
	s.waiting = append(s.waiting, w)
	s.grant()
	return w
}

// leave ends the waiting. It returns false if the waiter has got a slot.
func (s *slots) leave(w *waiter) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	i := slices.Index(s.waiting, w)
	if i < 0 {
		return false
	}
	s.waiting = slices.Delete(s.waiting, i, i+1)
	return true
}

func (s *slots) release(about subject) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.used--
	subtract(s.methods, about.method)
	subtract(s.records, about)
	s.grant()
}

func subtract[K comparable](counts map[K]int, key K) {
	if counts[key]--; counts[key] == 0 {
		delete(counts, key)
	}
}

// grant gives free slots to those of the waiting that may have one, the first first.
// The caller holds the lock.
func (s *slots) grant() {
	if s.used == maxCalls {
		return
	}
	s.waiting = slices.DeleteFunc(s.waiting, func(w *waiter) bool {
		if !s.mayHaveOneMore(w.about) {
			return false
		}
		s.used++
		s.methods[w.about.method]++
		s.records[w.about]++
		close(w.granted)
		return true
	})
}

// mayHaveOneMore reports whether one more call about that may begin. The calls of a
// method may be as many as there are slots left for all other methods.
func (s *slots) mayHaveOneMore(about subject) bool {
	free := maxCalls - s.used - s.methods[about.method]
	return free > 0 && s.records[about] < max(1, min(maxCallsAbout, free/freeForOneMore))
}
