package nakamatest

import (
	"cmp"
	"context"
	"slices"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/runtime"
	"google.golang.org/protobuf/types/known/wrapperspb"
)

// GetUsers reads the public profiles of users.
func (s *Session) GetUsers(in *api.GetUsersRequest) (*api.Users, error) {
	return clientRequest(s, "GetUsers", in, func(db *database, in *api.GetUsersRequest) (*api.Users, error) {
		for _, id := range in.GetIds() {
			if !isID(id) {
				return nil, errInvalid("ID '" + id + "' is not a valid system ID.")
			}
		}
		out := &api.Users{}
		for _, u := range db.usersByID(db.friendIDs(in.GetIds(), in.GetUsernames())) {
			out.Users = append(out.Users, s.n.apiUser(u))
		}
		return out, nil
	})
}

// userRequest is a request that names other users.
type userRequest interface {
	GetIds() []string
	GetUsernames() []string
}

// checkOthers refuses a request that names its own user, or nobody.
func (s *Session) checkOthers(in userRequest, self string) error {
	for _, id := range in.GetIds() {
		switch {
		case id == s.UserID:
			return errInvalid(self)
		case !isID(id) || id == systemUser:
			return errInvalid("Invalid user ID '" + id + "'.")
		}
	}
	for _, name := range in.GetUsernames() {
		switch name {
		case "":
			return errInvalid("Username must not be empty.")
		case s.Username:
			return errInvalid(self)
		}
	}
	return nil
}

// nobody reports whether a request names no user that there may be.
func (s *Session) nobody(in userRequest) bool {
	s.n.db.mu.Lock()
	defer s.n.db.mu.Unlock()
	return len(s.n.db.friendIDs(in.GetIds(), in.GetUsernames())) == 0
}

// AddFriends requests friendships, or accepts requests.
func (s *Session) AddFriends(in *api.AddFriendsRequest) error {
	_, err := Request(s, "AddFriends", in, func(ctx context.Context, in *api.AddFriendsRequest) (*Empty, error) {
		if len(in.GetIds())+len(in.GetUsernames()) == 0 {
			return &Empty{}, nil
		}
		if err := s.checkOthers(in, "Cannot add self as friend."); err != nil {
			return nil, err
		}
		if s.nobody(in) {
			return nil, errInvalid("No valid ID or username was provided.")
		}
		return &Empty{}, s.n.FriendsAdd(ctx, s.UserID, s.Username, in.GetIds(), in.GetUsernames(), nil)
	})
	return err
}

// DeleteFriends ends friendships and withdraws requests.
func (s *Session) DeleteFriends(in *api.DeleteFriendsRequest) error {
	_, err := Request(s, "DeleteFriends", in, func(ctx context.Context, in *api.DeleteFriendsRequest) (*Empty, error) {
		if err := s.checkOthers(in, "Cannot delete self."); err != nil {
			return nil, err
		}
		return &Empty{}, s.n.FriendsDelete(ctx, s.UserID, s.Username, in.GetIds(), in.GetUsernames())
	})
	return err
}

// BlockFriends blocks users.
func (s *Session) BlockFriends(in *api.BlockFriendsRequest) error {
	_, err := Request(s, "BlockFriends", in, func(ctx context.Context, in *api.BlockFriendsRequest) (*Empty, error) {
		if err := s.checkOthers(in, "Cannot block self."); err != nil {
			return nil, err
		}
		if len(in.GetIds())+len(in.GetUsernames()) > 0 && s.nobody(in) {
			return nil, errInvalid("No valid ID or username was provided.")
		}
		return &Empty{}, s.n.FriendsBlock(ctx, s.UserID, s.Username, in.GetIds(), in.GetUsernames())
	})
	return err
}

// ListFriends lists friends, all or those of a state.
func (s *Session) ListFriends(in *api.ListFriendsRequest) (*api.FriendList, error) {
	return Request(s, "ListFriends", in, func(ctx context.Context, in *api.ListFriendsRequest) (*api.FriendList, error) {
		limit, err := pageLimit(in.GetLimit(), 1000, 1000)
		if err != nil {
			return nil, err
		}
		state := number(in.GetState())
		if state != nil && (*state < 0 || *state > 3) {
			return nil, errInvalid("Invalid state - state must be between 0 and 3.")
		}
		friends, next, err := s.n.FriendsList(ctx, s.UserID, limit, state, in.GetCursor())
		if err != nil {
			return nil, badCursor(err, runtime.ErrFriendInvalidCursor)
		}
		return &api.FriendList{Friends: friends, Cursor: next}, nil
	})
}

// listFriendsOfFriends lists the friends of the client's friends.
func (s *Session) listFriendsOfFriends(in *api.ListFriendsOfFriendsRequest) (*api.FriendsOfFriendsList, error) {
	return clientRequest(s, "ListFriendsOfFriends", in, func(db *database, in *api.ListFriendsOfFriendsRequest) (*api.FriendsOfFriendsList, error) {
		limit, err := pageLimit(in.GetLimit(), 1, 1000)
		if err != nil {
			return nil, err
		}
		var found []*api.FriendsOfFriendsList_FriendOfFriend
		for mine, state := range db.friends {
			for theirs, other := range db.friends {
				known := db.friends[friendship{s.UserID, theirs.friend}] != friendEdge{}
				if mine.user == s.UserID && theirs.user == mine.friend && theirs.friend != s.UserID && !known &&
					state.state == friendMutual && other.state == friendMutual {
					found = append(found, &api.FriendsOfFriendsList_FriendOfFriend{Referrer: mine.friend, User: s.n.apiUser(db.users[theirs.friend])})
				}
			}
		}
		slices.SortFunc(found, func(a, b *api.FriendsOfFriendsList_FriendOfFriend) int {
			return cmp.Compare(a.GetReferrer()+a.GetUser().GetId(), b.GetReferrer()+b.GetUser().GetId())
		})
		page, next, err := paginate(found, limit, in.GetCursor())
		return &api.FriendsOfFriendsList{FriendsOfFriends: page, Cursor: next}, err
	})
}

// pageLimit returns the length of a page, which a client may leave out.
func pageLimit(limit *wrapperspb.Int32Value, standard, maximum int32) (int, error) {
	switch {
	case limit == nil:
		return int(standard), nil
	case limit.GetValue() >= 1 && limit.GetValue() <= maximum:
		return int(limit.GetValue()), nil
	case maximum == 1000:
		return 0, errInvalid("Invalid limit - limit must be between 1 and 1000.")
	default:
		return 0, errInvalid("Invalid limit - limit must be between 1 and 100.")
	}
}
