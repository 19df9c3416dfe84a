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

// GroupUserJoin joins an open group, or requests to join a closed one.
func (n *Nakama) GroupUserJoin(ctx context.Context, groupID, userID, username string) error {
	return n.call(ctx, "GroupUserJoin", func(db *database) error {
		switch {
		case !isID(groupID):
			return errGroupID
		case !isID(userID):
			return errUserID
		case username == "":
			return errors.New("expects a username string")
		}
		return n.joinGroup(groupID, userID, username)
	})
}

func (n *Nakama) joinGroup(groupID, userID, username string) error {
	db := n.db
	g, ok := db.groups[groupID]
	if !ok {
		return runtime.ErrGroupNotFound
	}
	if g.members >= g.maxCount {
		return runtime.ErrGroupFull
	}
	m := membership{groupID, userID}
	if _, ok := db.edges[m]; ok {
		return nil
	}
	if !g.open {
		db.setEdge(m, GroupRequested)
		for _, admin := range db.edgesWhere(func(e *edge) bool { return e.group == groupID && e.state <= GroupAdmin }) {
			n.notifyUser(notice{
				admin.user, "User " + username + " wants to join your group", userID,
				map[string]any{"group_id": groupID, "username": username},
				codeGroupRequest,
			})
		}
		return nil
	}
	db.setEdge(m, GroupMember)
	db.countMembers(groupID, 1)
	n.postGroupMessage(groupID, userID, chatGroupJoin)
	return nil
}

func (db *database) countMembers(groupID string, delta int) {
	g := *db.groups[groupID]
	g.members += delta
	g.updated = db.now
	put(db, db.groups, groupID, &g)
}

// GroupUserLeave leaves a group. The last superadmin cannot leave, except as the
// only member: then the group is deleted.
func (n *Nakama) GroupUserLeave(ctx context.Context, groupID, userID, username string) error {
	return n.call(ctx, "GroupUserLeave", func(*database) error { return n.leaveGroup(groupID, userID) })
}

func (n *Nakama) leaveGroup(groupID, userID string) error {
	db := n.db
	m := membership{groupID, userID}
	e, ok := db.edges[m]
	if !ok || e.state == GroupBanned {
		return nil
	}
	if e.state == GroupSuperadmin && db.superadmins(groupID) == 1 {
		if db.groups[groupID].members == 1 {
			return db.deleteGroup(groupID, "")
		}
		return runtime.ErrGroupLastSuperadmin
	}
	db.removeEdge(e)
	if e.state <= GroupMember {
		n.postGroupMessage(groupID, userID, chatGroupLeave)
		n.leaveGroupChannel(groupID, userID)
	}
	return nil
}

func (db *database) superadmins(groupID string) int {
	return len(db.edgesWhere(func(e *edge) bool { return e.group == groupID && e.state == GroupSuperadmin }))
}

func (db *database) removeEdge(e *edge) {
	drop(db, db.edges, e.membership)
	if e.state <= GroupMember {
		db.countMembers(e.group, -1)
	}
}

// GroupUsersAdd adds users, or accepts their requests.
func (n *Nakama) GroupUsersAdd(ctx context.Context, callerID, groupID string, userIDs []string) error {
	return n.manageMembers(ctx, memberCall{"GroupUsersAdd", chatGroupAdd}, callerID, groupID, userIDs, (*database).addMember)
}

func (db *database) addMember(m membership, _ int) error {
	g := db.groups[m.group]
	if _, ok := db.users[m.user]; !ok {
		return runtime.ErrGroupUserNotFound
	}
	if e, ok := db.edges[m]; ok && e.state != GroupRequested {
		return nil
	}
	if g.members >= g.maxCount {
		return runtime.ErrGroupFull
	}
	db.setEdge(m, GroupMember)
	db.countMembers(m.group, 1)
	return nil
}

// GroupUsersKick removes users.
func (n *Nakama) GroupUsersKick(ctx context.Context, callerID, groupID string, userIDs []string) error {
	return n.manageMembers(ctx, memberCall{"GroupUsersKick", chatGroupKick}, callerID, groupID, userIDs, (*database).kickMember)
}

