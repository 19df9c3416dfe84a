package nakamatest

import (
	"context"
	"errors"
	"slices"
	"sync"
)

// ErrDown is returned by every call after Kill.
var ErrDown = errors.New("server is down")

// Always makes a fault stay until Heal, as its number of times.
const Always = -1

// crash is the type of Crash, so that no other panic can equal it.
type crash string

// Crash is the panic value with which a watcher simulates the end of the process in
// the middle of a call.
const Crash = crash("the process ended")

// Crashed runs fn and reports whether it ended in Crash.
func Crashed(fn func()) (crashed bool) {
	defer func() {
		if p := recover(); p != nil {
			if _, ok := p.(crash); !ok {
				panic(p) //nolint:forbidigo // another panic continues
			}
			crashed = true
		}
	}()
	fn()
	return false
}

// fault makes calls of one method fail.
type fault struct {
	method string
	times  int
	err    error
	after  bool
	hang   *hang // waits before the call fails; nil if it fails at once
}

// faults holds the injected failures of one server and the watchers of its calls.
type faults struct {
	mu     sync.Mutex
	list   []*fault
	before []func(call int, method string)
	after  []func(call int, method string)
	calls  []string
	count  int
	live   bool // keep no list of calls
	down   bool
}

func (f *faults) reset() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.releaseAll()
	f.list, f.before, f.after, f.calls, f.count, f.down = nil, nil, nil, nil, 0, false
}

// Fail makes the next calls of method fail without an effect. The method "*" stands
// for every method.
func (n *Nakama) Fail(method string, times int, err error) { n.faults.add(method, times, err, false) }

// FailAfter makes the next calls of method take effect and then fail, as when the
// response is lost.
func (n *Nakama) FailAfter(method string, times int, err error) {
	n.faults.add(method, times, err, true)
}

// Heal removes all faults and watchers.
func (n *Nakama) Heal() {
	n.faults.mu.Lock()
	defer n.faults.mu.Unlock()
	n.faults.releaseAll()
	n.faults.list, n.faults.before, n.faults.after, n.faults.down = nil, nil, nil, false
}

// Kill stops the process: every call has no effect and fails with ErrDown until
// Restart or Heal. No callback fires while a server is down.
func (n *Nakama) Kill() {
	n.faults.mu.Lock()
	defer n.faults.mu.Unlock()
	n.faults.down = true
}

// Before registers a watcher that runs before every call of a method, with the
// call's number from 1. It may panic with Crash, call Kill, or call a server.
func (n *Nakama) Before(fn func(call int, method string)) {
	n.faults.mu.Lock()
	defer n.faults.mu.Unlock()
	n.faults.before = append(n.faults.before, fn)
}

// After registers a watcher that runs after every call that took effect.
func (n *Nakama) After(fn func(call int, method string)) {
	n.faults.mu.Lock()
	defer n.faults.mu.Unlock()
	n.faults.after = append(n.faults.after, fn)
}

// Calls lists the methods called so far, in order.
func (n *Nakama) Calls() []string {
	n.faults.mu.Lock()
	defer n.faults.mu.Unlock()
	return slices.Clone(n.faults.calls)
}

// ResetCalls clears the list of calls.
func (n *Nakama) ResetCalls() {
	n.faults.mu.Lock()
	defer n.faults.mu.Unlock()
	n.faults.calls, n.faults.count = nil, 0
}

// call runs a method of the module: with watchers and injected failures, in a
// transaction under the lock of the database.
func (n *Nakama) call(ctx context.Context, method string, work func(db *database) error) error {
	number, watchers := n.faults.recordCall(method)
	for _, watch := range watchers {
		watch(number, method)
	}
	if err := n.faults.check(ctx, method, false); err != nil {
		return err
	}
	if ctx != nil && ctx.Err() != nil {
		return ctx.Err()
	}
	if err := n.inTransaction(work); err != nil {
		return err
	}
	for _, watch := range n.faults.afterWatchers() {
		watch(number, method)
	}
	return n.faults.check(ctx, method, true)
}

func (n *Nakama) inTransaction(work func(db *database) error) error {
	n.db.mu.Lock()
	defer n.db.mu.Unlock()
	return n.db.transact(func() error { return work(n.db) })
}

func (f *faults) add(method string, times int, err error, after bool) {
	f.insert(&fault{method: method, times: times, err: err, after: after})
}

func (f *faults) insert(added *fault) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.list = append(f.list, added)
}

func (f *faults) recordCall(method string) (number int, watchers []func(int, string)) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.count++
	if !f.live {
		f.calls = append(f.calls, method)
	}
	return f.count, slices.Clone(f.before)
}

func (f *faults) afterWatchers() []func(int, string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.Clone(f.after)
}

// reachable reports whether the process is up and reaches its database; otherwise
// its timers do not fire.
func (f *faults) reachable() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return !f.down && !slices.ContainsFunc(f.list, func(fault *fault) bool { return fault.method == "*" && fault.times != 0 })
}

// check makes a call fail, perhaps after a while.
func (f *faults) check(ctx context.Context, method string, after bool) error {
	fault := f.next(method, after)
	switch {
	case fault == nil:
		return nil
	case fault.hang != nil:
		return fault.hang.wait(ctx)
	default:
		return fault.err
	}
}

// next is the fault of a call, or nil.
func (f *faults) next(method string, after bool) *fault {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.down {
		return &fault{err: ErrDown}
	}
	for _, fault := range f.list {
		if fault.after != after || fault.times == 0 || (fault.method != method && fault.method != "*") {
			continue
		}
		if fault.times > 0 {
			fault.times--
		}
		return fault
	}
	return nil
}
