package nakamatest_test

import (
	"errors"
	"testing"
	"time"

	"github.com/heroiclabs/nakama-common/api"

	"sagishi/internal/testing/nakamatest"
)

func TestClientLeaderboardAndTournamentWrites(t *testing.T) {
	n := nakamatest.New(nakamatest.Options{})
	ann := n.MustLogin("ann")
	create := func(id string, authoritative bool) {
		t.Helper()
		err := errors.Join(
			n.LeaderboardCreate(t.Context(), "b"+id, authoritative, "desc", "incr", "0 0 * * 1", nil, true),
			n.TournamentCreate(t.Context(), "t"+id, authoritative, "desc", "incr", "0 0 * * 1", nil, "", "", 1, 0, 0, week, 0, 0, true, true),
		)
		if err != nil {
			t.Fatal(err)
		}
	}
	create("open", false)
	create("closed", true)
	board := func(id string) error {
		_, err := ann.WriteLeaderboard(&api.WriteLeaderboardRecordRequest{LeaderboardId: id, Record: &api.WriteLeaderboardRecordRequest_LeaderboardRecordWrite{Score: 1, Metadata: `{"a":1}`}})
		return err
	}
	cup := func(id string) error {
		_, err := ann.WriteTournament(&api.WriteTournamentRecordRequest{TournamentId: id, Record: &api.WriteTournamentRecordRequest_TournamentRecordWrite{Score: 1}})
		return err
	}
	for name, c := range map[string]struct {
		err  error
		code int
	}{
		"open board":            {board("bopen"), 0},
		"closed board":          {board("bclosed"), 7},
		"no board":              {board("none"), 5},
		"no id":                 {board(""), 3},
		"board that is a cup":   {board("topen"), 0},
		"closed cup as a board": {board("tclosed"), 7},
		"cup after a board":     {cup("topen"), 0},
		"closed cup":            {cup("tclosed"), 7},
		"no cup":                {cup("none"), 5},
		"join":                  {ann.JoinTournament("topen"), 0},
		"join none":             {ann.JoinTournament("none"), 5},
		"delete a record":       {ann.DeleteLeaderboardRecord("bopen"), 0},
		"delete a closed one":   {ann.DeleteLeaderboardRecord("bclosed"), 7},
		"delete a cup's":        {ann.DeleteTournamentRecord("topen"), 0},
		"delete a closed cup's": {ann.DeleteTournamentRecord("tclosed"), 7},
	} {
		if nakamatest.Code(c.err) != c.code {
			t.Errorf("%s: %v, want code %d", name, c.err, c.code)
		}
	}
}

func TestClientRecordLists(t *testing.T) {
	n := nakamatest.New(nakamatest.Options{})
	ann := n.MustLogin("ann")
	err := errors.Join(
		n.LeaderboardCreate(t.Context(), "b", true, "asc", "best", "", nil, true),
		n.TournamentCreate(t.Context(), "t", false, "desc", "incr", "", nil, "", "", 1, 0, 0, 60, 0, 1, true, true),
	)
	if err != nil {
		t.Fatal(err)
	}
	write := func() error {
		_, err := ann.WriteTournament(&api.WriteTournamentRecordRequest{TournamentId: "t", Record: &api.WriteTournamentRecordRequest_TournamentRecordWrite{Score: 2, Operator: api.Operator_SET}})
		return err
	}
	if err := write(); nakamatest.Code(err) != 9 {
		t.Fatal(err)
	}
	if err := errors.Join(ann.JoinTournament("t"), write()); err != nil {
		t.Fatal(err)
	}
	if _, err := n.LeaderboardRecordWrite(t.Context(), "b", ann.UserID, "ann", 5, 0, nil, nil); err != nil {
		t.Fatal(err)
	}
	if list, err := ann.ListLeaderboard(&api.ListLeaderboardRecordsRequest{LeaderboardId: "b"}); err != nil || len(list.GetRecords()) != 1 {
		t.Fatal(list, err)
	}
	if list, err := ann.ListTournament(&api.ListTournamentRecordsRequest{TournamentId: "t", OwnerIds: []string{ann.UserID}}); err != nil || len(list.GetRecords()) != 0 || list.GetOwnerRecords()[0].GetScore() != 2 {
		t.Fatal(list, err)
	}
	n.Advance(2 * time.Minute)
	if err := write(); nakamatest.Code(err) != 9 {
		t.Fatal(err)
	}
	if err := ann.JoinTournament("t"); nakamatest.Code(err) != 3 {
		t.Fatal(err)
	}
}
