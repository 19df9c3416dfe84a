package hooks

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/rtapi"
	"google.golang.org/protobuf/types/known/wrapperspb"

	"sagishi/internal/platform/apierr"
)

func messageSend(channelID, content string) *rtapi.Envelope {
	return &rtapi.Envelope{Message: &rtapi.Envelope_ChannelMessageSend{
		ChannelMessageSend: &rtapi.ChannelMessageSend{ChannelId: channelID, Content: content},
	}}
}

func messageUpdate(channelID, messageID, content string) *rtapi.Envelope {
	return &rtapi.Envelope{Message: &rtapi.Envelope_ChannelMessageUpdate{
		ChannelMessageUpdate: &rtapi.ChannelMessageUpdate{ChannelId: channelID, MessageId: messageID, Content: content},
	}}
}

func messageRemove(channelID, messageID string) *rtapi.Envelope {
	return &rtapi.Envelope{Message: &rtapi.Envelope_ChannelMessageRemove{
		ChannelMessageRemove: &rtapi.ChannelMessageRemove{ChannelId: channelID, MessageId: messageID},
	}}
}

func channelJoin(target string, persistence *wrapperspb.BoolValue) *rtapi.Envelope {
	return &rtapi.Envelope{Message: &rtapi.Envelope_ChannelJoin{
		ChannelJoin: &rtapi.ChannelJoin{Target: target, Type: int32(rtapi.ChannelJoin_ROOM), Persistence: persistence},
	}}
}

// wantCalls checks how the chat service was called.
func (f *fixture) wantCalls(t *testing.T, want ...string) {
	t.Helper()
	if !slices.Equal(f.chat.calls, want) {
		t.Errorf("chat was called with %q, want %q", f.chat.calls, want)
	}
}

func TestJoiningAMatchRoomAsksTheMatch(t *testing.T) {
	f := newFixture(t)
	in := channelJoin(strings.ToUpper(matchID[:36])+matchID[36:], wrapperspb.Bool(false))
	wantCode(t, send(t, f, "ChannelJoin", in), 0)
	if got := in.GetChannelJoin().GetTarget(); got != matchID {
		t.Errorf("joined %q", got)
	}
	wantCode(t, send(t, f, "ChannelJoin", channelJoin(matchID, wrapperspb.Bool(true))), 7)
	wantCode(t, send(t, f, "ChannelJoin", channelJoin("lounge", wrapperspb.Bool(true))), 0)
	f.wantCalls(t, "join "+ann+" "+matchID)
	f.chat.err = apierr.Denied("not in this match")
	wantCode(t, send(t, f, "ChannelJoin", in), 7)
}

func TestMessagesGoWhereTheChatServiceSays(t *testing.T) {
	f := newFixture(t)
	newMessage, edit, removal := messageSend(channelID, "{}"), messageUpdate(channelID, "m1", "{}"), messageRemove(channelID, "m2")
	wantCode(t, send(t, f, "ChannelMessageSend", newMessage), 0)
	wantCode(t, send(t, f, "ChannelMessageUpdate", edit), 0)
	wantCode(t, send(t, f, "ChannelMessageRemove", removal), 0)
	for _, got := range []string{
		newMessage.GetChannelMessageSend().GetChannelId(), edit.GetChannelMessageUpdate().GetChannelId(), removal.GetChannelMessageRemove().GetChannelId(),
	} {
		if got != "routed" {
			t.Errorf("a message goes to %q", got)
		}
	}
	f.wantCalls(t, "message "+ann+" "+channelID, "edit "+ann+" "+channelID+" m1", "edit "+ann+" "+channelID+" m2")
	f.chat.err = apierr.Denied("the match's chat is closed")
	wantCode(t, send(t, f, "ChannelMessageSend", newMessage), 7)
	wantCode(t, send(t, f, "ChannelMessageUpdate", edit), 7)
	wantCode(t, send(t, f, "ChannelMessageRemove", removal), 7)
}

func TestAuthorsOfMessagesWithoutHistoryAreRecorded(t *testing.T) {
	f := newFixture(t)
	for _, persistent := range []bool{true, false} {
		ack := &rtapi.Envelope{Message: &rtapi.Envelope_ChannelMessageAck{
			ChannelMessageAck: &rtapi.ChannelMessageAck{ChannelId: channelID, MessageId: "m1", Persistent: wrapperspb.Bool(persistent)},
		}}
		if err := sendAfter(t, f, ann, "ChannelMessageSend", ack, messageSend(channelID, "{}")); err != nil {
			t.Fatal(err)
		}
	}
	if err := sendAfter(t, f, ann, "ChannelMessageSend", &rtapi.Envelope{}, messageSend(channelID, "{}")); err != nil {
		t.Fatal(err)
	}
	f.wantCalls(t, "sent "+session(ann)+" m1 "+channelID)
}

func TestChatContentIsLimitedInEveryChannel(t *testing.T) {
	f := newFixture(t)
	long := strings.Repeat("x", 1025)
	for _, channel := range []string{channelID, "2...lounge", "3." + bob + ".."} {
		wantCode(t, send(t, f, "ChannelMessageSend", messageSend(channel, long)), 3)
		wantCode(t, send(t, f, "ChannelMessageSend", messageSend(channel, long[:1024])), 0)
		wantCode(t, send(t, f, "ChannelMessageUpdate", messageUpdate(channel, "m1", long)), 3)
	}
}

func TestChatIsRateLimited(t *testing.T) {
	f := newFixture(t)
	for range matchQueryBurst {
		wantCode(t, send(t, f, "ChannelMessageSend", messageSend(channelID, "{}")), 0)
	}
	asked := len(f.chat.calls)
	wantCode(t, send(t, f, "ChannelMessageSend", messageSend(channelID, "{}")), 8)
	wantCode(t, send(t, f, "ChannelMessageRemove", messageRemove(channelID, "m1")), 8)
	wantCode(t, send(t, f, "ChannelJoin", channelJoin(matchID, wrapperspb.Bool(false))), 8)
	if len(f.chat.calls) != asked {
		t.Error("a refused message still asks the match")
	}
	wantCode(t, sendAs(t, f, bob, "ChannelMessageSend", messageSend(channelID, "{}")), 0)
	f.now = f.now.Add(time.Second)
	for range matchQueryPerSecond {
		wantCode(t, send(t, f, "ChannelMessageSend", messageSend(channelID, "{}")), 0)
	}
	wantCode(t, send(t, f, "ChannelMessageSend", messageSend(channelID, "{}")), 8)
}

func TestMatchRoomHistoryIsRefused(t *testing.T) {
	for channel, code := range map[string]int{channelID: 7, "2...lounge": 0} {
		_, err := request(t, newFixture(t), "ListChannelMessages", &api.ListChannelMessagesRequest{ChannelId: channel})
		wantCode(t, err, code)
	}
}
