package metrics_test

import (
	"maps"
	"regexp"
	"slices"
	"testing"
	"time"

	"sagishi/internal/platform/metrics"
)

// recorder keeps the last call for each metric.
type recorder struct {
	tags  map[string][]map[string]string
	value map[string]float64
}

func newRecorder() *recorder {
	return &recorder{map[string][]map[string]string{}, map[string]float64{}}
}

func (r *recorder) record(name string, tags map[string]string, value float64) {
	r.tags[name] = append(r.tags[name], tags)
	r.value[name] = value
}

func (r *recorder) MetricsCounterAdd(name string, tags map[string]string, delta int64) {
	r.record(name, tags, float64(delta))
}

func (r *recorder) MetricsGaugeSet(name string, tags map[string]string, value float64) {
	r.record(name, tags, value)
}

func (r *recorder) MetricsTimerRecord(name string, tags map[string]string, value time.Duration) {
	r.record(name, tags, value.Seconds())
}

func TestEachMetricHasItsOwnNameAndAMeaning(t *testing.T) {
	name := regexp.MustCompile(`^sagishi_[a-z]+(_[a-z]+)*$`)
	seen := map[string]bool{}
	for _, d := range metrics.Table() {
		if !name.MatchString(d.Name) || seen[d.Name] || d.Meaning == "" {
			t.Errorf("name %q twice, not in lower_snake_case, or without a meaning", d.Name)
		}
		seen[d.Name] = true
		for _, label := range d.Labels {
			if len(label.Values) == 0 {
				t.Errorf("label %s of %s has no list of values: it could have any number of them", label.Name, d.Name)
			}
			if slices.Contains([]string{"job", "instance", "node_name", "quantile"}, label.Name) {
				t.Errorf("label %s of %s is Prometheus' or Nakama's own", label.Name, d.Name)
			}
		}
	}
}

func TestLabelsHaveTheValuesInTheTablesOrder(t *testing.T) {
	r := newRecorder()
	metrics.Games.Add(r, 2, "classic", "crew", "tasks")
	want := map[string]string{"mode": "classic", "winner": "crew", "reason": "tasks"}
	if got := r.tags["sagishi_games"][0]; !maps.Equal(got, want) || r.value["sagishi_games"] != 2 {
		t.Errorf("counted %v by %v", got, r.value)
	}
	metrics.Players.Set(r, 7)
	metrics.Tick.Record(r, 250*time.Millisecond)
	if r.value["sagishi_players"] != 7 || r.value["sagishi_tick"] != 0.25 || r.tags["sagishi_tick"][0] != nil {
		t.Errorf("got %v, %v", r.value, r.tags)
	}
}

func TestUnknownValuesOfLabelsBecomeOther(t *testing.T) {
	r := newRecorder()
	metrics.Refused.Add(r, 1, "made up by a client")
	metrics.Refused.Add(r, 1)
	for _, tags := range r.tags["sagishi_refused"] {
		if tags["code"] != "other" {
			t.Errorf("counted with %v", tags)
		}
	}
}

func TestStartCountsZeroForEveryCombinationOfLabels(t *testing.T) {
	r := newRecorder()
	metrics.Start(r)
	for _, d := range metrics.Table() {
		want := 1
		for _, label := range d.Labels {
			want *= len(label.Values)
		}
		if d.Late {
			want = 0
		}
		if got := len(r.tags[d.Name]); got != want || r.value[d.Name] != 0 {
			t.Errorf("%s: %d series with value %v, want %d with 0", d.Name, got, r.value[d.Name], want)
		}
	}
	if tags := r.tags["sagishi_payments"]; !slices.ContainsFunc(tags, func(t map[string]string) bool { return t["kind"] == "refund" }) {
		t.Errorf("sagishi_payments starts with %v", tags)
	}
}

// Nakama stops at 10,000 combinations of labels of all metrics together.
func TestMetricsHaveFewCombinationsOfLabels(t *testing.T) {
	total := 0
	for _, d := range metrics.Table() {
		series := 1
		for _, label := range d.Labels {
			series *= len(label.Values) + 1
		}
		if total += series; !d.Late && series > 100 {
			t.Errorf("%s starts with up to %d series", d.Name, series)
		}
	}
	if total > 8000 {
		t.Errorf("up to %d series", total)
	}
}
