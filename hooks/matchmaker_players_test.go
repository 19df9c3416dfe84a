package hooks

import (
	"strings"
	"testing"

	"sagishi/internal/platform/apierr"
)

const party = "0f8fad5b-d9cb-469f-a165-70867728950f.nakama1"

func TestTicketsHaveTheServersSkill(t *testing.T) {
	f := newFixture(t)
	f.players.skills = map[string]float64{ann: 140, bob: 111}
	f.server.party = []string{ann, bob}
	alone, together := ticket(2, 10, ""), partyTicket(2, 10, "")
	add, addParty := alone.GetMatchmakerAdd(), together.GetPartyMatchmakerAdd()
	add.NumericProperties = map[string]float64{"skill": 9000, "region": 1}
	add.StringProperties = map[string]string{"skill": "best", "mode": "classic"}
	addParty.PartyId = party
	wantCode(t, send(t, f, "MatchmakerAdd", alone), 0)
	wantCode(t, send(t, f, "PartyMatchmakerAdd", together), 0)
	if got := add.GetNumericProperties(); got["skill"] != 140 || got["region"] != 1 {
		t.Errorf("alone: %v", got)
	}
	if got := add.GetStringProperties(); len(got) != 1 || got["mode"] != "classic" {
		t.Errorf("alone: %v", got)
	}
	if got := addParty.GetNumericProperties()["skill"]; got != 126 {
		t.Errorf("the party's skill is %v, not the mean", got)
	}
}

func TestTicketsKeepTheClientsSkillIfClientsChooseIt(t *testing.T) {
	f := newFixture(t)
	f.players.skills = nil
	alone := ticket(2, 10, "")
	alone.GetMatchmakerAdd().NumericProperties = map[string]float64{"skill": 77}
	none := ticket(2, 10, "")
	wantCode(t, send(t, f, "MatchmakerAdd", alone), 0)
	wantCode(t, send(t, f, "MatchmakerAdd", none), 0)
	if got := alone.GetMatchmakerAdd().GetNumericProperties()["skill"]; got != 77 {
		t.Errorf("skill %v", got)
	}
	if got := none.GetMatchmakerAdd().GetNumericProperties(); len(got) != 0 {
		t.Errorf("properties %v", got)
	}
}

func TestLeaversMayNotUseTheMatchmaker(t *testing.T) {
	f := newFixture(t)
	f.players.blocked[bob] = apierr.Precondition("open again in 600 seconds")
	wantCode(t, sendAs(t, f, ann, "MatchmakerAdd", ticket(2, 10, "")), 0)
	wantCode(t, sendAs(t, f, bob, "MatchmakerAdd", ticket(2, 10, "")), 9)
	f.server.party = []string{ann, bob}
	together := partyTicket(2, 10, "")
	together.GetPartyMatchmakerAdd().PartyId = party
	err := sendAs(t, f, ann, "PartyMatchmakerAdd", together)
	wantCode(t, err, 9)
	if !strings.Contains(err.Error(), "a member of the party: open again in 600 seconds") {
		t.Errorf("message %q", err)
	}
}
