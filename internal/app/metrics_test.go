package app

import (
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"sagishi/internal/platform/metrics"
	"sagishi/internal/testing/nakamatest"
	"sagishi/notifications"
)

// constants returns the values of package game's constants of one type.
func constants(t *testing.T, typeName string) []string {
	t.Helper()
	packages, err := parser.ParseDir(token.NewFileSet(), "../../game", nil, 0) //nolint:staticcheck // no build tags here
	if err != nil {
		t.Fatal(err)
	}
	var values []string
	for _, p := range packages {
		ast.Inspect(p, func(n ast.Node) bool {
			spec, ok := n.(*ast.ValueSpec)
			if !ok {
				return true
			}
			if of, ok := spec.Type.(*ast.Ident); !ok || of.Name != typeName {
				return true
			}
			for _, value := range spec.Values {
				text, err := strconv.Unquote(value.(*ast.BasicLit).Value)
				if err != nil {
					t.Fatal(err)
				}
				values = append(values, text)
			}
			return true
		})
	}
	return values
}

func checkLabel(t *testing.T, d *metrics.Definition, label int, want []string) {
	t.Helper()
	got := slices.Sorted(slices.Values(d.Labels[label].Values))
	if slices.Sort(want); !slices.Equal(got, want) {
		t.Errorf("label %s of %s:\n in the table %s\n in the code  %s", d.Labels[label].Name, d.Name, strings.Join(got, " "), strings.Join(want, " "))
	}
}

func TestLabelsOfMetricsHaveTheValuesOfTheCode(t *testing.T) {
	checkLabel(t, metrics.Refused.Definition, 0, constants(t, "Code"))
	checkLabel(t, metrics.Games.Definition, 0, constants(t, "Mode"))
	checkLabel(t, metrics.Games.Definition, 2, constants(t, "EndReason"))
	checkLabel(t, metrics.Removed.Definition, 0, constants(t, "RemovalReason"))
	var codes []string
	for kind := range maps.Values(notifications.Table()) {
		codes = append(codes, kind.Name)
	}
	checkLabel(t, metrics.NoticesSent.Definition, 0, codes)
}

func TestLabelsOfMetricsNameTheJobs(t *testing.T) {
	r := newRunner(nil, nakamatest.New(nakamatest.Options{}), now, interval)
	r.addAll(work{})
	var names []string
	for _, w := range r.workers {
		names = append(names, w.name)
	}
	checkLabel(t, metrics.JobFailed.Definition, 0, names)
}

func TestRunsOfAJobAreCounted(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		j := newJobs()
		j.record(payPrizes, func(int) (time.Duration, error) { return 0, errors.New("away") })
		j.record(countGames, func(int) (time.Duration, error) { return 0, nil })
		wait(time.Minute)
		j.runOnce(t.Context())
		began := float64(j.began.Unix())
		failed, succeeded := "sagishi_job_succeeded{job_name=pay prizes}", "sagishi_job_succeeded{job_name=count games}"
		if j.nk.Counter("sagishi_job_failed{job_name=pay prizes}") != 1 || j.nk.Gauge(failed) != began || j.nk.Gauge(succeeded) != began+60 {
			t.Errorf("%v; last success %v and %v, began %v", j.nk.Counters(), j.nk.Gauge(failed), j.nk.Gauge(succeeded), began)
		}
	})
}
