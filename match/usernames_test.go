package match_test

import (
	"errors"
	"strings"
	"testing"

	"sagishi/internal/service/lobby"
	"sagishi/internal/testing/nakamatest"
	"sagishi/protocol"
)

// rename changes the username of an account. Its sessions keep the old one.
func (f *fixture) rename(player *nakamatest.Session, username string) {
	f.t.Helper()
	if err := f.n.AccountUpdateId(f.n.ServerContext(), player.UserID, username, nil, "", "", "", "", ""); err != nil {
		f.t.Fatal(err)
	}
}

// usernames returns the names of the players of the match, as a player is told.
func (f *fixture) usernames(viewer string) string {
	f.t.Helper()
	f.tick(20) // the state is sent at most once a second
	f.send(viewer, protocol.OpResync, `{}`)
	var names []string
	for _, p := range f.lastReceived(viewer, protocol.OpState)["players"].([]any) {
		names = append(names, p.(map[string]any)["username"].(string))
	}
	return strings.Join(names, " ")
}

func TestNoTwoPlayersHaveTheSameUsername(t *testing.T) {
	f := newMatch(t, lobby.Request{}, "ann", "bob")
	f.rename(f.players["bob"], "rob")
	impostor, err := f.n.Login(nakamatest.LoginOptions{DeviceID: "another-device", Username: "bob"})
	if err != nil {
		t.Fatal(err)
	}
	if err := impostor.JoinMatch(f.id, nil); err == nil || !strings.Contains(err.Error(), "has your username") {
		t.Errorf("got %v", err)
	}
	if found, _, err := f.lobby.Find(f.n.ServerContext(), impostor.UserID, lobby.FindRequest{}); err != nil || found == f.id {
		t.Errorf("the search finds the match that refuses the player: %s, %v", found, err)
	}
}

func TestPlayerWithAnOldSessionJoinsUnderTheAccountsUsername(t *testing.T) {
	f := newMatch(t, lobby.Request{}, "ann")
	bob := f.login("bob")
	f.rename(bob, "rob")
	if err := bob.JoinMatch(f.id, nil); err != nil {
		t.Fatal(err)
	}
	f.players["rob"] = bob
	f.tick(1)
	other, err := f.n.Login(nakamatest.LoginOptions{DeviceID: "another-device", Username: "bob"})
	if err != nil {
		t.Fatal(err)
	}
	if err := other.JoinMatch(f.id, nil); err != nil {
		t.Errorf("the name that is free again: %v", err)
	}
	f.tick(1)
	if got := f.usernames("ann"); got != "ann rob bob" {
		t.Errorf("ann is told of %q", got)
	}
	f.clear()
	f.send("rob", protocol.OpPosition, `{"x":1,"y":0,"z":0}`)
	moves := f.players["ann"].ReceivedOp(protocol.OpPosition)
	if len(moves) != 1 || moves[0].Envelope.GetMatchData().GetPresence().GetUsername() != "rob" {
		t.Errorf("the sender of a position is %+v, want rob", moves)
	}
}

func TestOnlyAReturningPlayerIsSeatedWhileUsernamesCannotBeLookedUp(t *testing.T) {
	f := newMatch(t, lobby.Request{}, "ann", "bob")
	f.players["bob"].Close()
	f.tick(1)
	f.n.Fail("UsersGetId", nakamatest.Always, errors.New("the database does not answer"))
	if err := f.login("cat").JoinMatch(f.id, nil); err == nil || !strings.Contains(err.Error(), "try again") {
		t.Errorf("a new player: %v", err)
	}
	f.join("bob", nil)
	if got := f.usernames("ann"); got != "ann bob" {
		t.Errorf("ann is told of %q", got)
	}
	f.n.Heal()
	f.join("cat", nil)
	if got := f.usernames("ann"); got != "ann bob cat" {
		t.Errorf("later ann is told of %q", got)
	}
}
