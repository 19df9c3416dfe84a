package nakamatest_test

import (
	"testing"
	"time"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/rtapi"
	"github.com/heroiclabs/nakama-common/runtime"
	"google.golang.org/protobuf/types/known/wrapperspb"

	"sagishi/internal/testing/nakamatest"
)

func TestRoomDeliversMessagesToItsMembers(t *testing.T) {
	n := nakamatest.New(nakamatest.Options{})
	ann, bob, eve := n.MustLogin("ann"), n.MustLogin("bob"), n.MustLogin("eve")
	room, err := ann.JoinRoom("room", false)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := bob.JoinRoom("room", false); err != nil {
		t.Fatal(err)
	}
	if _, err := eve.SendMessage(room, `{"text":"hi"}`); err == nil {
		t.Fatal("a user outside the channel wrote")
	}
	id, err := ann.SendMessage(room, `{"text":"hi"}`)
	if err != nil {
		t.Fatal(err)
	}
	// The server does not know the author of a message that is not stored.
	if err := bob.EditMessage(room, id, `{"text":"bye"}`); err != nil {
		t.Fatal(err)
	}
	got := ann.ReceivedKind(nakamatest.KindChannel)
	if len(got) != 2 || string(got[0].Data) != `{"text":"hi"}` || got[1].Sender != bob.UserID {
		t.Fatalf("received %+v", got)
	}
	if list, err := bob.ListMessages(&api.ListChannelMessagesRequest{ChannelId: room, Limit: wrapperspb.Int32(10)}); err != nil || len(list.GetMessages()) != 0 {
		t.Fatalf("kept %v, %v", list, err)
	}
	for name, err := range map[string]error{
		"bad channel": ann.EditMessage("nonsense", id, `{}`),
		"bad message": ann.EditMessage(room, "nonsense", `{}`),
		"bad content": ann.EditMessage(room, id, `[]`),
	} {
		if err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	if err := ann.Send(&rtapi.Envelope{Message: &rtapi.Envelope_ChannelLeave{ChannelLeave: &rtapi.ChannelLeave{ChannelId: room}}}); err != nil {
		t.Fatal(err)
	}
	if _, err := ann.SendMessage(room, `{}`); err == nil {
		t.Fatal("a user who left the channel wrote")
	}
}

func TestPersistentRoomStoresMessagesAndChecksAuthors(t *testing.T) {
	n := nakamatest.New(nakamatest.Options{})
	ann, bob := n.MustLogin("ann"), n.MustLogin("bob")
	room, err := ann.JoinRoom("room", true)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := bob.JoinRoom("room", true); err != nil {
		t.Fatal(err)
	}
	id, err := ann.SendMessage(room, `{"text":"hi"}`)
	if err != nil {
		t.Fatal(err)
	}
	if err := bob.EditMessage(room, id, `{}`); err == nil {
		t.Fatal("another user edited the message")
	}
	if err := ann.EditMessage(room, id, `{"text":"bye"}`); err != nil {
		t.Fatal(err)
	}
	if _, err := n.ChannelMessageSend(t.Context(), room, map[string]any{"text": "server"}, "", "", true); err != nil {
		t.Fatal(err)
	}
	messages, _, _, err := n.ChannelMessagesList(t.Context(), room, 10, true, "")
	if err != nil || len(messages) != 2 || messages[0].GetContent() != `{"text": "bye"}` {
		t.Fatal(messages, err)
	}
	if _, err := n.ChannelMessageUpdate(t.Context(), room, id, nil, ann.UserID, "ann", true); err != nil {
		t.Fatal(err)
	}
	if _, err := n.ChannelMessageRemove(t.Context(), room, id, ann.UserID, "ann", true); err != nil {
		t.Fatal(err)
	}
	n.Advance(time.Hour)
	n.PruneMessages(time.Minute)
	if messages, _, _, err := n.ChannelMessagesList(t.Context(), room, 10, false, ""); err != nil || len(messages) != 0 {
		t.Fatal(messages, err)
	}
}

func TestGroupAndFriendChannels(t *testing.T) {
	n := nakamatest.New(nakamatest.Options{})
	ann, bob := n.MustLogin("ann"), n.MustLogin("bob")
	g, err := ann.CreateGroup(&api.CreateGroupRequest{Name: "g", Open: true})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := n.ChannelIdBuild(t.Context(), bob.UserID, g.GetId(), runtime.Group); err == nil {
		t.Fatal("a non-member joined the group channel")
	}
	if id, err := n.ChannelIdBuild(t.Context(), ann.UserID, g.GetId(), runtime.Group); err != nil || id != "3."+g.GetId()+".." {
		t.Fatal(id, err)
	}
	one, err := n.ChannelIdBuild(t.Context(), ann.UserID, bob.UserID, runtime.DirectMessage)
	if err != nil {
		t.Fatal(err)
	}
	if other, err := n.ChannelIdBuild(t.Context(), bob.UserID, ann.UserID, runtime.DirectMessage); err != nil || one != other {
		t.Fatal(one, other, err)
	}
	if _, err := n.ChannelIdBuild(t.Context(), "", "x", 9); err == nil {
		t.Fatal("a channel of an unknown type was accepted")
	}
}

func TestStreamsListTheirMembers(t *testing.T) {
	n := nakamatest.New(nakamatest.Options{})
	ann, bob := n.MustLogin("ann"), n.MustLogin("bob")
	const subject = "11111111-1111-4111-8111-111111111111"
	join := func(s *nakamatest.Session, hidden bool) {
		t.Helper()
		if _, err := n.StreamUserJoin(99, subject, "", "l", s.UserID, s.SessionID, hidden, false, "here"); err != nil {
			t.Fatal(err)
		}
	}
	join(ann, false)
	join(bob, true)
	if already, err := n.StreamUserJoin(99, subject, "", "l", ann.UserID, ann.SessionID, false, false, ""); !already || err != nil {
		t.Fatal(already, err)
	}
	if _, err := n.StreamUserJoin(99, subject, "", "l", ann.UserID, subject, false, false, ""); err == nil {
		t.Fatal("an unknown session joined")
	}
	if seen, err := n.StreamUserList(99, subject, "", "l", false, true); err != nil || len(seen) != 1 || seen[0].GetUserId() != ann.UserID {
		t.Fatal(seen, err)
	}
	if meta, err := n.StreamUserGet(99, subject, "", "l", bob.UserID, bob.SessionID); err != nil || !meta.GetHidden() || meta.GetStatus() != "here" {
		t.Fatal(meta, err)
	}
	if err := n.StreamSend(99, subject, "", "l", "hi", nil, true); err != nil {
		t.Fatal(err)
	}
	if err := n.StreamSend(99, subject, "", "l", "psst", []runtime.Presence{bob.Presence()}, true); err != nil {
		t.Fatal(err)
	}
	if len(ann.ReceivedKind(nakamatest.KindStream)) != 1 || len(bob.ReceivedKind(nakamatest.KindStream)) != 2 {
		t.Fatal("the wrong sessions received the message")
	}
	if err := n.StreamUserUpdate(99, subject, "", "l", ann.UserID, ann.SessionID, false, false, "away"); err != nil {
		t.Fatal(err)
	}
	if err := n.StreamUserKick(99, subject, "", "l", ann.Presence()); err != nil {
		t.Fatal(err)
	}
	if count, err := n.StreamCount(99, subject, "", "l"); err != nil || count != 1 {
		t.Fatal(count, err)
	}
	if err := n.StreamClose(99, subject, "", "l"); err != nil {
		t.Fatal(err)
	}
	if count, err := n.StreamCount(99, subject, "", "l"); err != nil || count != 0 {
		t.Fatal(count, err)
	}
	if err := n.StreamSendRaw(99, subject, "", "l", &rtapi.Envelope{}, nil, true); err != nil {
		t.Fatal(err)
	}
}
