package hooks

import (
	"testing"
	"time"

	"github.com/heroiclabs/nakama-common/api"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/wrapperspb"
)

func objectIDs(n int) []*api.ReadStorageObjectId {
	list := make([]*api.ReadStorageObjectId, n)
	for i := range list {
		list[i] = &api.ReadStorageObjectId{Collection: "hats", Key: "favorite_hats", UserId: ann}
	}
	return list
}

func TestListsCostWhatTheyAskFor(t *testing.T) {
	limit := wrapperspb.Int32
	for _, c := range []struct {
		name string
		in   proto.Message
		cost int
	}{
		{"ListStorageObjects", &api.ListStorageObjectsRequest{}, 1},
		{"ListStorageObjects", &api.ListStorageObjectsRequest{Limit: limit(11)}, 2},
		{"ListStorageObjects", &api.ListStorageObjectsRequest{Limit: limit(100)}, 10},
		{"ReadStorageObjects", &api.ReadStorageObjectsRequest{ObjectIds: objectIDs(10)}, 1},
		{"ReadStorageObjects", &api.ReadStorageObjectsRequest{ObjectIds: objectIDs(100)}, 10},
		{"ListGroups", &api.ListGroupsRequest{Limit: limit(100)}, 10},
		{"ListUserGroups", &api.ListUserGroupsRequest{UserId: ann}, 10},
		{"ListFriends", &api.ListFriendsRequest{}, 10},
		{"ListFriends", &api.ListFriendsRequest{Limit: limit(100)}, 1},
		{"ListFriends", &api.ListFriendsRequest{Limit: limit(2_000_000_000)}, 10},
		{"ListLeaderboardRecords", &api.ListLeaderboardRecordsRequest{OwnerIds: ids(101)}, 2},
		{"ListLeaderboardRecordsAroundOwner", &api.ListLeaderboardRecordsAroundOwnerRequest{Limit: wrapperspb.UInt32(100)}, 1},
		{"ListTournamentRecords", &api.ListTournamentRecordsRequest{Limit: limit(-5)}, 1},
		{"GetUsers", &api.GetUsersRequest{Ids: ids(150), Usernames: ids(50)}, 2},
		{"ListChannelMessages", &api.ListChannelMessagesRequest{ChannelId: "2...square", Limit: limit(100)}, 1},
		{"DeleteNotifications", &api.DeleteNotificationsRequest{Ids: ids(200)}, 2},
	} {
		f := newFixture(t)
		ask := func() error { return call(t, f, c.name, proto.Clone(c.in)) }
		for range listBurst / c.cost {
			wantCode(t, ask(), 0)
		}
		wantCode(t, ask(), 8)
		f.now = f.now.Add(time.Second * time.Duration(c.cost) / listPerSecond)
		wantCode(t, ask(), 0)
		wantCode(t, ask(), 8)
	}
}

func TestReadsOfTooManyObjectsAreRefused(t *testing.T) {
	f := newFixture(t)
	wantCode(t, call(t, f, "ReadStorageObjects", &api.ReadStorageObjectsRequest{ObjectIds: objectIDs(101)}), 3)
}

func TestListOfFriendsWithoutALimitGetsTheGreatest(t *testing.T) {
	f := newFixture(t)
	for _, limit := range []*wrapperspb.Int32Value{nil, wrapperspb.Int32(5)} {
		in, err := request(t, f, "ListFriends", &api.ListFriendsRequest{Limit: limit})
		if err != nil {
			t.Fatal(err)
		}
		want := int32(maxFriends)
		if limit != nil {
			want = limit.GetValue()
		}
		if got := in.GetLimit().GetValue(); got != want {
			t.Errorf("a list with the limit %v has the limit %d, want %d", limit, got, want)
		}
	}
}
