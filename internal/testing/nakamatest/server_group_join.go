package nakamatest

import (
	"context"
	"errors"

	"github.com/heroiclabs/nakama-common/runtime"
)

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
