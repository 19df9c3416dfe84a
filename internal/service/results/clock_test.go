package results_test

import (
	"context"
	"testing"
	"time"

	"github.com/heroiclabs/nakama-common/api"
	"google.golang.org/protobuf/types/known/timestamppb"

	"sagishi/internal/service/results"
	"sagishi/internal/testing/nakamatest"
)

const week = 7 * 24 * time.Hour

// nextWeek is a server whose clock is in the week to come.
type nextWeek struct{ *nakamatest.Nakama }

func (n nextWeek) Now() time.Time { return n.Nakama.Now().Add(week) }

//nolint:revive // Nakama dictates the name
func (n nextWeek) LeaderboardsGetId(ctx context.Context, ids []string) ([]*api.Leaderboard, error) {
	boards, err := n.Nakama.LeaderboardsGetId(ctx, ids)
	for _, b := range boards {
		b.NextReset += uint32(week / time.Second)
	}
	return boards, err
}

// LeaderboardRecordWrite answers as if it had written to the week to come.
//
//nolint:revive // Nakama dictates the signature
func (n nextWeek) LeaderboardRecordWrite(
	_ context.Context, id, owner, _ string, score, _ int64, _ map[string]any, _ *int,
) (*api.LeaderboardRecord, error) {
	expiry := timestamppb.New(n.Now().Add(week))
	return &api.LeaderboardRecord{LeaderboardId: id, OwnerId: owner, Score: score, ExpiryTime: expiry}, nil
}

func TestPointsOfTwoWeeksAreKeptWhileAClockStepsOverTheWeeksEnd(t *testing.T) {
	w := newWorld(t)
	ahead := nextWeek{w.Nakama}
	recordAhead := func(id string) {
		if _, err := results.New(ahead, w.Logger(), w.options, ahead.Now).Record(t.Context(), w.game(id, "crew")); err != nil {
			t.Fatal(err)
		}
	}
	w.record(w.game("m.n#1", "crew"))
	w.record(w.game("m.n#2", "crew"))
	recordAhead("m.n#3")
	if got := w.record(w.game("m.n#4", "crew"))["ann"].Score; got != 3 {
		t.Errorf("this week's score is %d, want 3", got)
	}
	recordAhead("m.n#5")
	if r := w.on(crews, "ann", 0); r.GetScore() != 3 {
		t.Errorf("this week's record has %d, want 3", r.GetScore())
	}
	w.Advance(week)
	if got := w.record(w.game("m.n#6", "crew"))["ann"].Score; got != 3 {
		t.Errorf("next week's score is %d, want 3", got)
	}
}
