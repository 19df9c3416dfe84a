package main

import (
	"fmt"
	"math"
	"slices"
)

// measured returns the variants that were measured in rounds: of games, or of players
// who always walk.
func (r *results) measured(games bool) []variant {
	var out []variant
	for _, v := range variants {
		if _, ok := r.median(v.Name, byCPU); ok && v.Games == games {
			out = append(out, v)
		}
	}
	return out
}

func byCPU(c *result) float64  { return c.CPU }
func byDown(c *result) float64 { return c.Down }
func byP50(c *result) float64  { return c.P50 }
func byP95(c *result) float64  { return c.P95 }
func byP99(c *result) float64  { return c.P99 }

// median returns the median of a variant's rounds.
func (r *results) median(variant string, of func(*result) float64) (float64, bool) {
	return median(r.Rounds, variant, of)
}

func median(of []*result, variant string, figure func(*result) float64) (float64, bool) {
	var values []float64
	for _, c := range of {
		if c.Variant == variant {
			values = append(values, figure(c))
		}
	}
	if len(values) == 0 {
		return 0, false
	}
	return medianOf(values), true
}

// ratios are those of the rounds between a variant's figure and another's, sorted.
func (r *results) ratios(variant, other string, of func(*result) float64) []float64 {
	var values []float64
	for _, c := range r.Rounds {
		for _, d := range r.Rounds {
			if c.Variant == variant && d.Variant == other && c.Round == d.Round && of(d) > 0 {
				values = append(values, of(c)/of(d))
			}
		}
	}
	slices.Sort(values)
	return values
}

// ratio returns the median of the ratios of the rounds.
func (r *results) ratio(variant, other string, of func(*result) float64) (float64, bool) {
	values := r.ratios(variant, other, of)
	if len(values) == 0 {
		return 0, false
	}
	return medianOf(values), true
}

// ratioRange formats a ratio, and the least and the most of the rounds; it is empty
// if one of the two was not measured.
func (r *results) ratioRange(variant, other string, of func(*result) float64) string {
	values := r.ratios(variant, other, of)
	switch len(values) {
	case 0:
		return ""
	case 1:
		return fmt.Sprintf("%.3f", values[0])
	}
	return fmt.Sprintf("%.3f (%.3f–%.3f)", medianOf(values), values[0], values[len(values)-1])
}

// ratioText formats a ratio; it is empty if one of the two was not measured.
func (r *results) ratioText(variant, other string, of func(*result) float64) string {
	ratio, ok := r.ratio(variant, other, of)
	if !ok {
		return ""
	}
	return fmt.Sprintf("%.2f", ratio)
}

func medianOf(values []float64) float64 {
	slices.Sort(values)
	if n := len(values); n%2 == 0 {
		return (values[n/2-1] + values[n/2]) / 2
	}
	return values[len(values)/2]
}

// fullCPU is the CPU cost of a match at the capacity: the median of the
// measurements there.
func (r *results) fullCPU(variant string) float64 {
	var values []float64
	for _, step := range r.Steps {
		if step.Variant == variant && step.Matches == r.Capacity[variant] && step.acceptable() {
			values = append(values, step.CPU)
		}
	}
	if len(values) == 0 {
		return math.NaN()
	}
	return medianOf(values)
}
