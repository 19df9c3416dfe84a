package attacks_test

import (
	"testing"

	"sagishi/protocol"
)

const unknown = "5f0c1c52-0000-4000-8000-000000000000"

func TestKillsByOrOfIneligiblePlayersAreRefused(t *testing.T) {
	w := newWorld(t, nil)
	p := w.newMatch(`{"settings":`+w.settings(`"imposters":2`)+`}`, w.logins("ann", "bob", "cat", "dan", "eve", "fay", "gus")...)
	p.players[0].refused("wrong_phase", protocol.OpKill, `{"target":%q}`, p.players[1].UserID)
	p.start()
	imposters, crew := p.roles()
	killer := imposters[0]
	crew[0].refused("not_imposter", protocol.OpKill, `{"target":%q}`, crew[1].UserID)
	killer.refused("bad_target", protocol.OpKill, `{"target":%q}`, imposters[1].UserID)
	killer.refused("bad_target", protocol.OpKill, `{"target":%q}`, killer.UserID)
	killer.refused("no_such_player", protocol.OpKill, `{"target":%q}`, unknown)
	killer.refused("malformed", protocol.OpKill, `{}`)
	killer.accepted(protocol.OpKill, `{"target":%q}`, crew[0].UserID)
	killer.refused("bad_target", protocol.OpKill, `{"target":%q}`, crew[0].UserID)
	crew[0].refused("dead", protocol.OpKill, `{"target":%q}`, crew[1].UserID)
	killer.accepted(protocol.OpVote, `{"call":true}`)
	killer.refused("wrong_phase", protocol.OpKill, `{"target":%q}`, crew[1].UserID)
	if !crew[1].viewOf(crew[1])["alive"].(bool) {
		t.Error("a refused kill killed")
	}
}

func TestKillsOutOfRangeOrInCooldownAreRefusedExactly(t *testing.T) {
	w := newWorld(t, nil)
	_, imposters, crew := w.newGame("classic", `"kill_distance":2,"kill_cooldown_seconds":1`, "ann", "bob", "cat", "dan", "eve", "fay")
	killer, victim := imposters[0], crew[0]
	victim.accepted(protocol.OpPosition, `{"x":40,"z":0}`)
	killer.accepted(protocol.OpPosition, `{"x":37.999,"z":0}`)
	w.nk.Tick(killer.match, 20)
	killer.refused("out_of_range", protocol.OpKill, `{"target":%q}`, victim.UserID)
	killer.accepted(protocol.OpPosition, `{"x":38,"z":0}`)
	killer.accepted(protocol.OpKill, `{"target":%q}`, victim.UserID)
	next := crew[1]
	next.accepted(protocol.OpPosition, `{"x":38,"z":0}`)
	w.nk.Tick(killer.match, 7)
	killer.refused("cooldown", protocol.OpKill, `{"target":%q}`, next.UserID) // the ninth tick of ten
	killer.accepted(protocol.OpKill, `{"target":%q}`, next.UserID)
}

func TestReportsWithoutAVisibleBodyAreRefused(t *testing.T) {
	w := newWorld(t, nil)
	p, imposters, crew := w.newGame("classic", `"report_distance":2,"crew_sight":5,"imposter_sight":5`, "ann", "bob", "cat", "dan", "eve", "fay")
	killer, victim, finder := imposters[0], crew[0], crew[1]
	finder.refused("no_body", protocol.OpReport, `{"body":%q}`, victim.UserID)
	finder.refused("no_body", protocol.OpReport, `{"body":%q}`, unknown)
	victim.accepted(protocol.OpPosition, `{"x":40,"z":0}`)
	killer.accepted(protocol.OpPosition, `{"x":40,"z":0}`)
	killer.accepted(protocol.OpKill, `{"target":%q}`, victim.UserID)
	finder.refused("no_body", protocol.OpReport, `{"body":%q}`, victim.UserID) // not seen, so the answer is that of a living player
	finder.accepted(protocol.OpPosition, `{"x":37,"z":0}`)
	finder.refused("out_of_range", protocol.OpReport, `{"body":%q}`, victim.UserID)
	victim.refused("dead", protocol.OpReport, `{"body":%q}`, victim.UserID)
	finder.accepted(protocol.OpPosition, `{"x":38,"z":0}`)
	finder.accepted(protocol.OpReport, `{"body":%q}`, victim.UserID)
	finder.refused("wrong_phase", protocol.OpReport, `{"body":%q}`, victim.UserID)
	p.tick(80) // the vote ends by time
	if got := p.phase(); got != "playing" {
		t.Fatalf("in %s", got)
	}
	finder.accepted(protocol.OpPosition, `{"x":40,"z":0}`)
	finder.refused("no_body", protocol.OpReport, `{"body":%q}`, victim.UserID) // bodies were cleared
}

