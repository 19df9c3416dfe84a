package main

import (
	"sync/atomic"
	"time"
)

// late is when a message counts as lost.
const late = time.Second

const bucket = 100 * time.Microsecond

// window is what is measured between two moments.
type window struct {
	from, to atomic.Int64 // 0 = not begun, not ended
	expected atomic.Int64 // receivers of the messages that were sent within
	exact    atomic.Int64 // messages that arrived themselves, not only newer ones
	received atomic.Int64 // bytes of all players
	frames   atomic.Int64
	up       atomic.Int64
	latency  histogram
}

func (w *window) holds(at int64) bool {
	from, to := w.from.Load(), w.to.Load()
	return from != 0 && at >= from && (to == 0 || at < to)
}

func (w *window) sent(at int64, receivers int64) {
	if w.holds(at) {
		w.expected.Add(receivers)
	}
}

// arrived counts that a receiver holds now what was sent at `sent`.
func (w *window) arrived(sent, now int64) {
	if w.holds(sent) && now-sent <= int64(late) {
		w.latency.add(time.Duration(now - sent))
	}
}

func (w *window) delivered() float64 {
	if w.expected.Load() == 0 {
		return 0
	}
	return float64(w.latency.count()) / float64(w.expected.Load())
}

// histogram counts times up to `late`.
type histogram [late/bucket + 1]atomic.Uint32

func (h *histogram) add(d time.Duration) {
	h[min(max(int(d/bucket), 0), len(h)-1)].Add(1)
}

func (h *histogram) count() int64 {
	var n int64
	for i := range h {
		n += int64(h[i].Load())
	}
	return n
}

// quantile is the time that the share q of all messages needed at most.
func (h *histogram) quantile(q float64) time.Duration {
	total := h.count()
	if total == 0 {
		return 0
	}
	var n int64
	for i := range h {
		if n += int64(h[i].Load()); float64(n) >= q*float64(total) {
			return time.Duration(i+1) * bucket
		}
	}
	return late
}
