package main

import (
	"fmt"
	"io"
	"strings"
)

// fullCore is the share of a core up to which matches are served in time, for
// estimates.
const fullCore = 0.75

// summary is the table for those who choose: what each mode of real games costs.
func (r *results) summary() string {
	var out strings.Builder
	fmt.Fprintf(&out, "Machine: %s. %s.\n\n", r.Machine, r.Versions)
	out.WriteString("| positions | players a core | CPU × relayed | bytes/s to a player | bytes × relayed | memory a match |\n| --- | --- | --- | --- | --- | --- |\n")
	for _, v := range r.measured(true) {
		down, _ := r.median(v.Name, byDown)
		memory, _ := r.median(v.Name, byMemory)
		fmt.Fprintf(&out, "| %s | %s | %s | %.0f | %s | %.1f MiB |\n", v.title(), r.playersACore(v.Name),
			r.ratioRange(v.Name, v.Ratio, byCPU), down, r.ratioRange(v.Name, v.Ratio, byDown), memory)
	}
	out.WriteString("\n")
	return out.String()
}

// playersACore is the most that were served, or else an estimate by the CPU that a
// match costs.
func (r *results) playersACore(name string) string {
	if most := r.Capacity[name]; most > 0 {
		return fmt.Sprint(most * players)
	}
	cpu, ok := r.median(name, byCPU)
	if !ok || cpu == 0 {
		return ""
	}
	const rounding = 100
	return fmt.Sprintf("about %d", int(fullCore*60/cpu*players)/rounding*rounding)
}

// byMemory is the memory of a match and its ten connections, in MiB.
func byMemory(c *result) float64 { return (c.RSS - c.Empty) / float64(c.Matches) }

const (
	// disturbedShare is the share of the server's core that other processes may use.
	disturbedShare = 0.10
	// busyGenerator is the share of its core up to which the players act in time.
	busyGenerator = 0.90
)

// printDisturbed names measurements that say little.
func (r *results) printDisturbed(out io.Writer) {
	for _, c := range r.Rounds {
		if c.Others > disturbedShare || c.Generator > busyGenerator || c.Disconnected > 0 {
			_, _ = fmt.Fprintf(out, "  disturbed: %s, round %d: other processes used %.0f %% of the server's core, the players %.0f %% of theirs, %d players were cut off\n",
				c.Variant, c.Round, 100*c.Others, 100*c.Generator, c.Disconnected)
		}
	}
}

// printHeadline prints the ratios that matter most.
func (r *results) printHeadline(out io.Writer) {
	_, _ = fmt.Fprintln(out, "\nCPU and bytes to a player, relative to a relayed match with the same encoding (median, least and most of the rounds):")
	for _, v := range variants {
		if cpu := r.ratioRange(v.Name, v.Ratio, byCPU); cpu != "" {
			kind := "always walking: "
			if v.Games {
				kind = ""
			}
			_, _ = fmt.Fprintf(out, "  %-52s CPU %-24s bytes %s\n", kind+v.Name, cpu, r.ratioRange(v.Name, v.Ratio, byDown))
		}
	}
	for _, v := range variants {
		if of, ok := capacityRatio(r, v); ok {
			_, _ = fmt.Fprintf(out, "  %-52s %d matches a core, %.1f × relayed\n", v.Name, r.Capacity[v.Name], of)
		}
	}
	r.printDisturbed(out)
}
