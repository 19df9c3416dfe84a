package hooks

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/rtapi"
	"google.golang.org/protobuf/proto"

	"sagishi/internal/platform/apierr"
	"sagishi/internal/service/quota"
)

func ids(n int) []string {
	list := make([]string, n)
	for i := range list {
		list[i] = fmt.Sprintf("%08d-0000-4000-8000-000000000000", i)
	}
	return list
}

// contactRequests are the requests about other players and groups, by API.
func contactRequests(ids ...string) map[string]proto.Message {
	return map[string]proto.Message{
		"AddFriends": &api.AddFriendsRequest{Ids: ids}, "DeleteFriends": &api.DeleteFriendsRequest{Usernames: ids}, "BlockFriends": &api.BlockFriendsRequest{Ids: ids},
		"AddGroupUsers": &api.AddGroupUsersRequest{UserIds: ids}, "KickGroupUsers": &api.KickGroupUsersRequest{UserIds: ids},
		"BanGroupUsers": &api.BanGroupUsersRequest{UserIds: ids}, "PromoteGroupUsers": &api.PromoteGroupUsersRequest{UserIds: ids},
		"DemoteGroupUsers": &api.DemoteGroupUsersRequest{UserIds: ids},
		"JoinGroup":        &api.JoinGroupRequest{GroupId: ids[0]}, "LeaveGroup": &api.LeaveGroupRequest{GroupId: ids[0]}, "UpdateGroup": &api.UpdateGroupRequest{GroupId: ids[0]},
	}
}

// call sends any request through its hook.
func call(t *testing.T, f *fixture, name string, in proto.Message) error {
	t.Helper()
	hook := reflect.ValueOf(f.in.Registration("Before" + name))
	out := hook.Call([]reflect.Value{
		reflect.ValueOf(as(ann)), reflect.ValueOf(f.logger), reflect.Zero(hook.Type().In(2)), reflect.Zero(hook.Type().In(3)), reflect.ValueOf(in),
	})
	err, _ := out[1].Interface().(error)
	return err
}

func TestContactsWithOnePlayerAreRateLimited(t *testing.T) {
	for name, in := range contactRequests(bob) {
		f := newFixture(t)
		for range contactBurst {
			wantCode(t, call(t, f, name, in), 0)
		}
		wantCode(t, call(t, f, name, in), 8)
		wantCode(t, call(t, f, name, contactRequests(cat)[name]), 0)
		f.now = f.now.Add(contactInterval)
		wantCode(t, call(t, f, name, in), 0)
		wantCode(t, call(t, f, name, in), 8)
	}
}

func TestEveryFormOfAnIDCountsForTheSamePlayer(t *testing.T) {
	hex := strings.ReplaceAll(bob, "-", "")
	forms := []string{bob, strings.ToUpper(bob), hex, strings.ToUpper(hex), "{" + bob + "}", "{" + hex + "}", "urn:uuid:" + bob, "urn:uuid:" + hex}
	f := newFixture(t)
	for i := range contactBurst {
		wantCode(t, call(t, f, "AddFriends", &api.AddFriendsRequest{Ids: []string{forms[i%len(forms)]}}), 0)
	}
	for _, form := range forms {
		wantCode(t, call(t, f, "AddFriends", &api.AddFriendsRequest{Ids: []string{form}}), 8)
		wantCode(t, send(t, f, "ChannelJoin", directMessage(form)), 8)
	}
}

func directMessage(target string) *rtapi.Envelope {
	join := &rtapi.ChannelJoin{Type: int32(rtapi.ChannelJoin_DIRECT_MESSAGE), Target: target}
	return &rtapi.Envelope{Message: &rtapi.Envelope_ChannelJoin{ChannelJoin: join}}
}

// Nakama notifies the other player of each join.
func TestDirectMessagesToOnePlayerAreRateLimited(t *testing.T) {
	f := newFixture(t)
	for range contactBurst {
		wantCode(t, send(t, f, "ChannelJoin", directMessage(bob)), 0)
	}
	wantCode(t, send(t, f, "ChannelJoin", directMessage(bob)), 8)
	wantCode(t, send(t, f, "ChannelJoin", directMessage(cat)), 0)
	f.now = f.now.Add(contactInterval)
	wantCode(t, send(t, f, "ChannelJoin", directMessage(bob)), 0)
}

func TestContactsCountIDs(t *testing.T) {
	for _, name := range []string{"AddFriends", "DeleteFriends", "KickGroupUsers"} {
		f := newFixture(t)
		wantCode(t, call(t, f, name, contactRequests(ids(maxContacts + 1)...)[name]), 3)
		for range socialBurst * messageCost / maxContacts {
			wantCode(t, call(t, f, name, contactRequests(ids(maxContacts)...)[name]), 0)
		}
		wantCode(t, call(t, f, name, contactRequests(bob)[name]), 8)
		wantCode(t, send(t, f, "StatusUpdate", socialMessages()["StatusUpdate"]), 8)
		f.now = f.now.Add(time.Second)
		wantCode(t, call(t, f, name, contactRequests(bob)[name]), 0)
	}
}

// The client of the guide accepts each friend request and invites each friend
// that is online, one call after the other.
func TestAcceptingManyFriendsMeetsNoLimit(t *testing.T) {
	f := newFixture(t)
	for _, id := range ids(1000) {
		wantCode(t, call(t, f, "AddFriends", &api.AddFriendsRequest{Ids: []string{id}}), 0)
		f.now = f.now.Add(40 * time.Millisecond)
	}
}

