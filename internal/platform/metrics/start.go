package metrics

// Start makes the counters exist with the value 0, and the gauges too: before the
// first event a query then finds "none" instead of nothing, and an alert sees the
// first event as an increase. Late metrics are left out.
func Start(to interface {
	Counters
	Gauges
},
) {
	for _, d := range table {
		if d.Late {
			continue
		}
		for _, values := range combinations(d.Labels) {
			switch d.Kind {
			case CounterKind:
				Counter{d}.Add(to, 0, values...)
			case GaugeKind:
				Gauge{d}.Set(to, 0, values...)
			default:
			}
		}
	}
}

// combinations lists the values of all labels in every combination.
func combinations(labels []Label) [][]string {
	all := [][]string{nil}
	for _, label := range labels {
		var longer [][]string
		for _, values := range all {
			for _, value := range label.Values {
				longer = append(longer, append(values[:len(values):len(values)], value))
			}
		}
		all = longer
	}
	return all
}
