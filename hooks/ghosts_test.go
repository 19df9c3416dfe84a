package hooks

import (
	"slices"
	"testing"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/rtapi"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/types/known/wrapperspb"

	"sagishi/internal/platform/apierr"
)

// What reaches others asks the chat service, and its refusal is the answer.
func TestRequestsThatReachOthersAreCheckedForGhosts(t *testing.T) {
	const group, party = "9", "p.node"
	members := []string{bob, cat}
	for name, c := range map[string]struct {
		in   proto.Message
		want string
	}{
		"AddFriends":        {&api.AddFriendsRequest{Ids: []string{bob}, Usernames: []string{"cat"}}, "users [" + bob + " cat]"},
		"AddGroupUsers":     {&api.AddGroupUsersRequest{UserIds: members}, "users [" + bob + " " + cat + "]"},
		"KickGroupUsers":    {&api.KickGroupUsersRequest{UserIds: members}, "users [" + bob + " " + cat + "]"},
		"BanGroupUsers":     {&api.BanGroupUsersRequest{UserIds: members}, "users [" + bob + " " + cat + "]"},
		"PromoteGroupUsers": {&api.PromoteGroupUsersRequest{UserIds: members}, "users [" + bob + " " + cat + "]"},
		"DemoteGroupUsers":  {&api.DemoteGroupUsersRequest{UserIds: members}, "users [" + bob + " " + cat + "]"},
		"UpdateGroup":       {&api.UpdateGroupRequest{GroupId: group}, "group 9"},
		"JoinGroup":         {&api.JoinGroupRequest{GroupId: group}, "group 9"},
		"UpdateAccount":     {&api.UpdateAccountRequest{Username: wrapperspb.String("ItIsBob")}, "public"},
		"UpdateAccount ":    {&api.UpdateAccountRequest{DisplayName: wrapperspb.String("It is Bob")}, "public"},
		"UpdateAccount  ":   {&api.UpdateAccountRequest{Timezone: wrapperspb.String("BST")}, ""},
		"DeleteFriends":     {&api.DeleteFriendsRequest{Ids: []string{bob}}, ""},
		"ChannelJoin":       {&rtapi.ChannelJoin{Type: int32(rtapi.ChannelJoin_DIRECT_MESSAGE), Target: bob}, "users [" + bob + "]"},
		"ChannelJoin ":      {&rtapi.ChannelJoin{Type: int32(rtapi.ChannelJoin_GROUP), Target: group}, ""},
		"StatusUpdate":      {&rtapi.StatusUpdate{Status: wrapperspb.String("IT IS BOB")}, "status"},
		"StatusUpdate ":     {&rtapi.StatusUpdate{Status: wrapperspb.String("")}, ""},
		"PartyJoin":         {&rtapi.PartyJoin{PartyId: party}, "party p.node"},
		"PartyUpdate":       {&rtapi.PartyUpdate{PartyId: party}, "party p.node"},
		"PartyDataSend":     {&rtapi.PartyDataSend{PartyId: party}, "party p.node"},
	} {
		f := newFixture(t)
		f.chat.ghost = apierr.Denied("you are dead")
		err := sendAny(t, f, name, c.in)
		if c.want == "" {
			wantCode(t, err, 0)
			continue
		}
		wantCode(t, err, 7)
		if !slices.Equal(f.chat.reached, []string{ann + " " + c.want}) {
			t.Errorf("%s asks %v, want %s", name, f.chat.reached, c.want)
		}
		f.chat.ghost = nil
		wantCode(t, sendAny(t, f, name, c.in), 0)
	}
}

// sendAny sends a request or a realtime message by its name, in which blanks at
// the end do not count.
func sendAny(t *testing.T, f *fixture, name string, in proto.Message) error {
	t.Helper()
	for name[len(name)-1] == ' ' {
		name = name[:len(name)-1]
	}
	if f.in.Registration("Before"+name) != nil {
		return call(t, f, name, in)
	}
	envelope := &rtapi.Envelope{}
	fields := envelope.ProtoReflect().Descriptor().Oneofs().ByName("message").Fields()
	for i := range fields.Len() {
		if fields.Get(i).Message() == in.ProtoReflect().Descriptor() {
			envelope.ProtoReflect().Set(fields.Get(i), protoreflect.ValueOfMessage(in.ProtoReflect()))
		}
	}
	return send(t, f, name, envelope)
}

func TestJoinsOfServerMatchesAreReported(t *testing.T) {
	f := newFixture(t)
	joined := func(match *rtapi.Match) *rtapi.Envelope {
		return &rtapi.Envelope{Message: &rtapi.Envelope_Match{Match: match}}
	}
	for _, out := range []*rtapi.Envelope{joined(&rtapi.Match{MatchId: matchID, Authoritative: true}), joined(&rtapi.Match{MatchId: relayedID}), nil} {
		if err := sendAfter(t, f, ann, "MatchJoin", out, nil); err != nil {
			t.Fatal(err)
		}
	}
	if want := []string{"joined " + ann + " " + matchID}; !slices.Equal(f.chat.calls, want) {
		t.Errorf("reported %v, want %v", f.chat.calls, want)
	}
}

func TestFollowsAreReported(t *testing.T) {
	f := newFixture(t)
	wantCode(t, sendAny(t, f, "StatusFollow", &rtapi.StatusFollow{UserIds: []string{bob}, Usernames: []string{"cat"}}), 0)
	wantCode(t, sendAny(t, f, "StatusUnfollow", &rtapi.StatusUnfollow{UserIds: []string{bob}}), 0)
	if want := []string{session(ann) + " follows [" + bob + " cat]", session(ann) + " unfollows [" + bob + "]"}; !slices.Equal(f.chat.calls, want) {
		t.Errorf("reported %v, want %v", f.chat.calls, want)
	}
}
