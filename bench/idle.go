package main

import (
	"bytes"
	"fmt"
	"time"

	pprof "github.com/google/pprof/profile"

	"sagishi/bench/client"
)

// idle is the cost of matches without players.
type idle struct {
	Variant string  `json:"variant"`
	Matches int     `json:"matches"`
	CPU     float64 `json:"cpu_seconds_per_match_minute"`
	Heap    float64 `json:"heap_kib_per_match"` // without players
}

// measureIdle measures memory and CPU of empty matches.
func (b *bench) measureIdle() error {
	for _, v := range b.selectedVariants() {
		if v.Plugin == "" || v.Protobuf || v.Positions != client.Each || v.Games {
			continue
		}
		measured, err := b.measureIdleVariant(v)
		if err != nil {
			return fmt.Errorf("idle matches of %s: %w", v.Name, err)
		}
		fmt.Printf("%s: %d idle matches, %.4f CPU s/match-min, %.1f KiB a match\n", measured.Variant, measured.Matches, measured.CPU, measured.Heap)
		b.results.Idle = append(b.results.Idle, measured)
	}
	return nil
}

func (b *bench) measureIdleVariant(v variant) (idle, error) {
	const matches, length = 500, 10 * time.Second // shorter than the life of an empty match
	s, err := b.startTestbed(v)
	if err != nil {
		return idle{}, err
	}
	defer s.close()
	before, err := s.server.heap()
	if err != nil {
		return idle{}, err
	}
	_, still, err := s.cpuDuring(length)
	if err != nil {
		return idle{}, err
	}
	for number := range matches {
		m := &match{generator: s.generator, number: number}
		if err := m.create(nil); err != nil {
			return idle{}, err
		}
	}
	after, err := s.server.heap()
	if err != nil {
		return idle{}, err
	}
	seconds, busy, err := s.cpuDuring(length)
	name := v.Plugin + ", empty"
	return idle{name, matches, (busy - still).Seconds() / matches / (seconds / 60), (after - before) / matches / 1024}, err
}

// cpuDuring returns the server's CPU time during the given length.
func (s *testbed) cpuDuring(length time.Duration) (seconds float64, server time.Duration, err error) {
	start, server, _, err := s.cpuTimes()
	if err != nil {
		return 0, 0, err
	}
	letRun(length)
	end, after, _, err := s.cpuTimes()
	return end.Sub(start).Seconds(), after - server, err
}

// heap is the memory in use after a garbage collection, in bytes.
func (s *server) heap() (float64, error) {
	if _, err := s.get("/debug/pprof/heap?gc=1"); err != nil {
		return 0, err
	}
	data, err := s.get("/debug/pprof/heap?gc=1")
	if err != nil {
		return 0, err
	}
	parsed, err := pprof.Parse(bytes.NewReader(data))
	if err != nil {
		return 0, err
	}
	var total float64
	for _, sample := range parsed.Sample {
		total += float64(sample.Value[len(sample.Value)-1])
	}
	return total, nil
}
