package main

import (
	"fmt"
	"slices"
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
		if v.Fog {
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

// capacity adds matches until the players are no more served as they should be,
// twice undisturbed.
func (b *bench) capacity(v variant) (int, error) {
	s, err := b.open(v)
	if err != nil {
		return 0, err
	}
	defer s.close()
	most, failed := 0, 0
	for n, tried := b.guess(v), 0; failed < tries && tried < triesMost; {
		r, err := s.measure(n, stepWarm, stepLength)
		if err != nil && most > 0 {
			fmt.Println("no more can join:", err)
			return most, nil
		}
		if err != nil {
			return 0, err
		}
		fmt.Println(time.Now().Format(time.TimeOnly), r)
		b.results.Steps = append(b.results.Steps, r)
		switch {
		case r.holds():
			most, failed, tried = n, 0, 0
			n = next(n, r.Core)
		case r.Gone > 0:
			return most, nil // those who lost their connection do not come back
		case r.Others > disturbed:
			tried++
		default:
			failed, tried = failed+1, tried+1
		}
	}
	return most, nil
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

// halves measures how long a position takes at half of the capacity.
func (b *bench) halves() error {
	for _, v := range b.chosen() {
		most := b.results.Capacity[v.Name]
		if most == 0 {
			continue
		}
		r, err := b.cell(v, most/2)
		if err != nil {
			return err
		}
		b.results.Half = append(slices.DeleteFunc(b.results.Half, func(old *result) bool { return old.Variant == v.Name }), r)
		if err := b.save(); err != nil {
			return err
		}
	}
	return nil
}
