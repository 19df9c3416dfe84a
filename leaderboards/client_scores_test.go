package leaderboards_test

import (
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/heroiclabs/nakama-common/api"

	"sagishi/internal/platform/apierr"
	"sagishi/leaderboards"
)

func TestClientScoresHaveLimits(t *testing.T) {
	for _, tc := range []struct {
		name            string
		score, subscore int64
		metadata        string
		op              api.Operator
		want            apierr.Code
	}{
		{"a win", 1, 1_000_000, `{"map":"space_station"}`, 0, 0},
		{"nothing", 0, 0, "", 0, 0},
		{"score 2", 2, 0, "", 0, apierr.CodeInvalidArgument},
		{"negative score", -1, 0, "", 0, apierr.CodeInvalidArgument},
		{"subscore too high", 1, 1_000_001, "", 0, apierr.CodeInvalidArgument},
		{"negative subscore", 1, -1, "", 0, apierr.CodeInvalidArgument},
		{"metadata too long", 1, 0, `{"a":"` + strings.Repeat("x", 1024) + `"}`, 0, apierr.CodeResourceExhausted},
		{"metadata no object", 1, 0, `[1]`, 0, apierr.CodeInvalidArgument},
		{"metadata null", 1, 0, `null`, 0, apierr.CodeInvalidArgument},
		{"operator", 1, 0, "", api.Operator_BEST, apierr.CodePermissionDenied},
	} {
		t.Run(tc.name, func(t *testing.T) {
			w := newWorld(t)
			w.options.ClientScores = true
			if err := w.TournamentJoin(t.Context(), votes, w.user, "ann"); err != nil {
				t.Fatal(err)
			}
			b := board(crews, tc.score, tc.subscore, tc.metadata, tc.op)
			for _, err := range []error{
				w.scores().CheckLeaderboard(t.Context(), w.caller(), b),
				w.scores().CheckTournament(t.Context(), w.caller(), tournament(votes, tc.score, tc.subscore, tc.metadata, tc.op)),
			} {
				if tc.want == 0 && err != nil || tc.want != 0 && (err == nil || apierr.CodeOf(err) != tc.want) {
					t.Errorf("got %v, want code %d", err, tc.want)
				}
			}
			if b.GetRecord().GetScore() != tc.score || b.GetRecord().GetMetadata() != tc.metadata {
				t.Error("the request was changed")
			}
		})
	}
}

func TestRefusedScoreBeforeJoiningDoesNotDelayTheNext(t *testing.T) {
	w := newWorld(t)
	w.options.ClientScores = true
	submit := func() error {
		return w.scores().CheckTournament(t.Context(), w.caller(), tournament(votes, 1, 0, "", 0))
	}
	if err := submit(); apierr.CodeOf(err) != apierr.CodeFailedPrecondition || !strings.Contains(err.Error(), "join") {
		t.Errorf("got %v", err)
	}
	if err := w.TournamentJoin(t.Context(), votes, w.user, "ann"); err != nil {
		t.Fatal(err)
	}
	if err := submit(); err != nil {
		t.Error(err)
	}
}

func TestOneSubmissionAMinuteOnEachBoardAcrossServers(t *testing.T) {
	w := newWorld(t)
	w.options.ClientScores = true
	submit := func(id string) error {
		return w.scores().CheckLeaderboard(t.Context(), w.caller(), board(id, 1, 0, "", 0))
	}
	if err := submit(crews); err != nil {
		t.Fatal(err)
	}
	w.Advance(59 * time.Second)
	if err := submit(crews); apierr.CodeOf(err) != apierr.CodeResourceExhausted || !strings.Contains(err.Error(), "in 1 seconds") {
		t.Error(err)
	}
	if err := submit(leaderboards.WeeklyImposterWins); err != nil {
		t.Error(err)
	}
	w.Advance(time.Second)
	var passed atomic.Int32
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			if err := submit(crews); err == nil {
				passed.Add(1)
			} else if apierr.CodeOf(err) != apierr.CodeResourceExhausted {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if passed.Load() != 1 {
		t.Errorf("%d of 8 at once passed", passed.Load())
	}
}

func TestSubmissionThatAClockAheadHasDatedDelaysNothing(t *testing.T) {
	w := newWorld(t)
	w.options.ClientScores = true
	ahead := func() time.Time { return w.Now().Add(30 * 24 * time.Hour) }
	for _, now := range []func() time.Time{ahead, w.Now} {
		scores := leaderboards.NewScores(w, w, w.options, now)
		if err := scores.CheckLeaderboard(t.Context(), w.caller(), board(crews, 1, 0, "", 0)); err != nil {
			t.Error(err)
		}
	}
}
