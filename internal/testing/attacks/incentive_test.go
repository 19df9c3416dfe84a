package attacks_test

import (
	"fmt"
	"testing"

	"github.com/heroiclabs/nakama-common/api"
	"google.golang.org/protobuf/types/known/wrapperspb"

	"sagishi/protocol"
)

// win lets the crew find the imposter out at once, and returns what each is
// told.
func (p *party) win() map[*player]message {
	p.w.Helper()
	imposters, crew := p.roles()
	crew[0].accepted(protocol.OpVote, `{"call":true}`)
	for _, voter := range p.players {
		voter.post(protocol.OpVote, `{"target":%q}`, imposters[0].UserID)
	}
	p.tick(2)
	return p.results()
}

func TestFewPlayersAndPrivateMatchesDoNotCount(t *testing.T) {
	w := newWorld(t, nil)
	few := w.gather(`{"settings":`+w.settings(`"min_players":3`)+`}`, w.logins("ann", "bob", "cat")...)
	few.start()
	private := w.gather(`{"private":true,"settings":`+w.settings(``)+`}`, w.logins("dan", "eve", "fay", "gus")...)
	private.start()
	for _, p := range []*party{few, private} {
		for member, told := range p.win() {
			if told["counted"] != false || told.text("why") == "" {
				t.Errorf("%s: %v", member.Username, told)
			}
		}
	}
}

func TestADayHasSoManyCountedGames(t *testing.T) {
	w := newWorld(t, map[string]string{"SAGISHI_RANKED_DAILY_GAMES": "2"})
	players := w.logins("ann", "bob", "cat", "dan")
	counted := 0
	for range 4 {
		p := w.gather(`{"settings":`+w.settings(``)+`}`, players...)
		p.start()
		if p.win()[players[0]]["counted"] == true {
			counted++
		}
		for _, member := range players {
			w.do(member.LeaveMatch(p.match))
		}
	}
	if counted != 2 {
		t.Errorf("%d games counted", counted)
	}
	if kept := w.nk.CountObjects("results"); kept != 2 {
		t.Errorf("%d results are kept", kept)
	}
}

func TestDetectivesScoreOnceAMeetingAsLivingCrew(t *testing.T) {
	w := newWorld(t, nil)
	players := w.logins("ann", "bob", "cat", "dan", "eve", "fay", "gus")
	for _, member := range players {
		w.do(member.JoinTournament("weekly_top_detective"))
	}
	p := w.gather(`{"settings":`+w.settings(``)+`}`, players...)
	p.start()
	imposters, crew := p.roles()
	ghost := crew[4]
	imposters[0].accepted(protocol.OpKill, `{"target":%q}`, ghost.UserID)
	for _, target := range imposters {
		crew[0].accepted(protocol.OpVote, `{"call":true}`)
		for _, voter := range p.players {
			for range 3 { // votes that come again
				voter.post(protocol.OpVote, `{"target":%q}`, target.UserID)
			}
		}
		p.tick(2)
	}
	told := p.results()
	for member, want := range map[*player]float64{crew[0]: 2, crew[1]: 2, ghost: 0, imposters[0]: 0, imposters[1]: 0} {
		if got := told[member]["tournament"].(map[string]any)["score"]; got != want {
			t.Errorf("%s scores %v, want %v", member.Username, got, want)
		}
	}
}

// A player who leaves takes the own tasks along, which must not decide a game
// that the leaving has lost.
func TestLeavingHandsNobodyTheGame(t *testing.T) {
	w := newWorld(t, nil)
	p, imposters, crew := w.play("classic", `"tasks_per_player":1`, "ann", "bob", "cat", "dan")
	place := tasksOf(crew[0])[0]
	crew[0].accepted(protocol.OpPosition, `{"x":%v,"z":%v}`, place["x"], place["z"])
	crew[0].accepted(protocol.OpTask, `{"task":%q}`, place["id"])
	w.do(crew[1].LeaveMatch(p.match))
	p.clear()
	w.do(crew[2].LeaveMatch(p.match))
	p.tick(1)
	over := imposters[0].last(protocol.OpGameOver)
	if over["winner"] != "imposters" || over["reason"] != "parity" {
		t.Errorf("the game ends with %v", over)
	}
	p.players = []*player{imposters[0], crew[0]}
	told := p.results()
	if told[crew[0]]["leaderboard"] != "" || told[imposters[0]]["leaderboard"] != "weekly_imposter_wins" {
		t.Errorf("results %v", told)
	}
}

func TestDeletedRecordsAndAccountsComeBackWithNothingExtra(t *testing.T) {
	w := newWorld(t, nil)
	players := w.logins("ann", "bob", "cat", "dan")
	wins := map[string]int64{}
	for range 3 {
		p := w.gather(`{"settings":`+w.settings(``)+`}`, players...)
		p.start()
		for member, told := range p.win() {
			if told["leaderboard"] == "weekly_crew_wins" {
				wins[member.UserID]++
			}
		}
		for _, member := range players {
			w.do(member.LeaveMatch(p.match))
			_ = member.DeleteLeaderboardRecord("weekly_crew_wins")
			_, err := member.WriteLeaderboard(&api.WriteLeaderboardRecordRequest{
				LeaderboardId: "weekly_crew_wins", Record: &api.WriteLeaderboardRecordRequest_LeaderboardRecordWrite{Score: 1},
			})
			w.wantCode("asking for a deleted record", err, denied)
		}
	}
	p := w.gather(`{"settings":`+w.settings(``)+`}`, players...)
	p.start()
	for member, told := range p.win() {
		if told["leaderboard"] == "weekly_crew_wins" {
			wins[member.UserID]++
		}
	}
	records, err := players[0].ListLeaderboard(&api.ListLeaderboardRecordsRequest{LeaderboardId: "weekly_crew_wins", Limit: wrapperspb.Int32(10)})
	w.do(err)
	for _, record := range records.GetRecords() {
		if record.GetScore() > wins[record.GetOwnerId()] {
			t.Errorf("%d points for %d wins", record.GetScore(), wins[record.GetOwnerId()])
		}
	}
	reborn := players[0]
	w.do(reborn.DeleteAccount())
	again := w.login("ann")
	if again.UserID == reborn.UserID || w.coins(again) != w.coins(w.login("new")) {
		t.Errorf("an account that comes back has %d coins", w.coins(again))
	}
}

func TestInvitingOneselfManyTimesEndsAtTheCap(t *testing.T) {
	w := newWorld(t, map[string]string{"SAGISHI_REFERRAL_CAP": "2"})
	inviter := w.login("ann")
	before := w.coins(inviter)
	invited := func(name string) *player {
		s, err := w.nk.Login(loginInvited(name, inviter.UserID))
		w.do(err)
		return &player{Session: s, w: w}
	}
	var alts []*player
	for i := range 4 {
		alts = append(alts, invited(fmt.Sprintf("alt%d", i)))
	}
	if got := w.coins(inviter); got != before {
		t.Errorf("%d coins for accounts that never played", got-before)
	}
	for range 2 {
		p := w.gather(`{"settings":`+w.settings(``)+`}`, alts...)
		p.start()
		p.win()
		for _, alt := range alts {
			w.do(alt.LeaveMatch(p.match))
		}
	}
	if got := w.coins(inviter) - before; got != 200 {
		t.Errorf("%d coins for four invitations with a cap of two", got)
	}
}
