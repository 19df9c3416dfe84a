package parallel

import (
	"errors"
	"sync"
)

// Group is a number of calls of which at most a few run at the same time.
type Group struct {
	slots chan struct{}
	calls sync.WaitGroup

	mu       sync.Mutex
	errs     []error
	panicked any
}

// NewGroup makes a group of which at most limit calls run at the same time.
func NewGroup(limit int) *Group { return &Group{slots: make(chan struct{}, limit)} }

// Go starts a call. If too many are running, it waits until one has ended.
func (g *Group) Go(do func() error) {
	g.slots <- struct{}{}
	g.calls.Go(func() {
		var err error
		defer func() {
			p := recover()
			g.mu.Lock()
			if err != nil {
				g.errs = append(g.errs, err)
			}
			if p != nil {
				g.panicked = p
			}
			g.mu.Unlock()
			<-g.slots
		}()
		err = do()
	})
}

// Wait waits for all calls and returns their errors joined. If one panicked, Wait
// panics with the same value.
func (g *Group) Wait() error {
	g.calls.Wait()
	if g.panicked != nil {
		panic(g.panicked) //nolint:forbidigo // the panic goes on where a deferred recover of the caller sees it
	}
	return errors.Join(g.errs...)
}

// Each calls do with 0 to n-1, at most limit calls at the same time. It returns
// what Wait returns.
func Each(limit, n int, do func(i int) error) error {
	g := NewGroup(limit)
	for i := range n {
		g.Go(func() error { return do(i) })
	}
	return g.Wait()
}