func TestFollowingCountsIDs(t *testing.T) {
	follow := func(n int) *rtapi.Envelope {
		return &rtapi.Envelope{Message: &rtapi.Envelope_StatusFollow{StatusFollow: &rtapi.StatusFollow{UserIds: ids(n)}}}
	}
	f := newFixture(t)
	wantCode(t, send(t, f, "StatusFollow", follow(maxFollowed+1)), 3)
	wantCode(t, send(t, f, "StatusFollow", follow(maxFollowed)), 0)
	wantCode(t, send(t, f, "StatusFollow", follow(maxFollowed)), 0)
	wantCode(t, send(t, f, "StatusFollow", follow(1)), 8)
}

func TestStorageIsRateLimitedByObjects(t *testing.T) {
	f := newFixture(t)
	write := &api.WriteStorageObjectsRequest{Objects: []*api.WriteStorageObject{
		{Collection: "hats", Key: "a", Value: "{}"}, {Collection: "hats", Key: "b", Value: "{}"},
	}}
	for range storageBurst / 2 {
		wantCode(t, call(t, f, "WriteStorageObjects", write), 0)
	}
	wantCode(t, call(t, f, "WriteStorageObjects", write), 8)
	wantCode(t, call(t, f, "DeleteStorageObjects", &api.DeleteStorageObjectsRequest{ObjectIds: []*api.DeleteStorageObjectId{{Collection: "hats", Key: "a"}}}), 8)
}

func TestCreatingRelayedMatchesAndGroupsIsRateLimited(t *testing.T) {
	f := newFixture(t)
	create := &rtapi.Envelope{Message: &rtapi.Envelope_MatchCreate{MatchCreate: &rtapi.MatchCreate{}}}
	for range createBurst {
		wantCode(t, send(t, f, "MatchCreate", create), 0)
	}
	wantCode(t, send(t, f, "MatchCreate", create), 8)
	wantCode(t, call(t, f, "CreateGroup", &api.CreateGroupRequest{Name: "x"}), 8)
	f.now = f.now.Add(createInterval)
	wantCode(t, call(t, f, "CreateGroup", &api.CreateGroupRequest{Name: "x"}), 0)
}

func TestListsAreRateLimitedTogether(t *testing.T) {
	f := newFixture(t)
	for range listBurst / 2 {
		wantCode(t, call(t, f, "ListGroupUsers", &api.ListGroupUsersRequest{}), 0)
		wantCode(t, call(t, f, "ReadStorageObjects", &api.ReadStorageObjectsRequest{}), 0)
	}
	for _, name := range []string{"ListGroups", "ListFriends", "ListStorageObjects", "ListLeaderboardRecords", "GetUsers"} {
		_, err := callHook(f, "Before"+name, false)
		wantCode(t, err, 8)
	}
	f.now = f.now.Add(time.Second / listPerSecond)
	wantCode(t, call(t, f, "ListGroupUsers", &api.ListGroupUsersRequest{}), 0)
}

func TestQuotasAreAsked(t *testing.T) {
	f := newFixture(t)
	write := &api.WriteStorageObjectsRequest{Objects: []*api.WriteStorageObject{
		{Collection: "hats", Key: "a", Value: "{}"}, {Collection: "skins", Key: "b", Value: "{}"},
	}}
	wantCode(t, call(t, f, "WriteStorageObjects", write), 0)
	if want := []quota.Object{{Collection: "hats", Key: "a"}, {Collection: "skins", Key: "b"}}; !slices.Equal(f.objects.added, want) {
		t.Errorf("counted %v, want %v", f.objects.added, want)
	}
	wantCode(t, call(t, f, "CreateGroup", &api.CreateGroupRequest{Name: "x"}), 0)
	wantCode(t, call(t, f, "AddGroupUsers", &api.AddGroupUsersRequest{GroupId: "9", UserIds: []string{bob}}), 0)
	if want := []string{"owned " + ann, "requests 9[" + bob + "]"}; !slices.Equal(f.groups.asked, want) {
		t.Errorf("asked %v, want %v", f.groups.asked, want)
	}
	f.groups.err, f.objects.err = apierr.Exhausted("too many"), apierr.Exhausted("too many")
	wantCode(t, call(t, f, "CreateGroup", &api.CreateGroupRequest{Name: "x"}), 8)
	wantCode(t, call(t, f, "AddGroupUsers", &api.AddGroupUsersRequest{GroupId: "9", UserIds: []string{bob}}), 8)
	for range storageBurst / 2 {
		wantCode(t, call(t, f, "WriteStorageObjects", write), 8)
	}
	if asked := len(f.objects.added) / 2; asked != 1+quotaBurst {
		t.Errorf("the quota was asked %d times", asked)
	}
}

func TestGroupsAreAskedAboutIDsInOneForm(t *testing.T) {
	f := newFixture(t)
	hex := strings.ReplaceAll(bob, "-", "")
	wantCode(t, call(t, f, "AddGroupUsers", &api.AddGroupUsersRequest{GroupId: "{" + cat + "}", UserIds: []string{hex}}), 0)
	if want := []string{"requests " + cat + "[" + bob + "]"}; !slices.Equal(f.groups.asked, want) {
		t.Errorf("asked %v, want %v", f.groups.asked, want)
	}
	wantCode(t, call(t, f, "AddGroupUsers", &api.AddGroupUsersRequest{GroupId: cat, UserIds: []string{"bob"}}), 3)
}

func TestNamesOfObjects(t *testing.T) {
	for name, code := range map[string]int{strings.Repeat("x", 128): 0, strings.Repeat("x", 129): 3, "a\x00b": 3} {
		for _, object := range []*api.WriteStorageObject{{Collection: name, Key: "k", Value: "{}"}, {Collection: "hats", Key: name, Value: "{}"}} {
			wantCode(t, call(t, newFixture(t), "WriteStorageObjects", &api.WriteStorageObjectsRequest{Objects: []*api.WriteStorageObject{object}}), code)
		}
	}
}
