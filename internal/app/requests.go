package app

import (
	"context"

	"github.com/heroiclabs/nakama-common/api"

	"sagishi/internal/service/chat"
	"sagishi/internal/service/groups"
	"sagishi/internal/service/lobby"
)

// requestServer is the part of Nakama that answers to clients' requests use.
type requestServer interface {
	server
	groups.Nakama
	lobby.Nakama
	chat.Nakama
}

// requests is Nakama for clients' requests, with a time limit on each call to the
// database, so that a silent database is answered with code 14 and requests do
// not pile up. It counts its calls apart from those of the jobs. Calls to matches
// and streams do not reach the database and pass through.
type requests struct {
	database
	lobby.Matches
	chat.Streams

	nk requestServer
}

func newRequests(nk requestServer) requests {
	return requests{database: database{nk: nk, caller: newCaller()}, Matches: nk, Streams: nk, nk: nk}
}

func (r requests) GroupsGetId(ctx context.Context, groupIDs []string) ([]*api.Group, error) { //nolint:revive // Nakama dictates the name
	return call(ctx, r.about("GroupsGetId", first(groupIDs, name)), func(ctx context.Context) ([]*api.Group, error) {
		return r.nk.GroupsGetId(ctx, groupIDs)
	})
}

//nolint:revive // Nakama dictates the signature.
func (r requests) GroupUpdate(
	ctx context.Context, groupID, userID, name, creatorID, langTag, description, avatarURL string,
	open bool, metadata map[string]any, maxCount int,
) error {
	return callError(ctx, r.about("GroupUpdate", groupID), func(ctx context.Context) error {
		return r.nk.GroupUpdate(ctx, groupID, userID, name, creatorID, langTag, description, avatarURL, open, metadata, maxCount)
	})
}

func (r requests) UserGroupsList(
	ctx context.Context, userID string, limit int, state *int, cursor string,
) (groups []*api.UserGroupList_UserGroup, next string, err error) {
	p, err := call(ctx, r.about("UserGroupsList", userID), func(ctx context.Context) (p page[*api.UserGroupList_UserGroup], err error) {
		p.items, p.next, err = r.nk.UserGroupsList(ctx, userID, limit, state, cursor)
		return p, err
	})
	return p.items, p.next, err
}

func (r requests) GroupUsersList(
	ctx context.Context, id string, limit int, state *int, cursor string,
) (users []*api.GroupUserList_GroupUser, next string, err error) {
	p, err := call(ctx, r.about("GroupUsersList", id), func(ctx context.Context) (p page[*api.GroupUserList_GroupUser], err error) {
		p.items, p.next, err = r.nk.GroupUsersList(ctx, id, limit, state, cursor)
		return p, err
	})
	return p.items, p.next, err
}

func (r requests) UsersGetUsername(ctx context.Context, usernames []string) ([]*api.User, error) {
	return call(ctx, r.about("UsersGetUsername", first(usernames, name)), func(ctx context.Context) ([]*api.User, error) {
		return r.nk.UsersGetUsername(ctx, usernames)
	})
}
