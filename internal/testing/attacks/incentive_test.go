package attacks_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/heroiclabs/nakama-common/api"
	"google.golang.org/protobuf/types/known/wrapperspb"

	"sagishi/protocol"
)

// winForCrew ends the game with a vote for the imposter, and returns the results of
// each player.
func (p *testMatch) winForCrew() map[*player]message {
	p.w.Helper()
	imposters, crew := p.roles()
	crew[0].accepted(protocol.OpVote, `{"call":true}`)
	for _, voter := range p.players {
		voter.post(protocol.OpVote, `{"target":%q}`, imposters[0].UserID)
	}
	p.tick(2)
	return p.results()
}

func TestGamesWithFewPlayersAndPrivateMatchesDoNotCount(t *testing.T) {
	w := newWorld(t, nil)
	few := w.newMatch(`{"settings":`+w.settings(`"min_players":3`)+`}`, w.logins("ann", "bob", "cat")...)
	few.start()
	private := w.newMatch(`{"private":true,"settings":`+w.settings(``)+`}`, w.logins("dan", "eve", "fay", "gus")...)
	private.start()
	for _, p := range []*testMatch{few, private} {
		for member, got := range p.winForCrew() {
			if got["counted"] != false || got.text("why") == "" {
				t.Errorf("%s: %v", member.Username, got)
			}
		}
	}
}

func TestCountedGamesPerDayAreCapped(t *testing.T) {
	w := newWorld(t, map[string]string{"SAGISHI_RANKED_DAILY_GAMES": "2"})
	players := w.logins("ann", "bob", "cat", "dan")
	counted := 0
	for range 4 {
		p := w.newMatch(`{"settings":`+w.settings(``)+`}`, players...)
		p.start()
		if p.winForCrew()[players[0]]["counted"] == true {
			counted++
		}
		for _, member := range players {
			w.must(member.LeaveMatch(p.match))
		}
	}
	if counted != 2 {
		t.Errorf("%d games counted", counted)
	}
	if kept := w.nk.CountObjects("results"); kept != 2 {
		t.Errorf("%d results are stored", kept)
	}
}

func TestDetectiveScoreCountsOneVotePerMeetingOfLivingCrew(t *testing.T) {
	w := newWorld(t, nil)
	players := w.logins("ann", "bob", "cat", "dan", "eve", "fay", "gus")
	for _, member := range players {
		w.must(member.JoinTournament("weekly_top_detective"))
	}
	p := w.newMatch(`{"settings":`+w.settings(``)+`}`, players...)
	p.start()
	imposters, crew := p.roles()
	ghost := crew[4]
	imposters[0].accepted(protocol.OpKill, `{"target":%q}`, ghost.UserID)
	for _, target := range imposters {
		crew[0].accepted(protocol.OpVote, `{"call":true}`)
		for _, voter := range p.players {
			for range 3 { // repeated votes
				voter.post(protocol.OpVote, `{"target":%q}`, target.UserID)
			}
		}
		p.tick(2)
	}
	got := p.results()
	for member, want := range map[*player]float64{crew[0]: 2, crew[1]: 2, ghost: 0, imposters[0]: 0, imposters[1]: 0} {
		if got := got[member]["tournament"].(map[string]any)["score"]; got != want {
			t.Errorf("%s scores %v, want %v", member.Username, got, want)
		}
	}
}

// The tasks of a leaver no longer count, which must not decide a game that was lost
// by leaving.
func TestLeavingCannotDecideALostGame(t *testing.T) {
	w := newWorld(t, nil)
	p, imposters, crew := w.newGame("classic", `"tasks_per_player":1`, "ann", "bob", "cat", "dan")
	place := tasksOf(crew[0])[0]
	crew[0].accepted(protocol.OpPosition, `{"x":%v,"z":%v}`, place["x"], place["z"])
	crew[0].accepted(protocol.OpTask, `{"task":%q}`, place["id"])
	w.must(crew[1].LeaveMatch(p.match))
	p.clear()
	w.must(crew[2].LeaveMatch(p.match))
	p.tick(1)
	over := imposters[0].last(protocol.OpGameOver)
	if over["winner"] != "imposters" || over["reason"] != "parity" {
		t.Errorf("the game ends with %v", over)
	}
	p.players = []*player{imposters[0], crew[0]}
	got := p.results()
	if got[crew[0]]["leaderboard"] != "" || got[imposters[0]]["leaderboard"] != "weekly_imposter_wins" {
		t.Errorf("results %v", got)
	}
}

