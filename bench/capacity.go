package main

import (
	"fmt"
	"time"
)

const (
	stepWarm   = 3 * time.Second
	stepLength = 8 * time.Second
	// growth is how many more matches each step of the search has.
	growth = 1.06
	// full is the share of the core from which on the search goes by steps.
	full = 0.80
	// A step that fails while others used the cores is tried again.
	disturbed = 0.05
	tries     = 2
	triesMost = 6
)

// capacities looks for the most matches that each variant holds on the core.
func (b *bench) capacities() error {
	for _, v := range b.chosen() {
		if !v.told() {
			continue
		}
		most, err := b.capacity(v)
		if err != nil {
			return fmt.Errorf("%s: %w", v.Name, err)
		}
		b.results.Capacity[v.Name] = most
		fmt.Println(v.Name, "holds", most, "matches")
		if err := b.save(); err != nil {
			return err
		}
	}
	return nil
}

// capacity looks for the most matches whose players are served as they should
// be: upwards while they are, then between the most that were and the fewest
// that were not.
func (b *bench) capacity(v variant) (int, error) {
	s, err := b.open(v)
	if err != nil {
		return 0, err
	}
	defer func() {
		if s != nil {
			s.close()
		}
	}()
	search := search{n: b.guess(v)}
	for !search.done() {
		if search.n < len(s.crowd.matches) {
			s.close() // matches only come, they do not go
			if s, err = b.open(v); err != nil {
				return 0, err
			}
		}
		r, err := s.measure(search.n, stepWarm, stepLength)
		if err != nil && search.most > 0 {
			fmt.Println("no more can join:", err)
			return search.most, nil
		}
		if err != nil {
			return 0, err
		}
		fmt.Println(time.Now().Format(time.TimeOnly), r)
		b.results.Steps = append(b.results.Steps, r)
		search.saw(r)
	}
	return search.most, nil
}

// search is how far the search for the most matches is.
type search struct {
	n             int // to try now
	most, least   int // that held, that did not; 0 = not known
	failed, tried int // tries of n
}

func (s *search) done() bool {
	return s.least > 0 && s.least <= max(int(float64(s.most)*growth), s.most+1)
}

// saw goes on after a try of n. What fails is tried again, and more often if
// others used the core meanwhile; who lost their connection does not come back.
func (s *search) saw(r *result) {
	if r.holds() {
		s.most, s.failed, s.tried = s.n, 0, 0
		s.n = next(s.n, r.Core)
	} else {
		s.tried++
		if r.Others <= disturbed || r.Gone > 0 {
			s.failed++
		}
		if s.failed < tries && s.tried < triesMost && r.Gone == 0 {
			return
		}
		s.least, s.failed, s.tried = s.n, 0, 0
	}
	if s.least > 0 && (s.n >= s.least || s.n <= s.most) {
		s.n = (s.most + s.least) / 2
	}
}

// guess is where to begin, by what a match has cost before.
func (b *bench) guess(v variant) int {
	cpu, ok := b.results.median(v.Name, byCPU)
	if !ok {
		return 30
	}
	return int(full * 60 / cpu)
}

// next is how many matches to try after n that used a share of the core.
func next(n int, core float64) int {
	if core < full {
		return max(n+1, int(float64(n)*min(full/core, 3)*1.02))
	}
	return max(n+1, int(float64(n)*growth))
}

// halves measures how long a position takes at half of the capacity, in rounds.
func (b *bench) halves() error {
	b.results.Half = nil
	for range b.rounds {
		for _, v := range b.chosen() {
			most := b.results.Capacity[v.Name]
			if most == 0 {
				continue
			}
			r, err := b.cell(v, most/2)
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
