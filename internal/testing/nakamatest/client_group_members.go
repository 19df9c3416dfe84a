package nakamatest

import (
	"context"
	"errors"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/runtime"
	"google.golang.org/protobuf/types/known/wrapperspb"
)

// memberRequest is a request about members of a group.
type memberRequest interface {
	GetGroupId() string
	GetUserIds() []string
}

// manageGroup runs a client's request about members between its hooks.
func manageGroup[In any, P interface {
	*In
	memberRequest
}](s *Session, name string, in P, do func(ctx context.Context, caller, group string, users []string) error) error {
	_, err := Request(s, name, (*In)(in), func(ctx context.Context, in *In) (*Empty, error) {
		if err := checkMembers(P(in)); err != nil {
			return nil, err
		}
		err := do(ctx, s.UserID, P(in).GetGroupId(), P(in).GetUserIds())
		switch {
		case errors.Is(err, runtime.ErrGroupPermissionDenied), errors.Is(err, runtime.ErrGroupNotFound):
			return nil, runtime.NewError("Group not found or permission denied.", codeNotFound)
		case errors.Is(err, runtime.ErrGroupUserNotFound):
			return nil, errInvalid("One or more users not found.")
		}
		return &Empty{}, err
	})
	return err
}

func checkMembers(in memberRequest) error {
	if err := checkGroupID(in.GetGroupId()); err != nil {
		return err
	}
	for _, id := range in.GetUserIds() {
		if !isID(id) {
			return errInvalid("User ID must be a valid ID.")
		}
	}
	return nil
}

func checkGroupID(id string) error {
	switch {
	case id == "":
		return errInvalid("Group ID must be set.")
	case !isID(id):
		return errInvalid("Group ID must be a valid ID.")
	default:
		return nil
	}
}

// AddGroupUsers adds users to a group that the client administers.
func (s *Session) AddGroupUsers(groupID string, userIDs ...string) error {
	return s.addGroupUsers(&api.AddGroupUsersRequest{GroupId: groupID, UserIds: userIDs})
}

func (s *Session) addGroupUsers(in *api.AddGroupUsersRequest) error {
	return manageGroup(s, "AddGroupUsers", in, s.n.GroupUsersAdd)
}

// KickGroupUsers removes users from a group.
func (s *Session) KickGroupUsers(in *api.KickGroupUsersRequest) error {
	return manageGroup(s, "KickGroupUsers", in, s.n.GroupUsersKick)
}

// BanGroupUsers removes users from a group for good.
func (s *Session) BanGroupUsers(in *api.BanGroupUsersRequest) error {
	return manageGroup(s, "BanGroupUsers", in, s.n.GroupUsersBan)
}

// PromoteGroupUsers moves users one state up.
func (s *Session) PromoteGroupUsers(in *api.PromoteGroupUsersRequest) error {
	return manageGroup(s, "PromoteGroupUsers", in, s.n.GroupUsersPromote)
}

// DemoteGroupUsers moves users one state down.
func (s *Session) DemoteGroupUsers(in *api.DemoteGroupUsersRequest) error {
	return manageGroup(s, "DemoteGroupUsers", in, s.n.GroupUsersDemote)
}

// ListGroups lists groups by name or by other filters.
func (s *Session) ListGroups(in *api.ListGroupsRequest) (*api.GroupList, error) {
	return Request(s, "ListGroups", in, func(ctx context.Context, in *api.ListGroupsRequest) (*api.GroupList, error) {
		limit, err := pageLimit(in.GetLimit(), 1, 100)
		if err != nil {
			return nil, err
		}
		var open *bool
		if in.GetOpen() != nil {
			value := in.GetOpen().GetValue()
			open = &value
		}
		groups, next, err := s.n.GroupsList(ctx, in.GetName(), in.GetLangTag(), number(in.GetMembers()), open, limit, in.GetCursor())
		return &api.GroupList{Groups: groups, Cursor: next}, err
	})
}

// ListGroupUsers lists the users of a group.
func (s *Session) ListGroupUsers(in *api.ListGroupUsersRequest) (*api.GroupUserList, error) {
	return Request(s, "ListGroupUsers", in, func(ctx context.Context, in *api.ListGroupUsersRequest) (*api.GroupUserList, error) {
		if err := checkGroupID(in.GetGroupId()); err != nil {
			return nil, err
		}
		limit, state, err := listOf(in)
		if err != nil {
			return nil, err
		}
		users, next, err := s.n.GroupUsersList(ctx, in.GetGroupId(), limit, state, in.GetCursor())
		if err != nil {
			return nil, badCursor(err, runtime.ErrGroupUserInvalidCursor)
		}
		return &api.GroupUserList{GroupUsers: users, Cursor: next}, nil
	})
}

// ListUserGroups lists the groups of a user.
func (s *Session) ListUserGroups(in *api.ListUserGroupsRequest) (*api.UserGroupList, error) {
	return Request(s, "ListUserGroups", in, func(ctx context.Context, in *api.ListUserGroupsRequest) (*api.UserGroupList, error) {
		switch {
		case in.GetUserId() == "":
			return nil, errInvalid("User ID must be set.")
		case !isID(in.GetUserId()):
			return nil, errInvalid("Group ID must be a valid ID.")
		}
		limit, state, err := listOf(in)
		if err != nil {
			return nil, err
		}
		groups, next, err := s.n.UserGroupsList(ctx, in.GetUserId(), limit, state, in.GetCursor())
		if err != nil {
			return nil, badCursor(err, runtime.ErrUserGroupInvalidCursor)
		}
		return &api.UserGroupList{UserGroups: groups, Cursor: next}, nil
	})
}

// listOf returns the page length of a list of members or groups, and the state asked for.
func listOf(in interface {
	GetLimit() *wrapperspb.Int32Value
	GetState() *wrapperspb.Int32Value
},
) (limit int, state *int, err error) {
	limit, err = pageLimit(in.GetLimit(), 100, 100)
	state = number(in.GetState())
	if err == nil && state != nil && (*state < 0 || *state > 4) {
		err = errInvalid("Invalid state - state must be between 0 and 4.")
	}
	return limit, state, err
}

// badCursor converts the error of a malformed cursor.
func badCursor(err, malformed error) error {
	if errors.Is(err, malformed) {
		return errInvalid("Cursor is invalid.")
	}
	return err
}
