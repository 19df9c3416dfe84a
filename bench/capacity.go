package main

import (
	"fmt"
	"time"
)

const (
	stepWarm   = 3 * time.Second
	stepLength = 8 * time.Second
	// growth is the factor between two steps of the search.
	growth = 1.06
	// carefulGrowth is the most between two steps of a search that only goes up, once
	// the core is half full.
	carefulGrowth = 1.2
	// nearlyFull is the core's load from which on the search grows in small steps.
	nearlyFull = 0.80
	// A failed step is repeated if other processes used more of the core than this.
	noisyShare  = 0.05
	maxFailures = 2
	maxTries    = 6
	// matchPause is the time between the beginnings of two games during a search.
	matchPause = 60 * time.Millisecond
	// searchTime is more than most searches take.
	searchTime = 4 * time.Minute
)

// measureCapacities finds the capacity of each variant: the most matches with
// acceptable service on one core.
func (b *bench) measureCapacities() error {
	for _, v := range b.selectedVariants() {
		if !v.checkable() || b.only == "" && !v.Search {
			continue
		}
		if b.late(searchTime) {
			fmt.Println("no time is left to search for the most matches of", v.Name)
			continue
		}
		most, err := b.findCapacity(v)
		if err != nil {
			return fmt.Errorf("%s: %w", v.Name, err)
		}
		if b.late(0) {
			fmt.Printf("no time is left to go on: %s holds at least %d matches\n", v.Name, most)
			continue
		}
		b.results.Capacity[v.Name] = most
		fmt.Println(v.Name, "holds", most, "matches")
		if err := b.save(); err != nil {
			return err
		}
	}
	return nil
}

// findCapacity searches upwards while the service is acceptable, then between the
// most matches with acceptable service and the fewest without.
func (b *bench) findCapacity(v variant) (int, error) {
	s, err := b.startTestbed(v)
	if err != nil {
		return 0, err
	}
	defer func() {
		if s != nil {
			s.close()
		}
	}()
	search := search{n: b.firstGuess(v), upwards: v.bots()}
	for !search.done() && !b.late(0) {
		if search.n < len(s.generator.matches) {
			s.close() // matches cannot be removed
			if s, err = b.startTestbed(v); err != nil {
				return 0, err
			}
		}
		r, err := b.tryMatches(s, search.n)
		if err != nil && search.most > 0 {
			fmt.Println("no more can join:", err)
			return search.most, nil
		}
		if err != nil {
			return 0, err
		}
		fmt.Println(time.Now().Format(time.TimeOnly), r)
		b.results.Steps = append(b.results.Steps, r)
		search.record(r)
	}
	return search.most, nil
}

func (b *bench) tryMatches(s *testbed, n int) (*result, error) {
	if err := b.beginGames(s, n); err != nil {
		return nil, err
	}
	return s.measure(n, stepWarm, stepLength)
}

// beginGames opens matches so slowly that their games are not all in the same phase.
func (b *bench) beginGames(s *testbed, n int) error {
	first := len(s.generator.matches)
	if !s.generator.variant.bots() || n <= first {
		return nil
	}
	over := time.Duration(n-first) * matchPause
	if first == 0 {
		over = max(over, b.spread)
	}
	if err := s.generator.addMatches(n, over); err != nil {
		return s.withLog(err)
	}
	if first == 0 {
		letRun(b.settle)
	}
	return nil
}

// search is the state of the search for the capacity.
type search struct {
	n             int // matches to try next
	most, least   int // most acceptable, fewest not acceptable; 0 = not known
	failed, tried int // attempts with n

	// upwards says that the search does not go between the two: it takes minutes to
	// begin so many games again.
	upwards bool
}

func (s *search) done() bool {
	if s.upwards && s.most > 0 && s.least > 0 {
		return true
	}
	return s.least > 0 && s.least <= max(int(float64(s.most)*growth), s.most+1)
}

// record takes the result of an attempt with n. A failure is repeated, more often
// if other processes used the core; not after disconnects, since players do not
// reconnect.
func (s *search) record(r *result) {
	if r.acceptable() {
		s.most, s.failed, s.tried = s.n, 0, 0
		s.n = s.next(r.Core)
	} else {
		s.tried++
		if r.Others <= noisyShare || r.Disconnected > 0 {
			s.failed++
		}
		if s.failed < maxFailures && s.tried < maxTries && r.Disconnected == 0 {
			return
		}
		s.least, s.failed, s.tried = s.n, 0, 0
	}
	if s.least > 0 && (s.n >= s.least || s.n <= s.most) {
		s.n = (s.most + s.least) / 2
	}
}

// firstGuess estimates the capacity from the CPU cost of a match.
func (b *bench) firstGuess(v variant) int {
	cpu, ok := b.results.median(v.Name, byCPU)
	if !ok {
		return 30
	}
	return int(nearlyFull * 60 / cpu)
}

// next returns the number of matches to try after the present one, which used this
// share of the core. Upwards alone it goes carefully once the core is half full: a game's
// phases change what a match costs from one step to the next, and there is no way back.
func (s *search) next(core float64) int {
	n := nextCount(s.n, core)
	if s.upwards && core > nearlyFull/2 {
		n = min(n, max(s.n+1, int(float64(s.n)*carefulGrowth)))
	}
	return n
}

// nextCount returns the number of matches to try after n, which used this share of
// the core.
func nextCount(n int, core float64) int {
	if core < nearlyFull {
		return max(n+1, int(float64(n)*min(nearlyFull/core, 3)*1.02))
	}
	return max(n+1, int(float64(n)*growth))
}

// measureHalf measures latencies at half of the capacity, in rounds.
func (b *bench) measureHalf() error {
	b.results.Half = nil
	for range b.rounds {
		for _, v := range b.selectedVariants() {
			most := b.results.Capacity[v.Name]
			if most == 0 {
				continue
			}
			r, err := b.measureOnce(v, most/2)
			if err != nil {
				return err
			}
			b.results.Half = append(b.results.Half, r)
			if err := b.save(); err != nil {
				return err
			}
		}
	}
	return nil
}
