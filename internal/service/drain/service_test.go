package drain_test

import (
	"errors"
	"testing"
	"time"

	"sagishi/internal/platform/apierr"
	"sagishi/internal/service/drain"
	"sagishi/internal/testing/nakamatest"
)

// fixture is a server whose matches are a number.
type fixture struct {
	*nakamatest.Nakama
	*drain.Service

	t       *testing.T
	left    int
	listErr error
	woken   []time.Time
}

func newFixture(t *testing.T) *fixture {
	t.Helper()
	f := &fixture{Nakama: nakamatest.New(nakamatest.Options{}), t: t}
	f.Service = drain.New(matches{f.Nakama, f}, f.Logger(), f.Now, func(at time.Time) { f.woken = append(f.woken, at) })
	return f
}

func (f *fixture) set(on bool, reason string) drain.Status {
	f.t.Helper()
	status, err := f.Set(f.t.Context(), on, reason)
	if err != nil {
		f.t.Fatal(err)
	}
	return status
}

// watch looks once, and returns how often the log has said that the server is empty.
func (f *fixture) watch() int {
	f.t.Helper()
	next, err := f.Watch(f.t.Context())
	if err != nil || (f.On() && next != f.Now().Add(2*time.Second)) || (!f.On() && !next.IsZero()) {
		f.t.Errorf("next look at %v, %v", next, err)
	}
	f.Advance(2 * time.Second)
	return f.logged("drained: no matches left, after")
}

func (f *fixture) logged(begin string) int {
	count := 0
	for _, entry := range f.Logger().Entries() {
		if len(entry.Message) >= len(begin) && entry.Message[:len(begin)] == begin {
			count++
		}
	}
	return count
}

func TestDrainingIsRefusedToPlayersAndShownInTheMetric(t *testing.T) {
	f := newFixture(t)
	f.left = 3
	for _, on := range []bool{false, true, true, false, false} {
		status := f.set(on, "release 0.2")
		refused := apierr.CodeOf(f.Check()) == apierr.CodeUnavailable && f.Check() != nil
		if status.Draining != on || status.Matches != 3 || f.On() != on || refused != on || (f.Gauge("sagishi_draining") == 1) != on {
			t.Errorf("draining %t: %+v, refused %t, metric %v", on, status, refused, f.Gauge("sagishi_draining"))
		}
		if on && (status.Reason != "release 0.2" || status.Since != f.Now()) || !on && status.Reason != "" {
			t.Errorf("draining %t: %+v", on, status)
		}
	}
	if f.logged("draining began") != 1 || f.logged("draining ended") != 1 || len(f.woken) != 1 {
		t.Errorf("the log has %v, woken at %v", f.Logger().Entries(), f.woken)
	}
}

func TestLogSaysOnceThatADrainedServerIsEmpty(t *testing.T) {
	f := newFixture(t)
	if got := f.watch(); got != 0 {
		t.Errorf("a server that is not drained was announced %d times", got)
	}
	f.left = 1
	f.set(true, "release")
	for _, step := range []struct{ left, want int }{{1, 0}, {0, 0}, {1, 0}, {0, 0}, {0, 1}, {0, 1}, {1, 1}, {0, 1}, {0, 2}} {
		f.left = step.left
		if got := f.watch(); got != step.want {
			t.Errorf("%d matches left: announced %d times, want %d", step.left, got, step.want)
		}
	}
}

func TestFailedListIsAnErrorAndChangesNothingElse(t *testing.T) {
	f := newFixture(t)
	f.listErr = errors.New("index closed")
	if _, err := f.Set(t.Context(), true, "release"); err == nil || !f.On() {
		t.Errorf("error %v, draining %t", err, f.On())
	}
	if _, err := f.Watch(t.Context()); err == nil {
		t.Error("the failure is hidden")
	}
}
