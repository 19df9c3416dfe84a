package nakamatest_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/rtapi"
	"google.golang.org/protobuf/types/known/wrapperspb"

	"sagishi/internal/testing/nakamatest"
)

func setStatus(t *testing.T, s *nakamatest.Session, status *wrapperspb.StringValue) {
	t.Helper()
	if err := s.Send(&rtapi.Envelope{Message: &rtapi.Envelope_StatusUpdate{StatusUpdate: &rtapi.StatusUpdate{Status: status}}}); err != nil {
		t.Fatal(err)
	}
}

func TestFollowersSeeTheStatus(t *testing.T) {
	n := nakamatest.New(nakamatest.Options{})
	ann, bob := n.MustLogin("ann"), n.MustLogin("bob")
	follow := &rtapi.StatusFollow{UserIds: []string{bob.UserID}, Usernames: []string{"nobody"}}
	if err := ann.Send(&rtapi.Envelope{Message: &rtapi.Envelope_StatusFollow{StatusFollow: follow}}); err != nil {
		t.Fatal(err)
	}
	setStatus(t, bob, wrapperspb.String("busy"))
	if event := received(ann, (*rtapi.Envelope).GetStatusPresenceEvent); event.GetJoins()[0].GetStatus().GetValue() != "busy" || len(event.GetLeaves()) != 1 {
		t.Errorf("event %v", event)
	}
	setStatus(t, bob, nil)
	users, err := ann.GetUsers(&api.GetUsersRequest{Usernames: []string{"bob"}})
	if err != nil || len(users.GetUsers()) != 1 || users.GetUsers()[0].GetOnline() {
		t.Errorf("users %v, %v", users, err)
	}
	ann.Clear()
	unfollow := &rtapi.StatusUnfollow{UserIds: []string{bob.UserID}}
	if err := ann.Send(&rtapi.Envelope{Message: &rtapi.Envelope_StatusUnfollow{StatusUnfollow: unfollow}}); err != nil {
		t.Fatal(err)
	}
	setStatus(t, bob, wrapperspb.String("back"))
	if event := received(ann, (*rtapi.Envelope).GetStatusPresenceEvent); event != nil {
		t.Errorf("after unfollowing: %v", event)
	}
	long := &rtapi.StatusUpdate{Status: wrapperspb.String(strings.Repeat("x", 2049))}
	if err := ann.Send(&rtapi.Envelope{Message: &rtapi.Envelope_StatusUpdate{StatusUpdate: long}}); err == nil {
		t.Error("a status that is too long was taken")
	}
}

