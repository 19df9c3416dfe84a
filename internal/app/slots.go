package app

import (
	"context"
	"fmt"
	"sync"
)

const (
	// maxCalls is how many calls may be without an answer at the same time.
	maxCalls = 128
	// maxCallsAbout is how many of them may be about the same: a record that is
	// never answered leaves the rest to the others.
	maxCallsAbout = 8
)

// slots bounds the calls that are without an answer: all of them, and those about
// the same.
type slots struct {
	all chan struct{}

	mu     sync.Mutex
	shares map[string]*share // by what they are about
}

// share has the slots of the calls about the same.
type share struct {
	slots chan struct{}
	users int // calls that have a slot or wait for one
}

func newSlots() *slots {
	return &slots{all: make(chan struct{}, maxCalls), shares: map[string]*share{}}
}

// take waits for a slot until the context ends. A call that gets one must end with
// release.
func (s *slots) take(ctx context.Context, about string) (release func(), err error) {
	own := s.join(about)
	select {
	case own.slots <- struct{}{}:
	case <-ctx.Done():
		s.leave(about)
		return nil, fmt.Errorf("%d calls to the database about the same are without an answer: %w", maxCallsAbout, ctx.Err())
	}
	select {
	case s.all <- struct{}{}:
	case <-ctx.Done():
		<-own.slots
		s.leave(about)
		return nil, fmt.Errorf("%d calls to the database are without an answer: %w", maxCalls, ctx.Err())
	}
	return func() {
		<-s.all
		<-own.slots
		s.leave(about)
	}, nil
}

func (s *slots) join(about string) *share {
	s.mu.Lock()
	defer s.mu.Unlock()
	own, ok := s.shares[about]
	if !ok {
		own = &share{slots: make(chan struct{}, maxCallsAbout)}
		s.shares[about] = own
	}
	own.users++
	return own
}

func (s *slots) leave(about string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	own := s.shares[about]
	if own.users--; own.users == 0 {
		delete(s.shares, about)
	}
}
