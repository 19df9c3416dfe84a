package hooks

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/heroiclabs/nakama-common/rtapi"
	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/service/lobby"
	"sagishi/internal/testing/nakamatest"
)

func TestPlayersEditTheirOwnMessagesOnly(t *testing.T) {
	f := newFixture(t)
	f.rooms.answers[ann], f.rooms.answers[bob] = alive(), alive()
	if _, err := writes(t, f, ann, mainID, "m1"); err != nil {
		t.Fatal(err)
	}
	wantCode(t, sendAs(t, f, ann, "ChannelMessageUpdate", edit(mainID, "m1", `{"message":"I think BLUE is!"}`)), 0)
	wantCode(t, sendAs(t, f, ann, "ChannelMessageRemove", remove(mainID, "m1")), 0)
	wantCode(t, sendAs(t, f, bob, "ChannelMessageUpdate", edit(mainID, "m1", `{}`)), 7)
	wantCode(t, sendAs(t, f, bob, "ChannelMessageRemove", remove(mainID, "m1")), 7)
	wantCode(t, sendAs(t, f, ann, "ChannelMessageUpdate", edit(mainID, "", `{}`)), 7)
	other := channelPrefix + "1f8fad5b-d9cb-469f-a165-70867728950e.nakama1"
	wantCode(t, sendAs(t, f, ann, "ChannelMessageUpdate", edit(other, "m1", `{}`)), 7)
}

func TestEditsStandUnderTheSameGate(t *testing.T) {
	f := newFixture(t)
	f.streams.enter(ann, bob)
	f.rooms.answers[ann] = alive()
	if _, err := writes(t, f, ann, mainID, "m1"); err != nil {
		t.Fatal(err)
	}
	f.rooms.answers[ann] = lobby.ChatAnswer{Room: lobby.RoomNone, Reason: "nobody talks now"}
	wantCode(t, send(t, f, "ChannelMessageUpdate", edit(mainID, "m1", `{}`)), 7)
	wantCode(t, send(t, f, "ChannelMessageRemove", remove(mainID, "m1")), 7)

	f.rooms.answers[ann] = dead(ann)
	for _, c := range []struct {
		name string
		in   *rtapi.Envelope
	}{{"ChannelMessageUpdate", edit(mainID, "m1", `{}`)}, {"ChannelMessageRemove", remove(mainID, "m1")}} {
		wantCode(t, send(t, f, c.name, c.in), 0)
		if got := c.in.GetChannelMessageUpdate().GetChannelId() + c.in.GetChannelMessageRemove().GetChannelId(); got != ghostID {
			t.Errorf("%s: a ghost speaks through an old message in %q", c.name, got)
		}
	}
}

func TestWhatWasWrittenAmongTheDeadStaysThere(t *testing.T) {
	f := newFixture(t)
	f.streams.enter(ann)
	f.rooms.answers[ann] = dead(ann)
	if _, err := writes(t, f, ann, mainID, "m1"); err != nil {
		t.Fatal(err)
	}
	f.rooms.answers[ann] = alive()
	for _, channel := range []string{mainID, ghostID} {
		wantCode(t, send(t, f, "ChannelMessageUpdate", edit(channel, "m1", `{}`)), 9)
	}
}

func TestEditsOutsideOfMatches(t *testing.T) {
	lounge := channelPrefix + "lounge"
	f := newFixture(t)
	if _, err := writes(t, f, ann, lounge, "m1"); err != nil {
		t.Fatal(err)
	}
	wantCode(t, send(t, f, "ChannelMessageUpdate", edit(lounge, "m1", `{}`)), 0)
	wantCode(t, send(t, f, "ChannelMessageUpdate", edit(channelPrefix+"hall", "m1", `{}`)), 7)
	wantCode(t, send(t, f, "ChannelMessageUpdate", edit(lounge, "m2", `{}`)), 7)
	wantCode(t, send(t, f, "ChannelMessageUpdate", edit("junk", "m2", `{}`)), 0)

	f.streams.metas = map[string]runtime.PresenceMeta{ann: nakamatest.Presence{Persistence: true}}
	wantCode(t, send(t, f, "ChannelMessageUpdate", edit("3."+bob+"..", "m2", `{}`)), 0)
	f.streams.metas[ann] = nakamatest.Presence{Persistence: false}
	wantCode(t, send(t, f, "ChannelMessageRemove", remove("3."+bob+"..", "m2")), 7)
	f.streams.err = errors.New("down")
	wantCode(t, send(t, f, "ChannelMessageRemove", remove("3."+bob+"..", "m2")), 13)
}

func TestOnlyTheLastMessagesStayEditable(t *testing.T) {
	f := newFixture(t)
	a := newAuthors(f.clock)
	for i := range keptMessages + 1 {
		a.wrote("s1", fmt.Sprint("m", i), mainID)
	}
	if _, own := a.channelOf("s1", "m0"); own {
		t.Error("the oldest message is kept for ever")
	}
	if channel, own := a.channelOf("s1", "m1"); !own || channel != mainID {
		t.Error("a recent message is forgotten")
	}
	if _, own := a.channelOf("s2", "m1"); own {
		t.Error("another session owns the message")
	}
	a.forget("s1")
	if _, own := a.channelOf("s1", "m1"); own {
		t.Error("an ended session is kept")
	}
}

func TestIdleAuthorsAreForgotten(t *testing.T) {
	f := newFixture(t)
	a := newAuthors(f.clock)
	a.wrote("idle", "m", mainID)
	f.now = f.now.Add(authorsIdle + time.Second)
	for i := range sweepEvery {
		a.wrote(fmt.Sprint(i), "m", mainID)
	}
	if _, own := a.channelOf("idle", "m"); own {
		t.Error("an idle session is kept")
	}
	if _, own := a.channelOf("0", "m"); !own {
		t.Error("a busy session is forgotten")
	}
}
