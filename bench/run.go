package main

import (
	"fmt"
	"os"
	"strings"
	"syscall"
	"time"
)

// result is one measurement of a variant.
type result struct {
	Variant      string  `json:"variant"`
	Round        int     `json:"round"`
	Matches      int     `json:"matches"`
	Seconds      float64 `json:"seconds"`
	CPU          float64 `json:"cpu_seconds_per_match_minute"`
	Core         float64 `json:"core"`      // share of its core that the server used
	Generator    float64 `json:"generator"` // the same of the load generator
	Others       float64 `json:"others"`    // share of the server's core that other processes used
	Down         float64 `json:"bytes_per_second_to_player"`
	Up           float64 `json:"bytes_per_second_from_player"`
	Frames       float64 `json:"messages_per_second_to_player"`
	Delivered    float64 `json:"delivered"` // positions received, or a newer one, within a second
	Exact        float64 `json:"exact"`     // positions received themselves
	P50          float64 `json:"p50_ms"`
	P95          float64 `json:"p95_ms"`
	P99          float64 `json:"p99_ms"`
	RSS          float64 `json:"rss_mib"`
	Empty        float64 `json:"empty_mib"` // resident memory of the server before the first match
	Sent         float64 `json:"messages_per_second_from_player"`
	Playing      float64 `json:"playing"` // of games: share of the time in the phase playing
	Walking      float64 `json:"walking"` // share of the time that a player walked
	Refused      int64   `json:"refused"`
	Corrected    int64   `json:"corrected"`
	Differing    int64   `json:"differing"` // snapshots that differ between players
	Disconnected int     `json:"gone"`      // players that lost their connection
}

func (r *result) String() string {
	played := ""
	if r.Playing > 0 {
		played = fmt.Sprintf("  playing %.0f %% walking %.0f %%", 100*r.Playing, 100*r.Walking)
	}
	return fmt.Sprintf("%-26s %4d matches  %.3f CPU s/match-min  core %3.0f %%  generator %3.0f %%  others %2.0f %%  %7.0f B/s down %5.0f up  %.2f messages/s down %.2f up%s  %6.2f %% delivered (%.2f exact)  p50 %.1f p95 %.1f p99 %.1f ms  refused %d corrected %d differing %d disconnected %d  %.0f MiB",
		r.Variant, r.Matches, r.CPU, 100*r.Core, 100*r.Generator, 100*r.Others, r.Down, r.Up, r.Frames, r.Sent, played, 100*r.Delivered, r.Exact, r.P50, r.P95, r.P99,
		r.Refused, r.Corrected, r.Differing, r.Disconnected, r.RSS)
}

// acceptable reports whether the service met the limits for a capacity.
func (r *result) acceptable() bool { return r.P99 <= 200 && r.Delivered >= 0.99 && r.Disconnected == 0 }

// testbed is a server and the load on it.
type testbed struct {
	server    *server
	generator *generator
	empty     float64 // resident memory before the first match, in MiB
}

func (b *bench) startTestbed(v variant) (*testbed, error) {
	server, err := b.startServer(v.Plugin)
	if err != nil {
		return nil, err
	}
	s := &testbed{server, newGenerator(v, server.address), rss(server.process.Process.Pid)}
	s.generator.board, s.generator.traces = b.board, b.traces
	go s.generator.run()
	return s, nil
}

// close kills the server first, so that it does not process every leave.
func (s *testbed) close() {
	s.server.stop()
	s.generator.close()
}

// letRun lets the server and the players go on for a time. What is measured is real
// time: no event ends it.
func letRun(d time.Duration) { time.Sleep(d) }