func TestFriendsAreNotified(t *testing.T) {
	n := nakamatest.New(nakamatest.Options{})
	ann, bob, eve := n.MustLogin("ann"), n.MustLogin("bob"), n.MustLogin("eve")
	err := errors.Join(
		ann.AddFriends(&api.AddFriendsRequest{Ids: []string{bob.UserID}}), bob.AddFriends(&api.AddFriendsRequest{Usernames: []string{"ann"}}),
		bob.AddFriends(&api.AddFriendsRequest{Ids: []string{eve.UserID}}), eve.AddFriends(&api.AddFriendsRequest{Ids: []string{bob.UserID}}),
	)
	if err != nil {
		t.Fatal(err)
	}
	codes := func(s *nakamatest.Session) (out []int32) {
		for _, notice := range n.Inbox(s.UserID) {
			out = append(out, notice.GetCode())
		}
		return out
	}
	if got := codes(bob); len(got) != 2 || got[0] != -2 || got[1] != -3 {
		t.Errorf("bob's inbox has %v", got)
	}
	list, err := bob.ListFriends(&api.ListFriendsRequest{State: wrapperspb.Int32(0), Limit: wrapperspb.Int32(1)})
	if err != nil || list.GetFriends()[0].GetUser().GetId() != ann.UserID || list.GetCursor() == "" {
		t.Errorf("friends %v, %v", list, err)
	}
	if more, err := ann.Call("ListFriendsOfFriends", &api.ListFriendsOfFriendsRequest{}); err != nil || more.(*api.FriendsOfFriendsList).GetFriendsOfFriends()[0].GetUser().GetId() != eve.UserID {
		t.Errorf("friends of friends %v, %v", more, err)
	}
	if err := ann.DeleteFriends(&api.DeleteFriendsRequest{Ids: []string{bob.UserID}}); err != nil || codes(bob)[2] != -9 {
		t.Errorf("deleted: %v, %v", err, codes(bob))
	}
	if err := ann.BlockFriends(&api.BlockFriendsRequest{Ids: []string{bob.UserID}}); err != nil {
		t.Fatal(err)
	}
	if err := bob.AddFriends(&api.AddFriendsRequest{Ids: []string{ann.UserID}}); err != nil || len(n.Inbox(ann.UserID)) != 1 {
		t.Error("a blocked player reached the blocker", err, codes(ann))
	}
	for name, err := range map[string]error{
		"self": ann.AddFriends(&api.AddFriendsRequest{Usernames: []string{"ann"}}), "nobody": ann.AddFriends(&api.AddFriendsRequest{Usernames: []string{"zoe"}}),
		"no id": ann.DeleteFriends(&api.DeleteFriendsRequest{Ids: []string{"x"}}), "no name": ann.BlockFriends(&api.BlockFriendsRequest{Usernames: []string{""}}),
	} {
		if nakamatest.Code(err) != 3 {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestGroupTellsItsMembersWhatHappens(t *testing.T) {
	n := nakamatest.New(nakamatest.Options{})
	ann, bob := n.MustLogin("ann"), n.MustLogin("bob")
	g, err := ann.CreateGroup(&api.CreateGroupRequest{Name: "crew"})
	if err != nil {
		t.Fatal(err)
	}
	group := g.GetId()
	if err := bob.JoinGroup(group); err != nil || n.Inbox(ann.UserID)[0].GetCode() != -5 {
		t.Fatal("the admin does not know of the request", err)
	}
	both := []string{bob.UserID}
	err = errors.Join(
		ann.AddGroupUsers(group, bob.UserID), ann.PromoteGroupUsers(&api.PromoteGroupUsersRequest{GroupId: group, UserIds: both}),
		ann.DemoteGroupUsers(&api.DemoteGroupUsersRequest{GroupId: group, UserIds: both}),
	)
	if err != nil || n.Inbox(bob.UserID)[0].GetCode() != -4 {
		t.Fatal(err)
	}
	if users, err := bob.ListGroupUsers(&api.ListGroupUsersRequest{GroupId: group}); err != nil || len(users.GetGroupUsers()) != 2 {
		t.Error(users, err)
	}
	if groups, err := bob.ListUserGroups(&api.ListUserGroupsRequest{UserId: bob.UserID}); err != nil || len(groups.GetUserGroups()) != 1 {
		t.Error(groups, err)
	}
	if groups, err := bob.ListGroups(&api.ListGroupsRequest{Name: "cr%", Limit: wrapperspb.Int32(5)}); err != nil || len(groups.GetGroups()) != 1 {
		t.Error(groups, err)
	}
	err = errors.Join(ann.KickGroupUsers(&api.KickGroupUsersRequest{GroupId: group, UserIds: both}), ann.BanGroupUsers(&api.BanGroupUsersRequest{GroupId: group, UserIds: both}))
	if err != nil {
		t.Fatal(err)
	}
	channel, err := n.ChannelIdBuild(t.Context(), ann.UserID, group, 3)
	if err != nil {
		t.Fatal(err)
	}
	list, err := ann.ListMessages(&api.ListChannelMessagesRequest{ChannelId: channel, Limit: wrapperspb.Int32(10)})
	var codes []int32
	for _, m := range list.GetMessages() {
		codes = append(codes, m.GetCode().GetValue())
	}
	if err != nil || len(codes) != 4 || codes[0] != 4 || codes[3] != 6 {
		t.Errorf("the channel has messages %v, %v", codes, err)
	}
	if _, err := bob.ListMessages(&api.ListChannelMessagesRequest{ChannelId: channel}); nakamatest.Code(err) != 3 {
		t.Error("a banned user reads the channel", err)
	}
	if err := bob.KickGroupUsers(&api.KickGroupUsersRequest{GroupId: group, UserIds: []string{ann.UserID}}); nakamatest.Code(err) != 5 {
		t.Error(err)
	}
}

func TestHistoryIsPagedInBothDirections(t *testing.T) {
	n := nakamatest.New(nakamatest.Options{})
	ann := n.MustLogin("ann")
	room, err := ann.JoinRoom("room", true)
	if err != nil {
		t.Fatal(err)
	}
	for letter := range strings.SplitSeq("abcde", "") {
		if _, err := ann.SendMessage(room, `{"t":"`+letter+`"}`); err != nil {
			t.Fatal(err)
		}
	}
	page := func(forward bool, cursor string) (letters string, list *api.ChannelMessageList) {
		t.Helper()
		list, err := ann.ListMessages(&api.ListChannelMessagesRequest{ChannelId: room, Limit: wrapperspb.Int32(2), Forward: wrapperspb.Bool(forward), Cursor: cursor})
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range list.GetMessages() {
			letters += m.GetContent()[7:8]
		}
		return letters, list
	}
	one, list := page(true, "")
	two, second := page(true, list.GetNextCursor())
	three, third := page(true, second.GetNextCursor())
	back, _ := page(true, third.GetPrevCursor())
	if one+two+three+back != "abcdecd" || third.GetNextCursor() != "" || list.GetPrevCursor() != "" {
		t.Errorf("forward: %s %s %s, back: %s", one, two, three, back)
	}
	if newest, list := page(false, ""); newest != "ed" {
		t.Errorf("newest first: %s", newest)
	} else if older, _ := page(false, list.GetNextCursor()); older != "cb" {
		t.Errorf("then: %s", older)
	}
	if none, end := page(true, third.GetCacheableCursor()); none != "" || end.GetCacheableCursor() == "" {
		t.Errorf("after the last: %q", none)
	}
	if _, err := ann.ListMessages(&api.ListChannelMessagesRequest{ChannelId: room, Cursor: "x"}); nakamatest.Code(err) != 3 {
		t.Error(err)
	}
}
