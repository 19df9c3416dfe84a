package lobby_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/game"
	"sagishi/internal/service/lobby"
	"sagishi/internal/testing/nakamatest"
)

// pages returns the ids of all pages of a size.
func pages(t *testing.T, n *nakamatest.Nakama, s *lobby.Service, size int) (ids []string, last lobby.Overview) {
	t.Helper()
	for {
		var err error
		if last, err = s.Overview(n.ServerContext(), size, last.Next); err != nil {
			t.Fatal(err)
		}
		if len(last.Matches) > size {
			t.Fatalf("a page of %d has %d", size, len(last.Matches))
		}
		for _, m := range last.Matches {
			ids = append(ids, m.MatchID)
		}
		if last.Next == "" {
			return ids, last
		}
	}
}

func TestOverviewListsEachMatchOnceInPages(t *testing.T) {
	n, s := world(t)
	var want []string
	for i := range 7 {
		id, _ := create(t, n, s, lobby.Request{Private: i%2 == 0})
		want = append(want, id)
	}
	slices.Sort(want)
	err := n.Initializer().RegisterMatch("other", func(context.Context, runtime.Logger, *sql.DB, runtime.NakamaModule) (runtime.Match, error) {
		return &fakeMatch{}, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := n.MatchCreate(n.ServerContext(), "other", nil); err != nil {
		t.Fatal(err)
	}
	for _, size := range []int{1, 3, 7, 100, 1000} {
		ids, last := pages(t, n, s, min(size, lobby.MaxPage))
		if !slices.Equal(ids, want) || last.Total != 7 || last.States[game.Lobby] != 7 {
			t.Errorf("pages of %d: %v of %+v", size, ids, last)
		}
	}
}

// failingSignals is a Nakama whose matches do not answer.
type failingSignals struct {
	*nakamatest.Nakama
	err error
}

func (f failingSignals) MatchSignal(context.Context, string, string) (string, error) {
	return "", f.err
}

func TestMatchesThatDoNotAnswerAreListedAllTheSame(t *testing.T) {
	for _, c := range []struct {
		err  error
		want bool // an overview
	}{{runtime.ErrMatchBusy, true}, {runtime.ErrMatchNotFound, true}, {context.DeadlineExceeded, true}, {errors.New("bug"), false}} {
		n, s := world(t)
		id, _ := create(t, n, s, lobby.Request{})
		broken := lobby.New(failingSignals{n, c.err}, lobby.Options{Maps: maps(), Now: n.Now})
		overview, err := broken.Overview(n.ServerContext(), 10, "")
		if (err == nil) != c.want || len(overview.Matches) != 1 || overview.Matches[0].MatchID != id || overview.Matches[0].Answered {
			t.Errorf("%v: %+v, %v", c.err, overview, err)
		}
		if overview, err = s.Overview(n.ServerContext(), 10, ""); err != nil || !overview.Matches[0].Answered {
			t.Errorf("a match that answers: %+v, %v", overview, err)
		}
	}
}

func TestSeatIsWhatTheMatchSays(t *testing.T) {
	n, s := world(t)
	id, _ := create(t, n, s, lobby.Request{Private: true})
	seat := func(s *lobby.Service) string {
		t.Helper()
		found, err := s.Seat(n.ServerContext(), "ann")
		if found == nil {
			return fmt.Sprint(err)
		}
		return fmt.Sprintf("%v %v", *found, err)
	}
	if got := seat(s); got != "<nil>" {
		t.Errorf("without a seat: %s", got)
	}
	s.TakeSeat("ann", id)
	if got := seat(s); got != "<nil>" {
		t.Errorf("the match knows of no seat: %s", got)
	}
	matchState(t, n, id).joins = map[string]lobby.JoinAnswer{"ann": {Seated: true}}
	if got, want := seat(s), fmt.Sprintf("{%s lobby true} <nil>", id); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	busy := lobby.New(failingSignals{n, runtime.ErrMatchBusy}, lobby.Options{Maps: maps(), Now: n.Now})
	busy.TakeSeat("ann", id)
	if got, want := seat(busy), fmt.Sprintf("{%s  false} <nil>", id); got != want {
		t.Errorf("a busy match: %s, want %s", got, want)
	}
	n.Tick(id, 1)
	if got := seat(s); got != "<nil>" {
		t.Errorf("a match that has ended: %s", got)
	}
}
