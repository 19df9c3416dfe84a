package main

import (
	"fmt"
	"strings"
)

// describeRounds writes how the rounds were measured. It reports whether there are
// any.
func (r *results) describeRounds(out *strings.Builder, title string, games bool) bool {
	rounds, matches, seconds := 0, 0, 0.0
	for _, c := range r.Rounds {
		if v, ok := variantNamed(c.Variant); ok && v.Games == games {
			rounds, matches, seconds = max(rounds, c.Round), c.Matches, c.Seconds
		}
	}
	if rounds == 0 {
		return false
	}
	fmt.Fprintf(out, "### %s\n\n", title)
	if rounds == 1 {
		fmt.Fprintf(out, "%d matches of %d players, one round of %.0f s.\n\n", matches, players, seconds)
	} else {
		fmt.Fprintf(out, "%d matches of %d players, medians of %d interleaved rounds of %.0f s each; in brackets the least and the most of the rounds.\n\n", matches, players, rounds, seconds)
	}
	return true
}

func (r *results) writeGames(out *strings.Builder) {
	if !r.describeRounds(out, "Games as they are played", true) {
		return
	}
	fmt.Fprintf(out, "In whole games in virtual time, which last %.0f s with the pause after them, the phase is playing for %.0f %% of the time, and players walk for %.0f %% of it.\n\n",
		r.Mix.Seconds, 100*r.Mix.Playing, 100*r.Mix.Walking)
	out.WriteString("| variant | CPU s a match-minute | × relayed | bytes/s to a player | × relayed | messages/s to, from a player | playing, walking | p50 / p95 / p99 ms |\n")
	out.WriteString("| --- | --- | --- | --- | --- | --- | --- | --- |\n")
	for _, v := range r.measured(true) {
		cpu, _ := r.median(v.Name, byCPU)
		down, _ := r.median(v.Name, byDown)
		to, _ := r.median(v.Name, func(c *result) float64 { return c.Frames })
		from, _ := r.median(v.Name, func(c *result) float64 { return c.Sent })
		playing, _ := r.median(v.Name, func(c *result) float64 { return c.Playing })
		walking, _ := r.median(v.Name, func(c *result) float64 { return c.Walking })
		fmt.Fprintf(out, "| %s | %.3f | %s | %.0f | %s | %.1f, %.2f | %.0f %%, %.0f %% | %s |\n", v.title(), cpu, r.ratioRange(v.Name, v.Ratio, byCPU),
			down, r.ratioRange(v.Name, v.Ratio, byDown), to, from, 100*playing, 100*walking, times(r.Rounds, v.Name))
	}
	out.WriteString("\n")
}

// title is the name without what all variants of games begin with.
func (v variant) title() string { return strings.TrimPrefix(v.Name, games) }

func (r *results) writeRounds(out *strings.Builder) {
	if !r.describeRounds(out, "The worst case: everyone always walks", false) {
		return
	}
	out.WriteString("| variant | CPU s a match-minute | × relayed | × bare | bytes/s to a player | × relayed | bytes/s from a player | delivered | p50 / p95 / p99 ms |\n")
	out.WriteString("| --- | --- | --- | --- | --- | --- | --- | --- | --- |\n")
	for _, v := range r.measured(false) {
		cpu, _ := r.median(v.Name, byCPU)
		down, _ := r.median(v.Name, byDown)
		up, _ := r.median(v.Name, func(c *result) float64 { return c.Up })
		delivered, _ := r.median(v.Name, func(c *result) float64 { return c.Delivered })
		arrived := fmt.Sprintf("%.2f %% | %s", 100*delivered, times(r.Rounds, v.Name))
		if !v.checkable() {
			arrived = " | "
		}
		fmt.Fprintf(out, "| %s | %.3f | %s | %s | %.0f | %s | %.0f | %s |\n", v.Name, cpu, r.ratioText(v.Name, v.Ratio, byCPU),
			r.ratioText(v.Name, v.Floor, byCPU), down, r.ratioText(v.Name, v.Ratio, byDown), up, arrived)
	}
	out.WriteString("\n")
}

// times formats the medians of the latencies; it is empty without any.
func times(of []*result, variant string) string {
	p50, ok := median(of, variant, byP50)
	if !ok {
		return ""
	}
	p95, _ := median(of, variant, byP95)
	p99, _ := median(of, variant, byP99)
	return fmt.Sprintf("%.0f / %.0f / %.0f", p50, p95, p99)
}
