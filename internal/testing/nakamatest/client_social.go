package nakamatest

import (
	"context"

	"github.com/heroiclabs/nakama-common/api"
)

// AddFriends requests friendships, or accepts requests.
func (s *Session) AddFriends(in *api.AddFriendsRequest) error {
	_, err := Request(s, "AddFriends", in, func(ctx context.Context, in *api.AddFriendsRequest) (*Empty, error) {
		return &Empty{}, s.n.FriendsAdd(ctx, s.UserID, s.Username, in.GetIds(), in.GetUsernames(), nil)
	})
	return err
}

// DeleteFriends ends friendships and withdraws requests.
func (s *Session) DeleteFriends(in *api.DeleteFriendsRequest) error {
	_, err := Request(s, "DeleteFriends", in, func(ctx context.Context, in *api.DeleteFriendsRequest) (*Empty, error) {
		return &Empty{}, s.n.FriendsDelete(ctx, s.UserID, s.Username, in.GetIds(), in.GetUsernames())
	})
	return err
}

// AddGroupUsers adds users to a group that the client administers.
func (s *Session) AddGroupUsers(groupID string, userIDs ...string) error {
	in := &api.AddGroupUsersRequest{GroupId: groupID, UserIds: userIDs}
	_, err := Request(s, "AddGroupUsers", in, func(ctx context.Context, in *api.AddGroupUsersRequest) (*Empty, error) {
		return &Empty{}, s.n.GroupUsersAdd(ctx, s.UserID, in.GetGroupId(), in.GetUserIds())
	})
	return err
}