func TestDeletingRecordsOrAccountsGainsNothing(t *testing.T) {
	w := newWorld(t, nil)
	players := w.logins("ann", "bob", "cat", "dan")
	wins := map[string]int64{}
	for range 3 {
		p := w.newMatch(`{"settings":`+w.settings(``)+`}`, players...)
		p.start()
		for member, got := range p.winForCrew() {
			if got["leaderboard"] == "weekly_crew_wins" {
				wins[member.UserID]++
			}
		}
		for _, member := range players {
			w.must(member.LeaveMatch(p.match))
			_ = member.DeleteLeaderboardRecord("weekly_crew_wins")
			_, err := member.WriteLeaderboard(&api.WriteLeaderboardRecordRequest{
				LeaderboardId: "weekly_crew_wins", Record: &api.WriteLeaderboardRecordRequest_LeaderboardRecordWrite{Score: 1},
			})
			w.wantCode("asking for a deleted record", err, permissionDenied)
		}
	}
	p := w.newMatch(`{"settings":`+w.settings(``)+`}`, players...)
	p.start()
	for member, got := range p.winForCrew() {
		if got["leaderboard"] == "weekly_crew_wins" {
			wins[member.UserID]++
		}
	}
	records, err := players[0].ListLeaderboard(&api.ListLeaderboardRecordsRequest{LeaderboardId: "weekly_crew_wins", Limit: wrapperspb.Int32(10)})
	w.must(err)
	for _, record := range records.GetRecords() {
		if record.GetScore() > wins[record.GetOwnerId()] {
			t.Errorf("%d points for %d wins", record.GetScore(), wins[record.GetOwnerId()])
		}
	}
	reborn := players[0]
	w.must(reborn.DeleteAccount())
	again := w.login("ann")
	if again.UserID == reborn.UserID || w.coins(again) != w.coins(w.login("new")) {
		t.Errorf("a new account of the same device has %d coins", w.coins(again))
	}
}

func TestSelfInvitationsAreCapped(t *testing.T) {
	w := newWorld(t, map[string]string{"SAGISHI_REFERRAL_CAP": "2"})
	inviter := w.login("ann")
	before := w.coins(inviter)
	invited := func(name string) *player {
		s, err := w.nk.Login(loginInvited(name, inviter.UserID))
		w.must(err)
		return &player{Session: s, w: w}
	}
	var alts []*player
	for i := range 4 {
		alts = append(alts, invited(fmt.Sprintf("alt%d", i)))
	}
	if got := w.coins(inviter); got != before {
		t.Errorf("%d coins for accounts that never played", got-before)
	}
	for games := range 3 {
		if got := w.coins(inviter); got != before {
			t.Errorf("%d coins after %d games", got-before, games)
		}
		p := w.newMatch(`{"settings":`+w.settings(``)+`}`, alts...)
		p.start()
		p.winForCrew()
		for _, alt := range alts {
			w.must(alt.LeaveMatch(p.match))
		}
	}
	if got := w.coins(inviter) - before; got != 200 {
		t.Errorf("%d coins for four invitations with a cap of two", got)
	}
}

// Four accounts of one player with settings that make games short.
func TestShortGamesDoNotCount(t *testing.T) {
	w := newWorld(t, map[string]string{"SAGISHI_RANKED_MIN_SECONDS": "60"})
	p := w.newMatch(`{"settings":`+w.settings(``)+`}`, w.logins("ann", "bob", "cat", "dan")...)
	p.start()
	for member, got := range p.winForCrew() {
		if got["counted"] != false || !strings.Contains(got.text("why"), "games of less than 60 do not count") {
			t.Errorf("%s: %v", member.Username, got)
		}
	}
}

func TestGamesWithFastSettingsDoNotCount(t *testing.T) {
	w := newWorld(t, map[string]string{"SAGISHI_RANKED_SETTINGS": "ranges"})
	p := w.newMatch(`{"settings":`+w.settings(``)+`}`, w.logins("ann", "bob", "cat", "dan")...)
	p.start()
	for member, got := range p.winForCrew() {
		if got["counted"] != false || !strings.Contains(got.text("why"), "ranked games want") {
			t.Errorf("%s: %v", member.Username, got)
		}
	}
}

func TestGamesWithTheSameFewPlayersCountSoManyTimes(t *testing.T) {
	w := newWorld(t, map[string]string{"SAGISHI_RANKED_SAME_OPPONENTS": "2"})
	players := w.logins("ann", "bob", "cat", "dan")
	var last message
	for range 3 {
		p := w.newMatch(`{"settings":`+w.settings(``)+`}`, players...)
		p.start()
		last = p.winForCrew()[players[0]]
		for _, member := range players {
			w.must(member.LeaveMatch(p.match))
		}
	}
	if last["counted"] != false || !strings.Contains(last.text("why"), "play with others") {
		t.Errorf("the third game: %v", last)
	}
	if kept := w.nk.CountObjects("results"); kept != 2 {
		t.Errorf("%d results are stored", kept)
	}
}
