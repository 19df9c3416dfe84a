package main

import (
	"fmt"
	"strings"
)

// target is a figure with a bound to meet.
type target struct {
	what    string
	variant string
	bound   float64
	atLeast bool
	of      func(*results, variant) (float64, bool)
}

// targets are the performance targets of the plugin.
func targets() []target {
	cpu := func(r *results, v variant) (float64, bool) { return r.ratio(v.Name, v.Ratio, byCPU) }
	down := func(r *results, v variant) (float64, bool) { return r.ratio(v.Name, v.Ratio, byDown) }
	share := func(r *results, v variant) (float64, bool) {
		p, ok := r.Profile[v.Name]
		return p.Plugin, ok
	}
	half := func(of func(*result) float64) func(*results, variant) (float64, bool) {
		return func(r *results, v variant) (float64, bool) {
			return median(r.Half, v.Name, of)
		}
	}
	const ours, them, moves, movesJSON, packed = "snapshot, protobuf", "snapshot, JSON", "snapshot + move, protobuf", "snapshot + move, JSON", "packed snapshot, protobuf"
	walkers := func(r *results, v variant) (float64, bool) { return r.ratio(v.Name, packedMove, byCPU) }
	floor := func(r *results, v variant) (float64, bool) { return r.ratio(v.Name, v.Floor, byCPU) }
	full := func(r *results, v variant) (float64, bool) {
		_, ok := capacityRatio(r, v)
		return r.fullCPU(v.Name) / r.fullCPU(v.Ratio), ok
	}
	return []target{
		{"CPU × relayed", gamesCourses, 0.15, false, cpu},
		{"CPU × relayed with full cores", gamesCourses, 0.10, false, full},
		{"bytes × relayed", gamesCourses, 0.03, false, down},
		{"matches × relayed", gamesCourses, 6, true, capacityRatio},
		{"CPU × " + packedMove, walkingCourses, 0.82, false, walkers},
		{"CPU × " + bare, ours, 1.05, false, floor},
		{"CPU × relayed", ours, 0.42, false, cpu},
		{"CPU × relayed", them, 0.42, false, cpu},
		{"bytes × relayed", ours, 0.12, false, down},
		{"bytes × relayed", packed, 0.12, false, down},
		{"bytes × relayed", them, 0.40, false, down},
		{"matches × relayed", ours, 3.5, true, capacityRatio},
		{"matches × relayed", them, 3.5, true, capacityRatio},
		{"CPU × relayed", moves, 0.18, false, cpu},
		{"CPU × relayed", movesJSON, 0.18, false, cpu},
		{"matches × relayed", moves, 6, true, capacityRatio},
		{"matches × relayed", movesJSON, 6, true, capacityRatio},
		{"CPU × relayed", "op 1 each, protobuf", 0.85, false, cpu},
		{"CPU × relayed", "op 1 each, JSON", 0.85, false, cpu},
		{"matches × relayed", "op 1 each, protobuf", 1, true, capacityRatio},
		{"matches × relayed", "op 1 each, JSON", 1, true, capacityRatio},
		{"p50 ms at half of capacity", ours, 55, false, half(byP50)},
		{"p99 ms at half of capacity", ours, 105, false, half(byP99)},
		{"p50 ms at half of capacity", them, 55, false, half(byP50)},
		{"p99 ms at half of capacity", them, 105, false, half(byP99)},
		{"the plugin's share of the profile", ours, 0.10, false, share},
		{"the plugin's share of the profile", them, 0.10, false, share},
	}
}

func capacityRatio(r *results, v variant) (float64, bool) {
	most, base := r.Capacity[v.Name], r.Capacity[v.Ratio]
	return float64(most) / float64(max(base, 1)), most > 0 && base > 0
}

func (r *results) writeTargets(out *strings.Builder) {
	out.WriteString("### Targets\n\n| figure | variant | target | measured | |\n| --- | --- | --- | --- | --- |\n")
	for _, a := range targets() {
		v, _ := variantNamed(a.variant)
		got, ok := a.of(r, v)
		if !ok {
			continue
		}
		sign, met := "≤", got <= a.bound
		if a.atLeast {
			sign, met = "≥", got >= a.bound
		}
		verdict := "met"
		if !met {
			verdict = "**missed**"
		}
		fmt.Fprintf(out, "| %s | %s | %s %.4g | %.3g | %s |\n", a.what, a.variant, sign, a.bound, got, verdict)
	}
	out.WriteString("\n")
}

func variantNamed(name string) (variant, bool) {
	for _, v := range variants {
		if v.Name == name {
			return v, true
		}
	}
	return variant{}, false
}