// measure runs n matches and measures for the given length, after a warm-up.
func (s *testbed) measure(n int, warm, length time.Duration) (*result, error) {
	if err := s.generator.addMatches(n, 0); err != nil {
		return nil, s.withLog(err)
	}
	letRun(warm)
	w := &window{}
	s.generator.windows.Store(w)
	before := s.generator.counts()
	worked := coreTime(s.server.core)
	start, used, own, err := s.cpuTimes()
	if err != nil {
		return nil, err
	}
	w.from.Store(start.UnixNano())
	letRun(length)
	end, usedAfter, ownAfter, err := s.cpuTimes()
	if err != nil {
		return nil, err
	}
	w.to.Store(end.UnixNano())
	worked = coreTime(s.server.core) - worked
	letRun(lossTimeout)
	seconds := end.Sub(start).Seconds()
	r := &result{
		Variant: s.generator.variant.Name, Matches: n, Seconds: seconds,
		CPU:  (usedAfter - used).Seconds() / float64(n) / (seconds / 60),
		Core: (usedAfter - used).Seconds() / seconds, Generator: (ownAfter - own).Seconds() / seconds,
		Others: max(0, (worked-(usedAfter-used)).Seconds()/seconds),
		RSS:    rss(s.server.process.Process.Pid), Empty: s.empty, Disconnected: s.generator.disconnected(),
	}
	r.fill(w, s.generator.counts(), before)
	return r, nil
}

// withLog adds the end of the server's log to an error.
func (s *testbed) withLog(err error) error {
	text, _ := os.ReadFile(s.server.log.Name())
	return fmt.Errorf("%w\n%s", err, lastLines(string(text), 10))
}

func (r *result) fill(w *window, after, before [3]int64) {
	perPlayer := 1 / float64(r.Matches*players) / r.Seconds
	r.Down = float64(w.receivedBytes.Load()) * perPlayer
	r.Up = float64(w.sentBytes.Load()) * perPlayer
	r.Frames = float64(w.frames.Load()) * perPlayer
	r.Sent = float64(w.sent.Load()) * perPlayer
	ticks := float64(max(w.ticks.Load(), 1))
	r.Playing, r.Walking = float64(w.playing.Load())/ticks, float64(w.walking.Load())/ticks
	r.Delivered = w.deliveredShare()
	r.Exact = float64(w.exact.Load()) / float64(max(w.expected.Load(), 1))
	r.P50, r.P95, r.P99 = ms(w.latency.quantile(0.5)), ms(w.latency.quantile(0.95)), ms(w.latency.quantile(0.99))
	r.Refused, r.Corrected, r.Differing = after[0]-before[0], after[1]-before[1], after[2]-before[2]
}

func (c *generator) counts() [3]int64 {
	return [3]int64{c.refused.Load(), c.corrected.Load(), c.differing.Load()}
}

// cpuTimes returns the time, and the CPU time of the server and the generator.
func (s *testbed) cpuTimes() (now time.Time, server, own time.Duration, err error) {
	if server, err = cpu(s.server.process.Process.Pid); err == nil {
		own, err = cpu(syscall.Getpid())
	}
	return time.Now(), server, own, err
}

// coreTime is how long a core was busy for any process, without interrupts.
func coreTime(core int) (total time.Duration) {
	text, _ := os.ReadFile("/proc/stat")
	for line := range strings.Lines(string(text)) {
		var user, nice, system int64
		if n, _ := fmt.Sscanf(line, fmt.Sprintf("cpu%d %%d %%d %%d", core), &user, &nice, &system); n == 3 {
			total = time.Duration(user+nice+system) * time.Second / ticksPerSecond
		}
	}
	return total
}

func ms(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

// rss is the resident memory of a process, in MiB.
func rss(pid int) float64 {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0
	}
	var kib float64
	for line := range strings.Lines(string(text)) {
		if strings.HasPrefix(line, "VmRSS:") {
			_, _ = fmt.Sscanf(line, "VmRSS: %f kB", &kib)
		}
	}
	return kib / 1024
}

func lastLines(text string, n int) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	return strings.Join(lines[max(0, len(lines)-n):], "\n")
}
