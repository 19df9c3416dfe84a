package chat

import (
	"errors"
	"testing"

	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/service/lobby"
	"sagishi/internal/testing/nakamatest"
)

func TestPlayersEditOnlyTheirOwnMessages(t *testing.T) {
	f := newFixture()
	f.matches.answers[ann], f.matches.answers[bob] = alive(), alive()
	f.sendAsAnn(t, mainID)
	f.editCode(t, ann, mainID, "m1", 0)
	f.editCode(t, bob, mainID, "m1", 7)
	f.editCode(t, ann, mainID, "", 7)
	f.editCode(t, ann, channelPrefix+"1f8fad5b-d9cb-469f-a165-70867728950e.nakama1", "m1", 7)
	f.SessionEnded(session(ann))
	f.editCode(t, ann, mainID, "m1", 7)
}

func TestEditsPassTheChecksOfNewMessages(t *testing.T) {
	f := newFixture()
	f.streams.enter(ann, bob)
	f.matches.answers[ann] = alive()
	f.sendAsAnn(t, mainID)
	f.matches.answers[ann] = lobby.ChatAnswer{Room: lobby.RoomNone, Reason: "chat is closed"}
	f.editCode(t, ann, mainID, "m1", 7)

	f.matches.answers[ann] = ghosts(ann)
	if routed, err := f.RouteEdit(t.Context(), caller(ann), mainID, "m1"); err != nil || routed != ghostID {
		t.Errorf("a ghost's edit of an old message goes to %q, %v", routed, err)
	}
}

func TestGhostRoomMessagesStayThere(t *testing.T) {
	f := newFixture()
	f.streams.enter(ann)
	f.matches.answers[ann] = ghosts(ann)
	f.sendAsAnn(t, mainID)
	f.matches.answers[ann] = alive()
	for _, channel := range []string{mainID, ghostID} {
		f.editCode(t, ann, channel, "m1", 9)
	}
}

func TestEditsOutsideOfMatches(t *testing.T) {
	lounge, direct := channelPrefix+"lounge", "3."+bob+".."
	f := newFixture()
	f.sendAsAnn(t, lounge)
	f.editCode(t, ann, lounge, "m1", 0)
	f.editCode(t, ann, channelPrefix+"hall", "m1", 7)
	f.editCode(t, ann, lounge, "m2", 7)
	f.editCode(t, ann, "junk", "m2", 0)

	f.streams.metas = map[string]runtime.PresenceMeta{ann: nakamatest.Presence{Persistence: true}}
	f.editCode(t, ann, direct, "m2", 0)
	f.streams.metas[ann] = nakamatest.Presence{Persistence: false}
	f.editCode(t, ann, direct, "m2", 7)
	f.streams.err = errors.New("down")
	f.editCode(t, ann, direct, "m2", 13)
}
