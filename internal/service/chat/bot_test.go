package chat

import (
	"errors"
	"slices"
	"testing"

	"sagishi/internal/service/lobby"
)

func TestBotsSpeakToThePlayersOfTheirMatch(t *testing.T) {
	f := newFixture()
	f.streams.enter(ann)
	f.streams.join(matchID, bob) // has left the match, but not its room
	bot := lobby.Bot{UserID: cat, Username: "Bot 1"}
	if err := f.Say(t.Context(), matchID, bot, "Maybe ann?"); err != nil {
		t.Fatal(err)
	}
	want := []string{mainID + " map[bot:true message:Maybe ann?] " + cat + " Bot 1 false"}
	if !slices.Equal(f.streams.sent, want) {
		t.Errorf("sent %q, want %q", f.streams.sent, want)
	}
	f.streams.wantMembers(t, matchID, ann)
	f.streams.sendErr = errors.New("down")
	wantCode(t, f.Say(t.Context(), matchID, bot, "Maybe ann?"), 13)
	f.streams.err = errors.New("down")
	wantCode(t, f.Say(t.Context(), matchID, bot, "Maybe ann?"), 13)
}
