package main

import (
	"sync/atomic"
	"time"
)

// lossTimeout is the latency from which on a message counts as lost.
const lossTimeout = time.Second

const bucketWidth = 100 * time.Microsecond

// window collects the measurements between two moments.
type window struct {
	from, to      atomic.Int64 // in Unix nanoseconds; 0 = not begun, not ended
	expected      atomic.Int64 // receivers of the messages sent in the window
	exact         atomic.Int64 // messages received themselves, not only newer ones
	receivedBytes atomic.Int64 // bytes of all players
	frames        atomic.Int64
	sentBytes     atomic.Int64
	sent          atomic.Int64 // messages of all players
	latency       histogram

	// Ticks of players, and those of them in the phase playing and on their way.
	ticks, playing, walking atomic.Int64
}

func (w *window) contains(at int64) bool {
	from, to := w.from.Load(), w.to.Load()
	return from != 0 && at >= from && (to == 0 || at < to)
}

func (w *window) recordSent(at int64, receivers int64) {
	if w.contains(at) {
		w.expected.Add(receivers)
	}
}

// recordMix counts what a player does in a tick.
func (w *window) recordMix(at int64, playing, walking bool) {
	if !w.contains(at) {
		return
	}
	w.ticks.Add(1)
	if playing {
		w.playing.Add(1)
	}
	if walking {
		w.walking.Add(1)
	}
}

// recordArrival counts a message sent at `sent` that a receiver has now.
func (w *window) recordArrival(sent, now int64) {
	if w.contains(sent) && now-sent <= int64(lossTimeout) {
		w.latency.add(time.Duration(now - sent))
	}
}

func (w *window) deliveredShare() float64 {
	if w.expected.Load() == 0 {
		return 0
	}
	return float64(w.latency.count()) / float64(w.expected.Load())
}

// histogram counts times up to `late`.
type histogram [lossTimeout/bucketWidth + 1]atomic.Uint32

func (h *histogram) add(d time.Duration) {
	h[min(max(int(d/bucketWidth), 0), len(h)-1)].Add(1)
}

func (h *histogram) count() int64 {
	var n int64
	for i := range h {
		n += int64(h[i].Load())
	}
	return n
}

// quantile returns the latency that the share q of all messages did not exceed.
func (h *histogram) quantile(q float64) time.Duration {
	total := h.count()
	if total == 0 {
		return 0
	}
	var n int64
	for i := range h {
		if n += int64(h[i].Load()); float64(n) >= q*float64(total) {
			return time.Duration(i+1) * bucketWidth
		}
	}
	return lossTimeout
}
