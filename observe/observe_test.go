package main

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/VictoriaMetrics/metricsql"
	"sagishi/internal/platform/metrics"
)

// known returns every metric that a query may use, with its labels.
func known() map[string][]string {
	all := map[string][]string{}
	always := []string{"job", "instance", "node_name"}
	for _, m := range nakamaMetrics {
		all[m.name] = append(slices.Clone(always), m.labels...)
	}
	for _, d := range metrics.Table() {
		labels := slices.Clone(always)
		for _, label := range d.Labels {
			labels = append(labels, label.Name)
		}
		if d.Kind == metrics.TimerKind {
			all[d.Exported()+"_sum"], all[d.Exported()+"_count"] = labels, labels
			labels = append(slices.Clone(labels), "quantile")
		}
		all[d.Exported()] = labels
	}
	return all
}

// checkQuery reports what an expression uses that does not exist, and adds the
// metrics that it uses.
func checkQuery(t *testing.T, where, expr string, used map[string]bool) {
	t.Helper()
	parsed, err := metricsql.Parse(strings.NewReplacer("$__rate_interval", "1m", "$__range", "1h").Replace(expr))
	if err != nil {
		t.Errorf("%s: %s: %v", where, expr, err)
		return
	}
	tables := known()
	var labels []string // of all metrics in the expression
	metricsql.VisitAll(parsed, func(e metricsql.Expr) {
		selector, ok := e.(*metricsql.MetricExpr)
		if !ok {
			return
		}
		for _, filters := range selector.LabelFilterss {
			for _, filter := range filters {
				if filter.Label == "__name__" {
					used[filter.Value] = true
					if _, exists := tables[filter.Value]; !exists {
						t.Errorf("%s: no metric %s exists", where, filter.Value)
					}
					labels = append(labels, tables[filter.Value]...)
				} else if !slices.Contains(labels, filter.Label) {
					t.Errorf("%s: label %s does not exist in %s", where, filter.Label, expr)
				}
			}
		}
	})
	metricsql.VisitAll(parsed, func(e metricsql.Expr) {
		if sum, ok := e.(*metricsql.AggrFuncExpr); ok {
			for _, label := range sum.Modifier.Args {
				if !slices.Contains(labels, label) {
					t.Errorf("%s: label %s does not exist in %s", where, label, expr)
				}
			}
		}
	})
}

func TestPanelsAskForMetricsThatExist(t *testing.T) {
	used := map[string]bool{}
	for _, b := range boards() {
		for _, r := range b.rows {
			for _, p := range r.panels {
				for _, q := range p.queries {
					checkQuery(t, b.title+", "+p.title, q.expr, used)
				}
			}
		}
	}
	shown := func(name string) bool { return used[name] || used[name+"_count"] }
	for _, d := range metrics.Table() {
		if !shown(d.Exported()) {
			t.Errorf("no panel shows %s", d.Name)
		}
	}
	for _, m := range nakamaMetrics {
		if alerts := alerts(t); !shown(m.name) && !slices.ContainsFunc(alerts, func(a alert) bool { return strings.Contains(a.expr, m.name) }) {
			t.Errorf("nothing uses %s", m.name)
		}
	}
}

func TestAQueryOfAMetricThatDoesNotExistIsFound(t *testing.T) {
	for _, expr := range []string{
		"sum(nakama_custom_sagishi_nothing)", "sum by (color) (nakama_custom_sagishi_players)",
		`nakama_custom_sagishi_games{color="red"}`, "sum(", "nakama_custom_sagishi_players_count",
	} {
		probe := &testing.T{}
		checkQuery(probe, "test", expr, map[string]bool{})
		if !probe.Failed() {
			t.Errorf("accepted %s", expr)
		}
	}
}

// alert is a rule of prometheus/alerts.yml.
type alert struct{ name, expr, runbook string }

