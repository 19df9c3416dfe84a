package attacks_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/heroiclabs/nakama-common/api"
	"google.golang.org/protobuf/types/known/wrapperspb"

	"sagishi/internal/testing/nakamatest"
	"sagishi/protocol"
)

func TestRolesAreNotRevealed(t *testing.T) {
	w := newWorld(t, nil)
	p, imposters, crew := w.newGame("sabotage", ``, "ann", "bob", "cat", "dan", "eve", "fay", "gus")
	victim, asker := crew[0], crew[1]
	imposters[0].accepted(protocol.OpKill, `{"target":%q}`, victim.UserID)
	imposters[1].accepted(protocol.OpSabotage, `{"system":"lights"}`)
	for _, other := range p.players {
		asker.post(protocol.OpKill, `{"target":%q}`, other.UserID)
		asker.post(protocol.OpReport, `{"body":%q}`, other.UserID)
		p.tick(1)
	}
	asker.state()
	asker.Close()
	back := w.login(asker.Username)
	p.join(back)
	p.tick(2)
	for _, member := range append([]*player{back, asker}, crew...) {
		for _, m := range member.Received() {
			if m.Kind == nakamatest.KindMatchData {
				checkSecret(t, member, m)
			}
		}
	}
	list, err := back.ListMatches(&api.ListMatchesRequest{Authoritative: wrapperspb.Bool(true), Limit: wrapperspb.Int32(100)})
	w.must(err)
	for _, match := range list {
		if strings.Contains(match.GetLabel().GetValue(), "imposter") {
			t.Errorf("the label contains %s", match.GetLabel().GetValue())
		}
	}
}

// checkSecret fails if a message to a crew member contains the role of another
// player.
func checkSecret(t *testing.T, to *player, m nakamatest.Message) {
	t.Helper()
	content := decode(to.w, m.Data)
	delete(content, "settings")
	if content["imposters"] != nil || content["vents"] != nil {
		t.Errorf("op %d to %s contains %s", m.Op, to.Username, m.Data)
	}
	rest, err := json.Marshal(content)
	to.w.must(err)
	if strings.Contains(string(rest), `"imposter"`) {
		t.Errorf("op %d to %s contains %s", m.Op, to.Username, m.Data)
	}
}

func TestPositionsOfDeadAndVentedPlayersAreNotSent(t *testing.T) {
	w := newWorld(t, nil)
	p, imposters, crew := w.newGame("classic", ``, "ann", "bob", "cat", "dan", "eve", "fay", "gus")
	killer, ghost, living := imposters[0], crew[0], crew[1]
	killer.accepted(protocol.OpKill, `{"target":%q}`, ghost.UserID)
	killer.accepted(protocol.OpPosition, `{"x":6,"z":-36}`)
	p.tick(10) // no vent is entered within a second after a kill
	living.Clear()
	ghost.send(protocol.OpPosition, `{"x":20,"z":20}`)
	killer.accepted(protocol.OpVent, `{"vent":"storage"}`)
	killer.accepted(protocol.OpVent, `{"vent":"electrical"}`)
	p.tick(2)
	for _, m := range living.ReceivedOp(protocol.OpPosition) {
		if m.Sender == ghost.UserID || m.Sender == killer.UserID {
			t.Errorf("the living received the position of %s: %s", m.Sender, m.Data)
		}
	}
	if seen := living.viewOf(killer); seen["x"] != 6.0 || seen["z"] != -36.0 {
		t.Errorf("the player in the vent appears at %v", seen)
	}
	if seen := living.viewOf(ghost); seen["x"] == 20.0 {
		t.Errorf("the state contains the position of the dead player: %v", seen)
	}
}

func TestVotesAreSecretUntilTheTallyAndAnonymousVotesAlways(t *testing.T) {
	w := newWorld(t, nil)
	p, _, _ := w.newGame("classic", `"anonymous_votes":true`, "ann", "bob", "cat", "dan")
	p.players[0].accepted(protocol.OpVote, `{"call":true}`)
	p.clear()
	for _, voter := range p.players[:3] {
		voter.post(protocol.OpVote, `{"target":%q}`, p.players[3].UserID)
	}
	p.tick(1)
	for _, m := range p.players[3].ReceivedOp(protocol.OpVote) {
		if string(m.Data) != `{"voted":true}` {
			t.Errorf("a vote contains %s", m.Data)
		}
	}
	p.players[3].send(protocol.OpVote, `{"skip":true}`)
	p.tick(1)
	tally := p.players[0].ReceivedOp(protocol.OpTally)
	if len(tally) != 1 || strings.Contains(string(tally[0].Data), "voters") {
		t.Errorf("the tally of an anonymous vote: %v", tally)
	}
}

func TestRolesAreNotPredictable(t *testing.T) {
	w := newWorld(t, nil)
	players := w.logins("ann", "bob", "cat", "dan")
	dealt := map[string]int{}
	for range 24 {
		p := w.newMatch(`{"settings":`+w.settings(``)+`}`, players...)
		p.start()
		imposters, _ := p.roles()
		dealt[imposters[0].Username]++
		for _, member := range players {
			w.must(member.LeaveMatch(p.match))
		}
	}
	if len(dealt) < 3 {
		t.Errorf("the same clock, players and settings always give the roles %v", dealt)
	}
}
