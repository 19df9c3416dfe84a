package hooks

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/rtapi"
	"github.com/heroiclabs/nakama-common/runtime"
	"google.golang.org/protobuf/types/known/wrapperspb"

	"sagishi/internal/fault"
	"sagishi/internal/lobby"
	"sagishi/internal/nakamatest"
)

const relayedID = "0f8fad5b-d9cb-469f-a165-70867728950e."

func chat(channelID, content string) *rtapi.Envelope {
	return &rtapi.Envelope{Message: &rtapi.Envelope_ChannelMessageSend{
		ChannelMessageSend: &rtapi.ChannelMessageSend{ChannelId: channelID, Content: content},
	}}
}

func edit(channelID, messageID, content string) *rtapi.Envelope {
	return &rtapi.Envelope{Message: &rtapi.Envelope_ChannelMessageUpdate{
		ChannelMessageUpdate: &rtapi.ChannelMessageUpdate{ChannelId: channelID, MessageId: messageID, Content: content},
	}}
}

func remove(channelID, messageID string) *rtapi.Envelope {
	return &rtapi.Envelope{Message: &rtapi.Envelope_ChannelMessageRemove{
		ChannelMessageRemove: &rtapi.ChannelMessageRemove{ChannelId: channelID, MessageId: messageID},
	}}
}

func join(target string, kind rtapi.ChannelJoin_Type, persistence, hidden *wrapperspb.BoolValue) *rtapi.Envelope {
	return &rtapi.Envelope{Message: &rtapi.Envelope_ChannelJoin{
		ChannelJoin: &rtapi.ChannelJoin{Target: target, Type: int32(kind), Persistence: persistence, Hidden: hidden},
	}}
}

// writes sends a message and, as Nakama does, acknowledges it.
func writes(t *testing.T, f *fixture, userID, channelID, messageID string) (string, error) {
	t.Helper()
	in := chat(channelID, `{"message":"I think Red is the imposter!"}`)
	if err := sendAs(t, f, userID, "ChannelMessageSend", in); err != nil {
		return "", err
	}
	went := in.GetChannelMessageSend().GetChannelId()
	ack := &rtapi.Envelope{Message: &rtapi.Envelope_ChannelMessageAck{
		ChannelMessageAck: &rtapi.ChannelMessageAck{ChannelId: went, MessageId: messageID, Persistent: wrapperspb.Bool(false)},
	}}
	return went, afterwards(t, f, userID, "ChannelMessageSend", ack, in)
}

func alive() lobby.ChatAnswer { return lobby.ChatAnswer{Room: lobby.RoomAll} }
func dead(ids ...string) lobby.ChatAnswer {
	answer := lobby.ChatAnswer{Room: lobby.RoomGhosts}
	for _, id := range ids {
		answer.Ghosts = append(answer.Ghosts, lobby.Session{UserID: id, SessionID: session(id)})
	}
	return answer
}

func TestOnlyPlayersJoinTheRoomOfTheirMatch(t *testing.T) {
	no, yes := wrapperspb.Bool(false), wrapperspb.Bool(true)
	room, group, direct := rtapi.ChannelJoin_ROOM, rtapi.ChannelJoin_GROUP, rtapi.ChannelJoin_DIRECT_MESSAGE
	for name, c := range map[string]struct {
		in   *rtapi.Envelope
		code int
	}{
		"a player, as in the guide":     {join(matchID, room, no, no), 0},
		"a room by default":             {join(matchID, rtapi.ChannelJoin_TYPE_UNSPECIFIED, no, nil), 0},
		"with persistence":              {join(matchID, room, yes, no), 7},
		"with persistence by default":   {join(matchID, room, nil, no), 7},
		"hidden":                        {join(matchID, room, no, yes), 7},
		"the room of the dead":          {join(strings.TrimPrefix(ghostID, channelPrefix), room, no, no), 7},
		"the same in capitals":          {join("rip:0F8FAD5BD9CB469FA16570867728950E.nakama1", room, no, no), 7},
		"a relayed match":               {join(relayedID, room, no, no), 0},
		"a relayed match, persistently": {join(relayedID, room, yes, no), 7},
		"another room":                  {join("lounge", room, yes, yes), 0},
		"a group":                       {join(ann, group, yes, no), 0},
		"a friend":                      {join(ann, direct, yes, no), 0},
	} {
		t.Run(name, func(t *testing.T) {
			f := newFixture(t)
			f.rooms.answers[ann] = alive()
			wantCode(t, send(t, f, "ChannelJoin", c.in), c.code)
			wantCode(t, sendAs(t, f, bob, "ChannelJoin", join(matchID, room, no, no)), 7)
		})
	}
}

func TestARoomInCapitalsIsTheSameRoom(t *testing.T) {
	f := newFixture(t)
	f.rooms.answers[ann] = alive()
	in := join(strings.ToUpper(matchID[:36])+matchID[36:], rtapi.ChannelJoin_ROOM, wrapperspb.Bool(false), nil)
	wantCode(t, send(t, f, "ChannelJoin", in), 0)
	if got := in.GetChannelJoin().GetTarget(); got != matchID {
		t.Errorf("joined %q", got)
	}
}