func (db *database) kickMember(m membership, mine int) error {
	if e, ok := db.edges[m]; ok && e.state != GroupBanned && db.removable(e, mine) {
		db.removeEdge(e)
	}
	return nil
}

// removable reports whether a caller in that state may remove the user. Admins may
// remove only users below them; the last superadmin cannot be removed.
func (db *database) removable(e *edge, mine int) bool {
	if mine == GroupSuperadmin {
		return e.state != GroupSuperadmin || db.superadmins(e.group) > 1
	}
	return e.state > GroupAdmin
}

// GroupUsersBan removes users and keeps them from joining again.
func (n *Nakama) GroupUsersBan(ctx context.Context, callerID, groupID string, userIDs []string) error {
	return n.manageMembers(ctx, memberCall{"GroupUsersBan", chatGroupBan}, callerID, groupID, userIDs, func(db *database, m membership, mine int) error {
		if e, ok := db.edges[m]; ok && e.state != GroupBanned && db.removable(e, mine) {
			db.removeEdge(e)
			db.setEdge(m, GroupBanned)
		}
		return nil
	})
}

// GroupUsersPromote moves users one state up, not above the caller.
func (n *Nakama) GroupUsersPromote(ctx context.Context, callerID, groupID string, userIDs []string) error {
	return n.manageMembers(ctx, memberCall{"GroupUsersPromote", chatGroupPromote}, callerID, groupID, userIDs, func(db *database, m membership, mine int) error {
		if e, ok := db.edges[m]; ok && e.state > GroupSuperadmin && e.state > mine && e.state <= GroupMember {
			db.setEdge(m, e.state-1)
		}
		return nil
	})
}

// GroupUsersDemote moves users one state down, but not the last superadmin.
func (n *Nakama) GroupUsersDemote(ctx context.Context, callerID, groupID string, userIDs []string) error {
	return n.manageMembers(ctx, memberCall{"GroupUsersDemote", chatGroupDemote}, callerID, groupID, userIDs, func(db *database, m membership, mine int) error {
		e, ok := db.edges[m]
		if !ok || e.state < mine || e.state >= GroupMember || (e.state == GroupSuperadmin && db.superadmins(m.group) == 1) {
			return nil
		}
		db.setEdge(m, e.state+1)
		return nil
	})
}

// memberCall is a call that changes members: its name, and the code of the message about
// each change.
type memberCall struct {
	method string
	code   int32
}

// manageMembers runs do for each of the users, if the caller is an admin. An empty
// caller is the server.
func (n *Nakama) manageMembers(ctx context.Context, as memberCall, callerID, groupID string, userIDs []string, do func(*database, membership, int) error) error {
	return n.call(ctx, as.method, func(db *database) error {
		if !isID(groupID) {
			return errGroupID
		}
		if err := checkIDs(userIDs); err != nil {
			return err
		}
		if !db.mayManage(groupID, callerID, GroupAdmin) {
			return runtime.ErrGroupPermissionDenied
		}
		if _, ok := db.groups[groupID]; !ok {
			return runtime.ErrGroupNotFound
		}
		before := db.statesOf(groupID, userIDs)
		if err := db.manageAll(callerID, groupID, userIDs, do); err != nil {
			return err
		}
		after := db.statesOf(groupID, userIDs)
		for i, id := range userIDs {
			if before[i] != after[i] {
				n.memberChanged(as, membership{groupID, id}, callerID)
			}
		}
		return nil
	})
}

func (db *database) manageAll(callerID, groupID string, userIDs []string, do func(*database, membership, int) error) error {
	mine := GroupSuperadmin
	if callerID != "" {
		mine = db.edges[membership{groupID, callerID}].state
	}
	for _, id := range userIDs {
		if id == callerID {
			continue
		}
		if err := do(db, membership{groupID, id}, mine); err != nil {
			return err
		}
	}
	return nil
}
