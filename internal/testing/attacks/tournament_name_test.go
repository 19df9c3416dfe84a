package attacks_test

import (
	"testing"

	"github.com/heroiclabs/nakama-common/api"
	"google.golang.org/protobuf/types/known/wrapperspb"
)

// A session keeps the username of its login, and Nakama writes that to a board.
func TestNobodyIsOnTheTournamentsBoardUnderAnotherPlayersName(t *testing.T) {
	const tournament = "weekly_top_detective"
	w := newWorld(t, nil)
	players := w.logins("eve", "bob", "cat", "dan")
	old := players[0]
	w.must(old.UpdateAccount(&api.UpdateAccountRequest{Username: wrapperspb.String("eva")}))
	victim := w.login("victim")
	w.must(victim.UpdateAccount(&api.UpdateAccountRequest{Username: wrapperspb.String("eve")}))
	wantName := func(when string) {
		t.Helper()
		list, err := old.ListTournament(&api.ListTournamentRecordsRequest{
			TournamentId: tournament, OwnerIds: []string{old.UserID}, Limit: wrapperspb.Int32(10),
		})
		w.must(err)
		if got := list.GetOwnerRecords()[0].GetUsername().GetValue(); got != "eva" {
			t.Errorf("%s: the record's name is %q, want eva", when, got)
		}
	}
	w.must(old.JoinTournament(tournament))
	wantName("joined")
	p := w.newMatch(`{"settings":`+w.settings(``)+`}`, players...)
	p.start()
	p.winForCrew()
	wantName("game counted")
	_, err := old.WriteTournament(&api.WriteTournamentRecordRequest{
		TournamentId: tournament, Record: &api.WriteTournamentRecordRequest_TournamentRecordWrite{Score: 1},
	})
	w.must(err)
	wantName("submitted")
}
