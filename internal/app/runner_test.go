package app

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"sagishi/internal/testing/nakamatest"
)

const interval = 30 * time.Second

//nolint:forbidigo // in a bubble of synctest the time is virtual
var now = time.Now

// wait waits in virtual time.
func wait(d time.Duration) {
	ctx, cancel := context.WithTimeout(context.Background(), d)
	defer cancel()
	<-ctx.Done()
}

// jobs is a runner in a bubble of virtual time.
type jobs struct {
	*runner

	nk    *nakamatest.Nakama
	began time.Time
}

func newJobs() *jobs {
	nk := nakamatest.New(nakamatest.Options{})
	return &jobs{runner: newRunner(nk.Logger(), nk, now, interval), nk: nk, began: now()}
}

// record adds a job that notes when it runs, in time since the begin.
func (j *jobs) record(name string, run func(run int) (time.Duration, error)) *[]time.Duration {
	var at []time.Duration
	j.add(job{name: name, timeout: time.Minute, run: func(context.Context) (time.Time, error) {
		at = append(at, now().Sub(j.began))
		after, err := run(len(at))
		if after == 0 {
			return time.Time{}, err
		}
		return now().Add(after), err
	}})
	return &at
}

// passes runs the jobs for the given time.
func (j *jobs) passes(t *testing.T, d time.Duration) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), d)
	defer cancel()
	j.run(ctx)
}

func wantTimes(t *testing.T, what string, got []time.Duration, want ...time.Duration) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%s: ran at %v, want %v", what, got, want)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Fatalf("%s: ran at %v, want %v", what, got, want)
		}
	}
}

func nothing(int) (time.Duration, error) { return 0, nil }

func TestJobRunsAtOnceWhenItIsDueAndRegularly(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		j := newJobs()
		idle := j.record("idle", nothing)
		busy := j.record("busy", func(run int) (time.Duration, error) {
			return map[int]time.Duration{1: 3400 * time.Millisecond, 2: time.Hour}[run], nil
		})
		j.passes(t, 50*time.Second)
		wantTimes(t, "idle", *idle, 0, 30*time.Second)
		wantTimes(t, "busy", *busy, 0, 3400*time.Millisecond, 33400*time.Millisecond)
	})
}

func TestFailedJobIsRetriedSoonAndThenLessOften(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		j := newJobs()
		runs := j.record("fails", func(run int) (time.Duration, error) {
			if run == 6 || run == 7 {
				return 0, nil
			}
			return 0, errors.New("away")
		})
		j.passes(t, 130*time.Second)
		s := time.Second
		wantTimes(t, "fails", *runs, 0, 5*s, 15*s, 35*s, 65*s, 95*s, 125*s)
		logged := 0
		for _, e := range j.nk.Logger().Entries() {
			if e.Level == "warn" && e.Fields["job"] == "fails" && e.Message == "job failed, will retry: away" {
				logged++
			}
		}
		if logged != 5 {
			t.Errorf("%d of 5 failures are logged", logged)
		}
	})
}

func TestPanicOfAJobIsLoggedAndDelaysNoOther(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		j := newJobs()
		panics := j.record("panics", func(int) (time.Duration, error) { panic("oh") })
		other := j.record("other", nothing)
		j.passes(t, 10*time.Second)
		wantTimes(t, "panics", *panics, 0, 5*time.Second)
		wantTimes(t, "other", *other, 0)
		if e := j.nk.Logger().Entries()[0]; e.Level != "error" || !strings.Contains(e.Message, "panic: oh") || e.Fields["entry"] != "panics" {
			t.Errorf("logged %+v", e)
		}
	})
}

func TestJobThatHangsEndsAtItsTimeoutAndDelaysNoOther(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		j := newJobs()
		var ends []time.Duration
		running := 0
		j.add(job{name: "hangs", timeout: 20 * time.Second, run: func(ctx context.Context) (time.Time, error) {
			if running++; running > 1 {
				t.Error("the job runs twice at the same time")
			}
			<-ctx.Done()
			running--
			ends = append(ends, now().Sub(j.began))
			return time.Time{}, ctx.Err()
		}})
		other := j.record("other", nothing)
		go func() {
			wait(time.Second)
			j.wake("hangs", now())
		}()
		j.passes(t, 65*time.Second)
		wantTimes(t, "hangs", ends, 20*time.Second, 40*time.Second, 65*time.Second)
		wantTimes(t, "other", *other, 0, 30*time.Second, 60*time.Second)
	})
}

func TestWokenJobRunsAtTheEarliestTimeAskedFor(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		j := newJobs()
		woken := j.record("woken", nothing)
		other := j.record("other", nothing)
		at := func(after time.Duration) time.Time { return j.began.Add(after) }
		go func() {
			wait(time.Second)
			j.wake("woken", at(25*time.Second))
			j.wake("woken", at(12*time.Second))
			j.wake("woken", at(14*time.Second))
			wait(19 * time.Second)
			j.wake("woken", at(2*time.Second)) // in the past
			j.wake("nobody", at(21*time.Second))
		}()
		j.passes(t, 28*time.Second)
		wantTimes(t, "woken", *woken, 0, 12*time.Second, 20*time.Second)
		wantTimes(t, "other", *other, 0)
	})
}

func TestWakeDuringARunIsNotLost(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		j := newJobs()
		runs := j.record("works", func(run int) (time.Duration, error) {
			if run == 1 {
				j.wake("works", now())
				j.wake("works", now().Add(3*time.Second))
			}
			return 0, nil
		})
		j.passes(t, 10*time.Second)
		wantTimes(t, "works", *runs, 0, 0)
	})
}

func TestJobsRunOnceInTheirOrder(t *testing.T) {
	j := newJobs()
	var order []string
	for _, name := range []string{"a", "b"} {
		j.record(name, func(int) (time.Duration, error) { order = append(order, name); return time.Second, nil })
	}
	j.runOnce(t.Context())
	if len(order) != 2 || order[0] != "a" || order[1] != "b" {
		t.Errorf("ran %v", order)
	}
}
