package nakamatest

import (
	"context"

	"github.com/heroiclabs/nakama-common/runtime"
)

func (db *database) countMembers(groupID string, delta int) {
	g := *db.groups[groupID]
	g.members += delta
	g.updated = db.now
	put(db, db.groups, groupID, &g)
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