// alerts reads the rules. promtool checks their form, so that here the few fields
// are enough.
func alerts(t *testing.T) []alert {
	t.Helper()
	text, err := os.ReadFile("prometheus/alerts.yml")
	if err != nil {
		t.Fatal(err)
	}
	rule := regexp.MustCompile(`(?s)- alert: (\w+)\n\s+expr: (?:\|\n)?(.*?)\n\s+(?:for|labels):.*?runbook: (\S+)`)
	var found []alert
	for _, m := range rule.FindAllStringSubmatch(string(text), -1) {
		found = append(found, alert{name: m[1], expr: m[2], runbook: m[3]})
	}
	if len(found) != strings.Count(string(text), "- alert:") {
		t.Fatalf("%d rules were read", len(found))
	}
	return found
}

func TestAlertsAskForMetricsThatExist(t *testing.T) {
	for _, a := range alerts(t) {
		checkQuery(t, a.name, a.expr, map[string]bool{})
	}
}

func TestRunbooksAskForMetricsThatExist(t *testing.T) {
	// Code that begins like an expression of PromQL and names a metric.
	code := regexp.MustCompile("`([^`\n]*)`|(?m)^([a-z ]+ ?[({].*)$")
	used := map[string]bool{}
	for _, m := range code.FindAllStringSubmatch(readFile(t, "../docs/runbooks.md"), -1) {
		if expr := m[1] + m[2]; regexp.MustCompile(`\b(nakama|process|go)_\w+`).MatchString(expr) {
			checkQuery(t, "docs/runbooks.md", expr, used)
		}
	}
	if len(used) < 5 {
		t.Errorf("only %v were found", used)
	}
}

func TestEachAlertHasARunbookAndATest(t *testing.T) {
	runbooks, tests := readFile(t, "../docs/runbooks.md"), readFile(t, "prometheus/alerts_test.yml")
	names := map[string]bool{}
	for _, a := range alerts(t) {
		names[a.name] = true
		if a.runbook != "docs/runbooks.md#"+strings.ToLower(a.name) {
			t.Errorf("%s links to %s", a.name, a.runbook)
		}
		_, section, found := strings.Cut(runbooks, "\n## "+a.name+"\n")
		section, _, _ = strings.Cut(section, "\n## ")
		for _, part := range []string{"**Means.**", "**Look.**", "**Do.**"} {
			if !found || !strings.Contains(section, part) {
				t.Errorf("docs/runbooks.md has no section %s with %s", a.name, part)
			}
		}
		if !strings.Contains(tests, "alertname: "+a.name+"\n") {
			t.Errorf("prometheus/alerts_test.yml does not fire %s", a.name)
		}
	}
	for _, m := range regexp.MustCompile(`(?m)^## ([A-Z]\w+)$`).FindAllStringSubmatch(runbooks, -1) {
		if !names[m[1]] {
			t.Errorf("docs/runbooks.md has a section for %s, which is no alert", m[1])
		}
	}
}

func readFile(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestDashboardsAreCurrent(t *testing.T) {
	if err := run("grafana/dashboards", true); err != nil {
		t.Error(err)
	}
	files, err := filepath.Glob("grafana/dashboards/*.json")
	if err != nil || len(files) != len(boards()) {
		t.Errorf("dashboards: %v, %v", files, err)
	}
}

func TestAChangedDashboardIsNotCurrent(t *testing.T) {
	folder := t.TempDir()
	if err := run(folder, false); err != nil {
		t.Fatal(err)
	}
	if err := run(folder, true); err != nil {
		t.Errorf("just written: %v", err)
	}
	if err := os.WriteFile(filepath.Join(folder, "money.json"), []byte("{}"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := run(folder, true); err == nil {
		t.Error("a changed file counts as current")
	}
}

func TestDashboardsHaveTitlesAndUnits(t *testing.T) {
	titles := map[string]bool{}
	for _, b := range boards() {
		for _, r := range b.rows {
			for _, p := range r.panels {
				if title := b.title + ", " + p.title; p.title == "" || p.unit == "" || len(p.queries) == 0 || titles[title] {
					t.Errorf("panel %q: a title of its own, a unit and queries are needed", title)
				} else {
					titles[title] = true
				}
			}
		}
	}
}
