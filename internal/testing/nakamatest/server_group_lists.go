package nakamatest

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/runtime"
	"google.golang.org/protobuf/types/known/wrapperspb"
)

// edgeCursor is the start of a page of members or groups.
type edgeCursor struct{ State, Position int }

// edgesWhere returns the matching edges by state and then by age.
func (db *database) edgesWhere(match func(*edge) bool) []*edge {
	var out []*edge
	for _, e := range db.edges {
		if match(e) {
			out = append(out, e)
		}
	}
	slices.SortFunc(out, compareEdges)
	return out
}

func compareEdges(a, b *edge) int {
	return cmp.Or(cmp.Compare(a.state, b.state), cmp.Compare(a.position, b.position))
}

// pageOfEdges returns one page. The cursor is the first edge of the next page.
func pageOfEdges(edges []*edge, limit int, cursor string, malformed error) (page []*edge, next string, err error) {
	if cursor != "" {
		at, err := decodeCursor[edgeCursor](cursor)
		if err != nil {
			return nil, "", malformed
		}
		from := &edge{state: at.State, position: at.Position}
		edges = slices.DeleteFunc(edges, func(e *edge) bool { return compareEdges(e, from) < 0 })
	}
	if len(edges) <= limit {
		return edges, "", nil
	}
	return edges[:limit], encodeCursor(edgeCursor{edges[limit].state, edges[limit].position}), nil
}

func inState(e *edge, state *int) bool {
	if state == nil {
		return e.state <= GroupRequested
	}
	return e.state == *state
}

// UserGroupsList lists the groups of a user, with the user's state in each.
func (n *Nakama) UserGroupsList(ctx context.Context, userID string, limit int, state *int, cursor string) (groups []*api.UserGroupList_UserGroup, next string, err error) {
	err = n.call(ctx, "UserGroupsList", func(db *database) error {
		switch {
		case !isID(userID):
			return errUserID
		case limit < 1 || limit > 100:
			return errors.New("expects limit to be 1-100")
		case state != nil && (*state < 0 || *state > 4):
			return errors.New("expects state to be 0-4")
		}
		edges := db.edgesWhere(func(e *edge) bool { return e.user == userID && e.state != GroupBanned && inState(e, state) })
		page, after, err := pageOfEdges(edges, limit, cursor, runtime.ErrUserGroupInvalidCursor)
		next = after
		groups = []*api.UserGroupList_UserGroup{}
		for _, e := range page {
			groups = append(groups, &api.UserGroupList_UserGroup{Group: db.groups[e.group].api(), State: wrapperspb.Int32(int32(e.state))})
		}
		return err
	})
	if err != nil {
		return nil, "", err
	}
	return groups, next, nil
}

// GroupUsersList lists the users of a group, with the state of each.
func (n *Nakama) GroupUsersList(ctx context.Context, id string, limit int, state *int, cursor string) (users []*api.GroupUserList_GroupUser, next string, err error) {
	err = n.call(ctx, "GroupUsersList", func(db *database) error {
		switch {
		case !isID(id):
			return errGroupID
		case limit < 1 || limit > 10000:
			return errors.New("expects limit to be 1-10000")
		case state != nil && (*state < 0 || *state > 4):
			return errors.New("expects state to be 0-4")
		}
		edges := db.edgesWhere(func(e *edge) bool { return e.group == id && inState(e, state) })
		page, after, err := pageOfEdges(edges, limit, cursor, runtime.ErrGroupUserInvalidCursor)
		next = after
		users = []*api.GroupUserList_GroupUser{}
		for _, e := range page {
			users = append(users, &api.GroupUserList_GroupUser{User: n.apiUser(db.users[e.user]), State: wrapperspb.Int32(int32(e.state))})
		}
		return err
	})
	if err != nil {
		return nil, "", err
	}
	return users, next, nil
}
