package chat

import (
	"errors"
	"strings"
	"testing"

	"sagishi/internal/platform/apierr"
	"sagishi/internal/service/lobby"
)

func TestOnlyPlayersJoinTheRoomOfTheirMatch(t *testing.T) {
	f := newFixture()
	f.matches.answers[ann] = alive()
	wantCode(t, f.AuthorizeJoin(t.Context(), ann, matchID), 0)
	wantCode(t, f.AuthorizeJoin(t.Context(), bob, matchID), 7)
}

func TestMissingOrBusyMatchRefusesTheRoom(t *testing.T) {
	for _, c := range []struct {
		err  error
		code apierr.Code
	}{{apierr.NotFound("no such match"), 5}, {apierr.Aborted("busy"), 10}, {errors.New("down"), 13}} {
		f := newFixture()
		f.matches.err = c.err
		wantCode(t, f.AuthorizeJoin(t.Context(), ann, matchID), c.code)
		_, err := f.send(t, ann, mainID, "m1")
		wantCode(t, err, c.code)
	}
}

func TestMatchDecidesWhoWrites(t *testing.T) {
	f := newFixture()
	f.matches.answers[ann] = alive()
	f.matches.answers[bob] = lobby.ChatAnswer{Room: lobby.RoomNone}
	for _, channel := range []string{mainID, ghostID} {
		if routed, err := f.send(t, ann, channel, "m1"); err != nil || routed != mainID {
			t.Errorf("a living player's message to %q goes to %q, %v", channel, routed, err)
		}
	}
	_, err := f.send(t, bob, mainID, "m3")
	wantCode(t, err, 7)
	_, err = f.send(t, cat, mainID, "m4")
	wantCode(t, err, 7)
	if !strings.Contains(err.Error(), "not in this match") {
		t.Errorf("the match's reason is missing: %v", err)
	}
}

func TestOtherChannelsAreNotRouted(t *testing.T) {
	f := newFixture()
	f.matches.err = errors.New("must not be asked")
	for _, channel := range []string{channelPrefix + "lounge", channelPrefix + relayedID, "3." + bob + "..", "junk"} {
		if routed, err := f.send(t, ann, channel, "m1"); err != nil || routed != channel {
			t.Errorf("a message to %q goes to %q, %v", channel, routed, err)
		}
	}
}
