package results_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/heroiclabs/nakama-common/api"

	"sagishi/internal/service/results"
)

// stuck is a server that does not answer calls about boards of a game's first player
// until their time is over, or fails.
type stuck struct {
	*world

	games  func(user string) bool
	fails  bool
	healed bool

	mu sync.Mutex
	at map[string]time.Time // when a player's record was written
}

//nolint:revive // Nakama dictates the signature
func (s *stuck) LeaderboardRecordWrite(ctx context.Context, id, ownerID, username string, score, subscore int64, metadata map[string]any, override *int) (*api.LeaderboardRecord, error) {
	switch {
	case s.healed || !s.games(ownerID):
	case s.fails:
		return nil, errors.New("away")
	default:
		<-ctx.Done()
		return nil, ctx.Err()
	}
	s.mu.Lock()
	s.at[ownerID] = virtual()
	s.mu.Unlock()
	return s.world.LeaderboardRecordWrite(ctx, id, ownerID, username, score, subscore, metadata, override)
}

// virtual is the time of a bubble of synctest.
//
//nolint:forbidigo // it is virtual
var virtual = time.Now

// lose plays a game of new players whose boards are not written.
func (s *stuck) lose(id string) (firstPlayer string) {
	s.t.Helper()
	ids := map[string]string{}
	for _, name := range []string{"ann", "bob", "cat", "eve"} {
		ids[name] = s.NewUser(name + id)
	}
	all := s.ids
	s.ids = ids
	g := s.game(id, "crew")
	s.ids = all
	for i := range g.Players {
		g.Players[i].Username += id
	}
	s.Fail("LeaderboardRecordWrite", len(g.Players), errors.New("away"))
	if _, err := s.service().Record(s.t.Context(), g); err == nil {
		s.t.Fatal("the boards are written")
	}
	s.Heal()
	return ids["ann"]
}

func TestStuckGamesHoldUpNoOther(t *testing.T) {
	const many = 120
	for _, fails := range []bool{false, true} {
		t.Run(fmt.Sprintf("fail at once %v", fails), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				bad := map[string]bool{}
				s := &stuck{world: newWorld(t), fails: fails, at: map[string]time.Time{}, games: func(user string) bool { return bad[user] }}
				for i := range many {
					bad[s.lose(fmt.Sprintf("a%03d", i))] = true
				}
				service := results.New(s, s.Logger(), s.options, s.Now)
				wantReached := func(id string, within time.Duration) {
					t.Helper()
					player := s.lose(id)
					began := virtual()
					ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
					defer cancel()
					if _, err := service.Reconcile(ctx); err == nil {
						t.Error("the failures are hidden")
					}
					if at := s.at[player]; at.IsZero() || at.Sub(began) > within {
						t.Errorf("game %s was reached after %v (never: %v)", id, at.Sub(began), at.IsZero())
					}
				}
				wantReached("z", 45*time.Second)
				wantReached("zz", time.Second)
				s.healed = true
				for range 2 {
					_, _ = service.Reconcile(t.Context()) // some had their turn before it healed
				}
				if _, err := service.Reconcile(t.Context()); err != nil {
					t.Error(err)
				}
				for player := range bad {
					if s.at[player].IsZero() {
						t.Fatal("a game is not counted in the end")
					}
				}
			})
		})
	}
}

func TestStuckPlayerHoldsUpNoOtherOfTheGame(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &stuck{world: newWorld(t), at: map[string]time.Time{}}
		g := s.game("m", "crew")
		s.games = func(user string) bool { return user != g.Players[len(g.Players)-2].UserID }
		s.Fail("LeaderboardRecordWrite", len(g.Players), errors.New("away"))
		_, _ = s.service().Record(t.Context(), g)
		s.Heal()
		began := virtual()
		_, _ = results.New(s, s.Logger(), s.options, s.Now).Reconcile(t.Context())
		if at := s.at[g.Players[len(g.Players)-2].UserID]; at.IsZero() || at.Sub(began) > 25*time.Second {
			t.Errorf("reached after %v (never: %v)", at.Sub(began), at.IsZero())
		}
	})
}
