package attacks_test

import (
	"strings"
	"testing"

	"github.com/heroiclabs/nakama-common/rtapi"
)

// wantSkill checks the skill of a match as its label says it.
func (w *world) wantSkill(matchID, skill string) {
	w.Helper()
	found, err := w.nk.MatchGet(w.Context(), matchID)
	w.must(err)
	if label := found.GetLabel().GetValue(); !strings.Contains(label, `"skill":`+skill+`,`) {
		w.Errorf("label %s", label)
	}
}

func TestSkillIsTheServersWhateverClientsSay(t *testing.T) {
	w := newWorld(t, nil)
	cheat := w.login("ann")
	w.wantSkill(cheat.rpc("create_match", `{"skill":9000}`).text("match_id"), "125")
	w.wantSkill(cheat.rpc("find_match", `{"skill":9000,"mode":"sabotage"}`).text("match_id"), "125")

	trusting := newWorld(t, map[string]string{"SAGISHI_SKILL": "client"})
	trusting.wantSkill(trusting.login("ann").rpc("create_match", `{"skill":9000}`).text("match_id"), "9000")
}

func TestLeaversMayNotLookForMatchesForAWhile(t *testing.T) {
	w := newWorld(t, map[string]string{"SAGISHI_LEAVER_LIMIT": "1"})
	players := w.logins("ann", "bob", "cat", "dan", "eve")
	p := w.newMatch(`{"settings":`+w.settings(``)+`}`, players...)
	p.start()
	_, crew := p.roles()
	leaver := crew[3]
	w.must(leaver.LeaveMatch(p.match))
	for i, member := range p.players {
		if member == leaver {
			p.players = append(p.players[:i], p.players[i+1:]...)
			break
		}
	}
	p.winForCrew()
	_, err := leaver.RPC("find_match", `{}`)
	w.wantCode("find_match", err, failedPrecondition)
	w.wantText("find_match", err, "seconds")
	_, err = leaver.AddTicket(&rtapi.MatchmakerAdd{MinCount: 2, MaxCount: 10})
	w.wantText("the matchmaker", err, "seconds")
	leaver.rpc("create_match", `{"private":true}`)
	crew[0].rpc("find_match", `{}`)
}
