package main

import (
	"fmt"
	"strings"

	"sagishi/bench/client"
)

const (
	chartWidth = 860
	barHeight  = 20
	barLeft    = 270
	barRight   = chartWidth - 90
)

// bar is one bar of the chart.
type bar struct {
	name, colour string
	value        float64
	text         string
}

// chart draws the CPU cost of a match and the capacity of a core, as SVG.
func (r *results) chart() string {
	var played, walking, capacity []bar
	for _, v := range variants {
		cost := &walking
		if v.Games {
			cost = &played
		}
		if cpu, ok := r.median(v.Name, byCPU); ok {
			text := fmt.Sprintf("%.2f", cpu)
			if ratio := r.ratioText(v.Name, v.Ratio, byCPU); ratio != "" {
				text += "  (× " + ratio + ")"
			}
			*cost = append(*cost, bar{v.title(), v.colour(), cpu, text})
		}
		if most := r.Capacity[v.Name]; most > 0 {
			capacity = append(capacity, bar{v.Name, v.colour(), float64(most), fmt.Sprint(most)})
		}
	}
	var out strings.Builder
	y := 0
	drawBars(&out, &y, "Games as they are played, server CPU seconds a match-minute (10 players): less is better", played)
	drawBars(&out, &y, "The worst case, everyone always walks, server CPU seconds a match-minute: less is better", walking)
	drawBars(&out, &y, "Matches one core holds: more is better", capacity)
	return fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d" font-family="sans-serif" font-size="13">
<rect width="100%%" height="100%%" fill="#ffffff"/>
%s</svg>
`, chartWidth, y+10, chartWidth, y+10, out.String())
}

func (v variant) colour() string {
	switch {
	case v.Plugin != "sagishi":
		return "#9aa5b1"
	case v.Positions == client.Course:
		return "#084c37"
	case v.Move:
		return "#0b6e4f"
	case v.Positions != client.Each:
		return "#2f9e77"
	}
	return "#8fd0b5"
}

func drawBars(out *strings.Builder, y *int, title string, bars []bar) {
	if len(bars) == 0 {
		return
	}
	most := 0.0
	for _, b := range bars {
		most = max(most, b.value)
	}
	*y += 30
	fmt.Fprintf(out, `<text x="10" y="%d" font-weight="bold" fill="#222">%s</text>`+"\n", *y, title)
	*y += 12
	for _, b := range bars {
		width := int(b.value / most * (barRight - barLeft - 40))
		fmt.Fprintf(out, `<text x="%d" y="%d" text-anchor="end" fill="#222">%s</text>`, barLeft-8, *y+15, b.name)
		fmt.Fprintf(out, `<rect x="%d" y="%d" width="%d" height="%d" fill="%s"/>`, barLeft, *y+1, max(width, 1), barHeight-2, b.colour)
		fmt.Fprintf(out, `<text x="%d" y="%d" fill="#222">%s</text>`+"\n", barLeft+width+6, *y+15, b.text)
		*y += barHeight
	}
}