func TestEmergencyCallsAreLimited(t *testing.T) {
	w := newWorld(t, nil)
	p, imposters, crew := w.newGame("sabotage", `"emergency_meetings":1,"emergency_cooldown_seconds":2,"button_distance":3`,
		"ann", "bob", "cat", "dan", "eve", "fay")
	caller, ghost := crew[0], crew[1]
	caller.refused("cooldown", protocol.OpVote, `{"call":true}`)
	p.tick(20)
	caller.accepted(protocol.OpPosition, `{"x":4,"z":0}`)
	caller.refused("out_of_range", protocol.OpVote, `{"call":true}`)
	caller.accepted(protocol.OpPosition, `{"x":1,"z":0}`)
	imposters[0].accepted(protocol.OpSabotage, `{"system":"reactor"}`)
	caller.refused("sabotage_active", protocol.OpVote, `{"call":true}`)
	crew[2].accepted(protocol.OpPosition, `{"x":-40,"z":16}`)
	crew[2].accepted(protocol.OpRepair, `{"system":"reactor"}`)
	imposters[0].accepted(protocol.OpKill, `{"target":%q}`, ghost.UserID)
	ghost.refused("dead", protocol.OpVote, `{"call":true}`)
	caller.accepted(protocol.OpVote, `{"call":true}`)
	caller.refused("wrong_phase", protocol.OpVote, `{"call":true}`)
	p.tick(80)
	p.tick(20)
	caller.accepted(protocol.OpPosition, `{"x":1,"z":0}`)
	for range 5 {
		caller.refused("no_meetings_left", protocol.OpVote, `{"call":true}`)
	}
}

func TestEachPlayerHasOneVotePerMeeting(t *testing.T) {
	w := newWorld(t, nil)
	p, imposters, crew := w.newGame("classic", `"voting_seconds":60,"emergency_meetings":1`, "ann", "bob", "cat", "dan", "eve", "fay")
	voter, ghost := crew[0], crew[1]
	voter.refused("wrong_phase", protocol.OpVote, `{"target":%q}`, crew[2].UserID)
	imposters[0].accepted(protocol.OpKill, `{"target":%q}`, ghost.UserID)
	crew[2].accepted(protocol.OpVote, `{"call":true}`)
	p.tick(1)
	ghost.refused("dead", protocol.OpVote, `{"skip":true}`)
	voter.refused("bad_target", protocol.OpVote, `{"target":%q}`, ghost.UserID)
	voter.refused("no_such_player", protocol.OpVote, `{"target":%q}`, unknown)
	voter.refused("bad_target", protocol.OpVote, `{}`)
	voter.refused("bad_target", protocol.OpVote, `{"skip":true,"target":%q}`, crew[2].UserID)
	// A vote counts for its sender, whatever voter it names.
	voter.accepted(protocol.OpVote, `{"target":%q,"voter":%q,"user_id":%q}`, crew[2].UserID, crew[2].UserID, crew[2].UserID)
	voter.refused("already_voted", protocol.OpVote, `{"target":%q}`, crew[3].UserID)
	voter.refused("already_voted", protocol.OpVote, `{"skip":true}`)
	voter.Close()
	back := w.login(voter.Username)
	p.join(back)
	back.refused("already_voted", protocol.OpVote, `{"skip":true}`)
	crew[2].accepted(protocol.OpVote, `{"skip":true}`)
}

func TestLeavingDoesNotStallAVote(t *testing.T) {
	w := newWorld(t, nil)
	p, imposters, crew := w.newGame("classic", `"voting_seconds":30,"reconnect_seconds":600,"imposters":2`, "ann", "bob", "cat", "dan", "eve", "fay", "gus")
	host := p.players[0]
	host.accepted(protocol.OpVote, `{"call":true}`)
	p.tick(1)
	target := imposters[0]
	if target == host {
		target = crew[0]
	}
	for _, voter := range p.players[1:3] {
		voter.post(protocol.OpVote, `{"target":%q}`, host.UserID)
	}
	p.tick(1)
	w.must(host.LeaveMatch(p.match)) // during the vote, with votes for the host
	p.players[6].Close()             // keeps the seat for ten minutes
	p.players = p.players[1:6]
	p.clear()
	for _, voter := range p.players {
		if voter != target {
			voter.post(protocol.OpVote, `{"skip":true}`)
		}
	}
	p.tick(310)
	tally := p.players[0].last(protocol.OpTally)
	if tally == nil {
		t.Fatal("the vote does not end")
	}
	for _, line := range tally["votes"].([]any) {
		if line := line.(map[string]any); line["target"] == host.UserID {
			t.Errorf("a player who left has votes: %v", tally)
		}
	}
	if tally["ejected"] != nil && tally["ejected"] != "" {
		t.Errorf("ejected %v", tally["ejected"])
	}
}

func TestMeetingsAndResultsCannotBeForged(t *testing.T) {
	w := newWorld(t, nil)
	p, _, crew := w.newGame("classic", ``, "ann", "bob", "cat", "dan")
	forger := crew[0]
	for op := protocol.OpState; op <= protocol.OpResults; op++ {
		forger.refused("unknown_op", op, `{"phase":"voting","winner":"crew","ejected":%q,"role":"imposter"}`, p.players[1].UserID)
		w.nk.Tick(p.match, 10)
	}
	for _, op := range []int64{0, -1, 15, 99, 1 << 40} {
		forger.refused("unknown_op", op, `{}`)
		w.nk.Tick(p.match, 10)
	}
	if got := p.phase(); got != "playing" {
		t.Errorf("in %s", got)
	}
	// No result may exist after all that.
	if w.nk.CountObjects("results") != 0 || w.nk.CountObjects("results_pending") != 0 {
		t.Error("a result was forged")
	}
}
