package main

import (
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

const (
	begin = "<!-- begin:load -->"
	end   = "<!-- end:load -->"
)

// write updates the figures in performance.md, and the chart.
func (r *results) write(dir string) error {
	path := filepath.Join(dir, "performance.md")
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	before, rest, found := strings.Cut(string(text), begin)
	_, after, closed := strings.Cut(rest, end)
	if !found || !closed {
		return errors.New(path + " has no markers for the figures")
	}
	text = []byte(before + begin + "\n" + r.markdown() + end + after)
	if err := os.WriteFile(path, text, 0o644); err != nil { //nolint:gosec // a document
		return err
	}
	return os.WriteFile(filepath.Join(dir, "performance.svg"), []byte(r.chart()), 0o644) //nolint:gosec // a document
}

func (r *results) markdown() string {
	var out strings.Builder
	fmt.Fprintf(&out, "Machine: %s. %s.\n\n", r.Machine, r.Versions)
	r.writeRounds(&out)
	r.writeCapacity(&out)
	r.writeTargets(&out)
	r.writeProfiles(&out)
	r.writeIdle(&out)
	return out.String()
}

func (r *results) writeRounds(out *strings.Builder) {
	if len(r.Rounds) == 0 {
		return
	}
	rounds := 0
	for _, c := range r.Rounds {
		rounds = max(rounds, c.Round)
	}
	fmt.Fprintf(out, "### The same load for all\n\n%d matches of %d players, medians of %d interleaved rounds of %.0f s each.\n\n",
		r.Rounds[0].Matches, players, rounds, r.Rounds[0].Seconds)
	out.WriteString("| variant | CPU s a match-minute | × relayed | × bare | bytes/s to a player | × relayed | bytes/s from a player | delivered | p50 / p95 / p99 ms |\n")
	out.WriteString("| --- | --- | --- | --- | --- | --- | --- | --- | --- |\n")
	for _, v := range variants {
		cpu, ok := r.median(v.Name, byCPU)
		if !ok {
			continue
		}
		down, _ := r.median(v.Name, byDown)
		up, _ := r.median(v.Name, func(c *result) float64 { return c.Up })
		delivered, _ := r.median(v.Name, func(c *result) float64 { return c.Delivered })
		p50, _ := r.median(v.Name, byP50)
		p95, _ := r.median(v.Name, byP95)
		p99, _ := r.median(v.Name, byP99)
		arrived := fmt.Sprintf("%.2f %% | %.0f / %.0f / %.0f", 100*delivered, p50, p95, p99)
		if !v.checkable() {
			arrived = " | "
		}
		fmt.Fprintf(out, "| %s | %.3f | %s | %s | %.0f | %s | %.0f | %s |\n", v.Name, cpu, r.ratioText(v.Name, v.Ratio, byCPU),
			r.ratioText(v.Name, v.Floor, byCPU), down, r.ratioText(v.Name, v.Ratio, byDown), up, arrived)
	}
	out.WriteString("\n")
}

func (r *results) writeCapacity(out *strings.Builder) {
	if len(r.Capacity) == 0 {
		return
	}
	out.WriteString("### The most matches a core holds\n\nUntil p99 passes 200 ms, less than 99 % is delivered, or a player is cut off. The CPU is that at the most, the times are those at half of it.\n\n")
	out.WriteString("| variant | matches | × relayed | CPU s a match-minute | × relayed | p50 / p95 / p99 ms at half | memory at half |\n| --- | --- | --- | --- | --- | --- | --- |\n")
	for _, v := range variants {
		most := r.Capacity[v.Name]
		if most == 0 {
			continue
		}
		times, memory := "", ""
		if p50, ok := median(r.Half, v.Name, byP50); ok {
			p95, _ := median(r.Half, v.Name, byP95)
			p99, _ := median(r.Half, v.Name, byP99)
			rss, _ := median(r.Half, v.Name, func(c *result) float64 { return c.RSS })
			times, memory = fmt.Sprintf("%.0f / %.0f / %.0f", p50, p95, p99), fmt.Sprintf("%.0f MiB", rss)
		}
		ratio, cpu := "1", "1"
		if of, ok := capacityRatio(r, v); ok {
			ratio = fmt.Sprintf("%.2f", of)
			cpu = fmt.Sprintf("%.2f", r.fullCPU(v.Name)/r.fullCPU(v.Ratio))
		}
		fmt.Fprintf(out, "| %s | %d | %s | %.3f | %s | %s | %s |\n", v.Name, most, ratio, r.fullCPU(v.Name), cpu, times, memory)
	}
	out.WriteString("\n")
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

func (r *results) writeProfiles(out *strings.Builder) {
	if len(r.Profile) == 0 {
		return
	}
	out.WriteString("### Where the server's time goes\n\nShares of the CPU profile, in percent.\n\n")
	out.WriteString("| variant | the plugin (its hook on each message) | Nakama, called by it: broadcast | Nakama, around the hook | match loop | socket write | socket read | decoding envelopes | garbage collection | scheduler |\n")
	out.WriteString("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n")
	for _, v := range variants {
		p, ok := r.Profile[v.Name]
		if !ok {
			continue
		}
		fmt.Fprintf(out, "| %s | %.1f (%.1f) | %.1f | %.1f | %.1f | %.1f | %.1f | %.1f | %.1f | %.1f |\n", v.Name,
			100*p.Plugin, 100*p.Hook, 100*p.Broadcast, 100*p.HookNakama, 100*p.Match, 100*p.Write, 100*p.Read, 100*p.Decode, 100*p.GC, 100*p.Scheduler)
	}
	out.WriteString("\n")
}

func (r *results) writeIdle(out *strings.Builder) {
	if len(r.Idle) == 0 {
		return
	}
	out.WriteString("### Matches in which nothing happens\n\n| matches | CPU s a match-minute | heap a match, KiB |\n| --- | --- | --- |\n")
	for _, i := range r.Idle {
		fmt.Fprintf(out, "| %d of %s | %.4f | %.1f |\n", i.Matches, i.Variant, i.CPU, i.Heap)
	}
	out.WriteString("\n")
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

// ratio returns the median, over the rounds, of the ratio between a variant's
// figure and another's.
func (r *results) ratio(variant, other string, of func(*result) float64) (float64, bool) {
	var values []float64
	for _, c := range r.Rounds {
		for _, d := range r.Rounds {
			if c.Variant == variant && d.Variant == other && c.Round == d.Round && of(d) > 0 {
				values = append(values, of(c)/of(d))
			}
		}
	}
	if len(values) == 0 {
		return 0, false
	}
	return medianOf(values), true
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