func TestAnUnknownMatchOrABusyOneRefusesTheRoom(t *testing.T) {
	for _, c := range []struct {
		err  error
		code int
	}{{fault.NotFound("no such match"), 5}, {fault.Aborted("busy"), 10}, {errors.New("down"), 13}} {
		f := newFixture(t)
		f.rooms.err = c.err
		wantCode(t, send(t, f, "ChannelJoin", join(matchID, rtapi.ChannelJoin_ROOM, wrapperspb.Bool(false), nil)), c.code)
		wantCode(t, send(t, f, "ChannelMessageSend", chat(mainID, "{}")), c.code)
	}
}

func TestTheMatchDecidesWhoWrites(t *testing.T) {
	f := newFixture(t)
	f.rooms.answers[ann] = alive()
	f.rooms.answers[bob] = lobby.ChatAnswer{Room: lobby.RoomNone}
	if went, err := writes(t, f, ann, mainID, "m1"); err != nil || went != mainID {
		t.Errorf("the living in a meeting write to %q, %v", went, err)
	}
	if went, err := writes(t, f, ann, ghostID, "m2"); err != nil || went != mainID {
		t.Errorf("the living reach the room of the dead: %q, %v", went, err)
	}
	_, err := writes(t, f, bob, mainID, "m3")
	wantCode(t, err, 7)
	_, err = writes(t, f, cat, mainID, "m4")
	wantCode(t, err, 7)
	if !strings.Contains(err.Error(), "not in this match") {
		t.Errorf("the match's reason is lost: %v", err)
	}
}

func TestWhatTheDeadWriteReachesOnlyTheDead(t *testing.T) {
	f := newFixture(t)
	f.streams.join(matchID, ann, bob, cat)
	f.rooms.answers[ann] = dead(ann, bob)
	for _, channel := range []string{mainID, ghostID} {
		if went, err := writes(t, f, ann, channel, "m1"); err != nil || went != ghostID {
			t.Fatalf("the dead write to %q, %v", went, err)
		}
	}
	ghosts := strings.TrimPrefix(ghostID, channelPrefix)
	if got := f.streams.inside(ghosts); !slices.Equal(got, []string{ann, bob}) {
		t.Errorf("%v hear the dead", got)
	}
	for _, p := range f.streams.present[ghosts] {
		if !p.GetHidden() || p.GetPersistence() {
			t.Errorf("presence %+v is seen or keeps a history", p)
		}
	}
}

func TestWhoLivesAgainNoLongerHearsTheDead(t *testing.T) {
	f := newFixture(t)
	ghosts := strings.TrimPrefix(ghostID, channelPrefix)
	f.streams.join(matchID, ann, bob)
	f.streams.join(ghosts, bob, cat)
	f.rooms.answers[ann] = dead(ann, cat)
	if _, err := writes(t, f, ann, mainID, "m1"); err != nil {
		t.Fatal(err)
	}
	if got := f.streams.inside(ghosts); !slices.Equal(got, []string{ann}) {
		t.Errorf("%v hear the dead; bob lives, and cat has left the match's room", got)
	}
}

func TestTheDeadMustBeInTheRoomToWrite(t *testing.T) {
	f := newFixture(t)
	f.rooms.answers[ann] = dead(ann)
	_, err := writes(t, f, ann, mainID, "m1")
	wantCode(t, err, 9)
}

func TestAGhostThatHasJustGoneDoesNotSilenceTheOthers(t *testing.T) {
	f := newFixture(t)
	f.streams.join(matchID, ann, bob)
	f.rooms.answers[ann] = dead(ann, bob)
	f.streams.joinErr = map[string]error{bob: errors.New("session not found")}
	if _, err := writes(t, f, ann, mainID, "m1"); err != nil {
		t.Error(err)
	}
	f.streams.joinErr[ann] = errors.New("session not found")
	f.streams.present[strings.TrimPrefix(ghostID, channelPrefix)] = nil
	_, err := writes(t, f, ann, mainID, "m2")
	wantCode(t, err, 13)
}

func TestAMessageToTheDeadIsNotSentIfItsAudienceIsUnsure(t *testing.T) {
	f := newFixture(t)
	f.streams.join(matchID, ann)
	f.rooms.answers[ann] = dead(ann)
	f.streams.err = errors.New("down")
	_, err := writes(t, f, ann, mainID, "m1")
	wantCode(t, err, 13)
	err = f.dismissFails(t)
	wantCode(t, err, 13)
}

// dismissFails writes among the dead while a living listener cannot be removed.
func (f *fixture) dismissFails(t *testing.T) error {
	t.Helper()
	f.streams.err = nil
	f.streams.join(strings.TrimPrefix(ghostID, channelPrefix), cat)
	f.deps.Nakama = stuckStreams{f.streams}
	f.in = nakamatest.NewInitializer()
	if err := Register(f.in, f.deps); err != nil {
		t.Fatal(err)
	}
	_, err := writes(t, f, ann, mainID, "m2")
	return err
}

