package match_test

import (
	"testing"

	"sagishi/internal/service/lobby"
	"sagishi/protocol"
)

// A player who returns after the end of a game receives its outcome and results
// again, also if they became known in the meantime.
func TestReturningPlayerReceivesOutcomeAndResults(t *testing.T) {
	f := newMatch(t, lobby.Request{Settings: quickSettings(map[string]any{"finished_seconds": 120.0})}, four...)
	imposter, victim := playToTheEnd(t, f)
	f.players[victim].Close()
	f.waitForResults(imposter)
	f.join(victim, nil)

	if state := f.lastReceived(victim, protocol.OpState); state["phase"] != "finished" {
		t.Errorf("phase %v", state["phase"])
	}
	if over := f.lastReceived(victim, protocol.OpGameOver); over["winner"] != "crew" {
		t.Errorf("game over is %v", over)
	}
	if result := f.lastReceived(victim, protocol.OpResults); result["game"] != f.id+"#1" || result["leaderboard"] != "weekly_crew_wins" {
		t.Errorf("results are %v", result)
	}

	f.clear()
	f.tick(10) // not more often than once a second
	f.send(imposter, protocol.OpResync, `{}`)
	if results := f.received(imposter, protocol.OpResults); len(results) != 1 {
		t.Errorf("results after op 12: %v", results)
	}
	if others := f.received(victim, protocol.OpResults); len(others) != 0 {
		t.Errorf("results of another player: %v", others)
	}
}

// A player who returns to a meeting learns who called it, whose body it is about,
// and who has voted.
func TestReturningPlayerLearnsOfTheMeeting(t *testing.T) {
	f := newMatch(t, lobby.Request{Settings: quickSettings(map[string]any{"voting_seconds": 60.0})}, four...)
	f.start()
	imposters, crew := f.roles()
	imposter, victim, caller, voter := imposters[0], crew[0], crew[1], crew[2]
	f.send(imposter, protocol.OpKill, `{"target":"`+f.userID(victim)+`"}`)
	f.players[caller].Close()
	f.join(caller, nil)
	state := f.lastReceived(caller, protocol.OpState)
	bodies, _ := state["bodies"].([]any)
	if len(bodies) != 1 || state["meetings_left"] == nil || state["emergency_cooldown_ms"] == nil || state["kill_cooldown_ms"] != nil {
		t.Errorf("the state is %v", state)
	}

	f.send(caller, protocol.OpReport, `{"body":"`+f.userID(victim)+`"}`)
	for range 100 {
		if f.lastReceived(caller, protocol.OpPhase)["phase"] == "voting" {
			break
		}
		f.tick(1)
	}
	f.send(caller, protocol.OpVote, `{"skip":true}`)
	f.send(voter, protocol.OpVote, `{"skip":true}`)
	f.players[caller].Close()
	f.join(caller, nil)
	state = f.lastReceived(caller, protocol.OpState)
	voted, _ := state["voted"].([]any)
	if state["caller"] != f.userID(caller) || state["body"] != f.userID(victim) || len(voted) != 2 {
		t.Errorf("the state is %v", state)
	}
}
