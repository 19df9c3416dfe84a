package ratelimit_test

import (
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"sagishi/internal/platform/ratelimit"
)

// clock is a time that stands until it is moved.
type clock struct{ now time.Time }

func (c *clock) Now() time.Time { return c.now }

func newClock() *clock { return &clock{time.Date(2026, time.January, 7, 12, 0, 0, 0, time.UTC)} }

func TestBurstIsFollowedBySteadyRate(t *testing.T) {
	c := newClock()
	m := ratelimit.New(2*time.Second, 3, c.Now)
	for i, step := range []struct {
		after time.Duration
		want  bool
	}{
		{0, true},
		{0, true},
		{0, true},
		{0, false},
		{time.Second, false},
		{time.Second, true},
		{0, false},
		{time.Hour, true},
		{0, true},
		{0, true},
		{0, false},
	} {
		c.now = c.now.Add(step.after)
		if got := m.Allow("ann"); got != step.want {
			t.Fatalf("step %d: allowed %v", i, got)
		}
	}
	if !m.Allow("bob") {
		t.Error("one caller's calls use another's budget")
	}
}

func TestRefundRestoresTheBudget(t *testing.T) {
	c := newClock()
	m := ratelimit.New(time.Second, 1, c.Now)
	m.Refund("ann") // who has spent nothing
	for range 5 {
		if !m.Allow("ann") {
			t.Fatal("a refunded call is refused")
		}
		m.Refund("ann")
	}
	m.Allow("ann")
	if m.Allow("ann") {
		t.Error("refunds add up to more than was spent")
	}
}

func TestRemovedCallerHasFullBudget(t *testing.T) {
	c := newClock()
	m := ratelimit.New(time.Second, 1, c.Now)
	m.Allow("ann")
	m.Remove("ann")
	if m.Knows("ann") || !m.Allow("ann") {
		t.Error("the caller is still known")
	}
}

func TestSweepRemovesIdleCallersOnly(t *testing.T) {
	c := newClock()
	m := ratelimit.New(time.Second, 2, c.Now)
	m.Allow("idle")
	c.now = c.now.Add(time.Hour)
	m.Allow("busy")
	m.Allow("busy")
	for i := range 1024 {
		m.Allow(fmt.Sprint(i))
	}
	if m.Knows("idle") {
		t.Error("an idle caller is kept")
	}
	if m.Allow("busy") {
		t.Error("sweeping gave a busy caller a new budget")
	}
}

func TestSweepKeepsCallersThatActAgainSoon(t *testing.T) {
	c := newClock()
	m := ratelimit.New(time.Millisecond, 2, c.Now)
	m.Allow("walker")
	c.now = c.now.Add(2 * time.Second)
	for i := range 1024 {
		m.Allow(fmt.Sprint(i))
	}
	if !m.Knows("walker") {
		t.Error("a caller that was idle for two seconds was removed")
	}
}

func TestConcurrentCallsAreCountedOnce(t *testing.T) {
	m := ratelimit.New(time.Second, 100, newClock().Now)
	var passed atomic.Int64
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			for range 100 {
				if m.Allow("ann") {
					passed.Add(1)
				}
			}
		})
	}
	group.Wait()
	if passed.Load() != 100 {
		t.Errorf("%d of a budget of 100 passed", passed.Load())
	}
}
