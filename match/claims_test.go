package match_test

import (
	"testing"

	"sagishi/internal/service/lobby"
	"sagishi/protocol"
)

// mayTakeSeat reports whether a player has no seat in any match.
func (f *fixture) mayTakeSeat(userID string) bool {
	if !f.lobby.TakeSeat(userID, "another match") {
		return false
	}
	f.lobby.ReleaseSeat(userID, "another match")
	return true
}

func TestSeatIsReleasedWhenThePlayerHasNone(t *testing.T) {
	for name, lose := range map[string]func(f *fixture){
		"leaves":       func(f *fixture) { _ = f.players["bob"].LeaveMatch(f.id) },
		"is kicked":    func(f *fixture) { f.send("ann", protocol.OpKick, `{"target":"`+f.userID("bob")+`"}`) },
		"stays away":   func(f *fixture) { f.players["bob"].Close(); f.tick(301) },
		"match closes": func(f *fixture) { f.n.Shutdown(3); f.tick(50) },
	} {
		t.Run(name, func(t *testing.T) {
			f := newMatch(t, lobby.Request{}, "ann", "bob")
			if f.mayTakeSeat(f.userID("bob")) {
				t.Fatal("no seat is recorded")
			}
			lose(f)
			if !f.mayTakeSeat(f.userID("bob")) {
				t.Error("the seat is kept")
			}
		})
	}
}

func TestSeatIsKeptWhileThePlayerMayReconnect(t *testing.T) {
	f := newMatch(t, lobby.Request{}, "ann", "bob")
	f.players["bob"].Close()
	f.tick(100)
	if f.mayTakeSeat(f.userID("bob")) {
		t.Error("the seat is released")
	}
	f.join("bob", nil)
}

func TestRefusedJoinTakesNoSeat(t *testing.T) {
	f := newMatch(t, lobby.Request{MaxPlayers: 4, Settings: map[string]any{"start_countdown_seconds": 60.0}}, four...)
	late := f.login("eve")
	if err := late.JoinMatch(f.id, nil); err == nil {
		t.Fatal("joined a full match")
	}
	if !f.mayTakeSeat(late.UserID) {
		t.Error("a refused player has a seat")
	}
}

func TestMatchRefusesPlayersWithASeatInAnother(t *testing.T) {
	f := newMatch(t, lobby.Request{}, "ann")
	late := f.login("bob")
	f.lobby.TakeSeat(late.UserID, "another match")
	if err := late.JoinMatch(f.id, nil); err == nil || err.Error() != "you have a seat in another match" {
		t.Errorf("got %v", err)
	}
}

func TestReservedSeatsAreNoSeatsUntilTheyAreTaken(t *testing.T) {
	f := newServer(t, nil)
	bob := f.login("bob")
	f.create(lobby.Request{Reserved: []string{bob.UserID}})
	if !f.mayTakeSeat(bob.UserID) {
		t.Error("a reservation counts as a seat")
	}
	if err := bob.JoinMatch(f.id, nil); err != nil || f.mayTakeSeat(bob.UserID) {
		t.Errorf("no seat after joining: %v", err)
	}
}
