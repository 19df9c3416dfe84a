package faultsim

import (
	"context"
	"fmt"
	"runtime"
	"testing"

	"sagishi/internal/app"
	"sagishi/internal/testing/nakamatest"
	"sagishi/tournaments"
)

// BenchmarkPayingACrowd pays a week in which everyone is first. The cost of a
// winner must not grow with their number, nor what is allocated for one.
func BenchmarkPayingACrowd(b *testing.B) {
	for _, winners := range []int{1_000, 4_000, 16_000} {
		b.Run(fmt.Sprintf("winners=%d", winners), func(b *testing.B) {
			for b.Loop() {
				b.StopTimer()
				p := crowded(b, winners)
				var before, after runtime.MemStats
				runtime.ReadMemStats(&before)
				b.StartTimer()
				sum, err := p.Rewards.Pay(b.Context(), tournaments.WeeklyTopDetective)
				b.StopTimer()
				runtime.ReadMemStats(&after)
				if err != nil || sum.Paid != winners {
					b.Fatalf("paid %+v, %v", sum, err)
				}
				b.ReportMetric(float64(after.TotalAlloc-before.TotalAlloc)/float64(winners), "B/winner")
				b.StartTimer()
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*winners), "ns/winner")
		})
	}
}

func crowded(b *testing.B, winners int) *app.Plugin {
	b.Helper()
	n := nakamatest.New(nakamatest.Options{})
	p, err := app.Start(b.Context(), app.Host{Logger: n.Logger(), Nakama: n, In: n.Initializer(), Now: n.Now})
	if err != nil {
		b.Fatal(err)
	}
	for i := range winners {
		name := fmt.Sprintf("p%06d", i)
		user := n.NewUser(name)
		if err := n.TournamentJoin(context.Background(), tournaments.WeeklyTopDetective, user, name); err != nil {
			b.Fatal(err)
		}
		if _, err := n.TournamentRecordWrite(context.Background(), tournaments.WeeklyTopDetective, user, name, 1, 0, nil, nil); err != nil {
			b.Fatal(err)
		}
	}
	end, err := n.CronNext("0 0 * * 1", n.Now().Unix())
	if err != nil {
		b.Fatal(err)
	}
	w := &world{servers: []*server{{Nakama: n}}}
	w.advanceTo(end + 5)
	return p
}
