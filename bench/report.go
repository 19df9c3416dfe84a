package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// write updates the figures in performance.md, and the chart.
func (r *results) write(dir string) error {
	path := filepath.Join(dir, "performance.md")
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	document := string(text)
	for name, figures := range map[string]string{"summary": r.summary(), "load": r.markdown()} {
		if document, err = replaceBetween(document, name, figures); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
	}
	if err := os.WriteFile(path, []byte(document), 0o644); err != nil { //nolint:gosec // a document
		return err
	}
	return os.WriteFile(filepath.Join(dir, "performance.svg"), []byte(r.chart()), 0o644) //nolint:gosec // a document
}

// replaceBetween replaces what stands between the markers of a name.
func replaceBetween(document, name, figures string) (string, error) {
	begin, end := "<!-- begin:"+name+" -->", "<!-- end:"+name+" -->"
	before, rest, found := strings.Cut(document, begin)
	_, after, closed := strings.Cut(rest, end)
	if !found || !closed {
		return "", errors.New("no markers for " + name)
	}
	return before + begin + "\n" + figures + end + after, nil
}

func (r *results) markdown() string {
	var out strings.Builder
	fmt.Fprintf(&out, "Machine: %s. %s.\n\n", r.Machine, r.Versions)
	r.writeGames(&out)
	r.writeRounds(&out)
	r.writeCapacity(&out)
	r.writeTargets(&out)
	r.writeProfiles(&out)
	r.writeIdle(&out)
	return out.String()
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
		memory := ""
		if rss, ok := median(r.Half, v.Name, func(c *result) float64 { return c.RSS }); ok {
			memory = fmt.Sprintf("%.0f MiB", rss)
		}
		ratio, cpu := "1", "1"
		if of, ok := capacityRatio(r, v); ok {
			ratio = fmt.Sprintf("%.2f", of)
			cpu = fmt.Sprintf("%.2f", r.fullCPU(v.Name)/r.fullCPU(v.Ratio))
		}
		fmt.Fprintf(out, "| %s | %d | %s | %.3f | %s | %s | %s |\n", v.Name, most, ratio, r.fullCPU(v.Name), cpu, times(r.Half, v.Name), memory)
	}
	out.WriteString("\n")
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
