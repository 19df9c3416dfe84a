package hooks

import (
	"strings"
	"testing"

	"github.com/heroiclabs/nakama-common/api"
	"google.golang.org/protobuf/types/known/wrapperspb"
)

func TestZeroCharactersInNamesAreRefused(t *testing.T) {
	const zero = "a\x00b"
	f := newFixture(t)
	refuse := func(field string, err error) {
		t.Helper()
		wantCode(t, err, 3)
		if !strings.HasPrefix(err.Error(), field+": ") {
			t.Errorf("%v does not name %s", err, field)
		}
	}
	_, err := request(t, f, "GetUsers", &api.GetUsersRequest{Usernames: []string{"ann", zero}})
	refuse("usernames", err)
	_, err = request(t, f, "ReadStorageObjects", &api.ReadStorageObjectsRequest{ObjectIds: []*api.ReadStorageObjectId{{Collection: "a"}, {Collection: zero}}})
	refuse("collection", err)
	_, err = request(t, f, "ListGroups", &api.ListGroupsRequest{Name: zero})
	refuse("name", err)
	_, err = request(t, f, "AddFriends", &api.AddFriendsRequest{Usernames: []string{zero}})
	refuse("usernames", err)
	_, err = request(t, f, "CreateGroup", &api.CreateGroupRequest{Description: zero})
	refuse("description", err)
	_, err = request(t, f, "UpdateGroup", &api.UpdateGroupRequest{Name: wrapperspb.String(zero)})
	refuse("name", err)
	_, err = request(t, f, "UpdateAccount", &api.UpdateAccountRequest{Location: wrapperspb.String(zero)})
	refuse("location", err)
	_, err = request(t, f, "ReadStorageObjects", &api.ReadStorageObjectsRequest{ObjectIds: []*api.ReadStorageObjectId{{Collection: "a", Key: "b"}}})
	wantCode(t, err, 0)
}
