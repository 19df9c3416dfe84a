package hooks

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/rtapi"
	"google.golang.org/protobuf/types/known/wrapperspb"

	"sagishi/internal/platform/apierr"
	"sagishi/internal/service/lobby"
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
	}{{apierr.NotFound("no such match"), 5}, {apierr.Aborted("busy"), 10}, {errors.New("down"), 13}} {
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
	for range askBurst {
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
	for range askPerSecond {
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