type stuckStreams struct{ *fakeStreams }

func (stuckStreams) StreamUserLeave(uint8, string, string, string, string, string) error {
	return errors.New("down")
}

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
	f.streams.join(matchID, ann, bob)
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
	f.streams.join(matchID, ann)
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

func TestChatContentIsLimitedEverywhere(t *testing.T) {
	f := newFixture(t)
	f.rooms.answers[ann] = alive()
	long := strings.Repeat("x", 1025)
	for _, channel := range []string{mainID, channelPrefix + "lounge", "3." + bob + ".."} {
		wantCode(t, send(t, f, "ChannelMessageSend", chat(channel, long)), 3)
		wantCode(t, send(t, f, "ChannelMessageSend", chat(channel, long[:1024])), 0)
		wantCode(t, send(t, f, "ChannelMessageUpdate", edit(channel, "m1", long)), 3)
	}
}

func TestChatHasAPace(t *testing.T) {
	f := newFixture(t)
	f.rooms.answers[ann], f.rooms.answers[bob] = alive(), alive()
	for range chatBurst {
		wantCode(t, send(t, f, "ChannelMessageSend", chat(mainID, "{}")), 0)
	}
	asked := len(f.rooms.asked)
	wantCode(t, send(t, f, "ChannelMessageSend", chat(mainID, "{}")), 8)
	wantCode(t, send(t, f, "ChannelMessageRemove", remove(mainID, "m1")), 8)
	if len(f.rooms.asked) != asked {
		t.Error("a flooder still costs the match")
	}
	wantCode(t, sendAs(t, f, bob, "ChannelMessageSend", chat(mainID, "{}")), 0)
	f.now = f.now.Add(time.Second)
	for range chatPerSecond {
		wantCode(t, send(t, f, "ChannelMessageSend", chat(mainID, "{}")), 0)
	}
	wantCode(t, send(t, f, "ChannelMessageSend", chat(mainID, "{}")), 8)
}

func TestAMatchsRoomHasNoHistory(t *testing.T) {
	for channel, code := range map[string]int{
		mainID: 7, ghostID: 7, channelPrefix + relayedID: 7, matchID: 7,
		channelPrefix + strings.ToUpper(matchID[:36]) + matchID[36:]: 7,
		channelPrefix + "lounge":                                     0, "3." + bob + "..": 0, ann: 0, "": 0,
	} {
		_, err := request(t, newFixture(t), "ListChannelMessages", &api.ListChannelMessagesRequest{ChannelId: channel})
		wantCode(t, err, code)
	}
}

func TestLeavingAMatchLeavesItsRooms(t *testing.T) {
	f := newFixture(t)
	ghosts := strings.TrimPrefix(ghostID, channelPrefix)
	f.streams.join(matchID, ann, bob)
	f.streams.join(ghosts, ann, bob)
	leave := func(id string) error {
		in := &rtapi.Envelope{Message: &rtapi.Envelope_MatchLeave{MatchLeave: &rtapi.MatchLeave{MatchId: id}}}
		return afterwards(t, f, ann, "MatchLeave", nil, in)
	}
	for _, id := range []string{relayedID, "junk", ""} {
		if err := leave(id); err != nil {
			t.Fatal(err)
		}
	}
	if err := leave(matchID); err != nil {
		t.Fatal(err)
	}
	for _, room := range []string{matchID, ghosts} {
		if got := f.streams.inside(room); !slices.Equal(got, []string{bob}) {
			t.Errorf("%v are still in %s", got, room)
		}
	}
	f.streams.err = errors.New("down")
	if leave(matchID) == nil || !f.logger.Contains("error", "down") {
		t.Error("a failure is not logged")
	}
}

func TestRoomNames(t *testing.T) {
	room, ok := parseRoom(matchID)
	if !ok || room.ghosts || room.name() != matchID || room.channelID() != mainID {
		t.Errorf("parsed %+v", room)
	}
	room.ghosts = true
	if room.channelID() != ghostID || len(room.name()) > len(matchID) {
		t.Errorf("the room of the dead is %q", room.name())
	}
	for _, name := range []string{"", "lounge", relayedID, "rip:", "rip:junk.nakama1", "rip:" + strings.Repeat("g", 32) + ".nakama1", "rip:0f8fad5bd9cb469fa16570867728950e."} {
		if room, ok := parseRoom(name); ok {
			t.Errorf("%q is the room %+v", name, room)
		}
	}
}

func FuzzRooms(f *testing.F) {
	for _, seed := range []string{matchID, mainID, ghostID, relayedID, "2...", "3." + ann + "..", "rip:", ""} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, name string) {
		_, _ = parseChannel(name)
		_ = isRelayedRoom(name)
		room, ok := roomOf(name)
		if !ok {
			return
		}
		if again, ok := roomOf(room.channelID()); !ok || again != room {
			t.Errorf("%q: %+v reads back as %+v", name, room, again)
		}
		if len(room.channelID()) > len(name) {
			t.Errorf("%q grows to %q", name, room.channelID())
		}
	})
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
