package nakamatest

import (
	"errors"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/runtime"
)

// defaultGroupSize is the size of a group whose maker asked for none.
const defaultGroupSize = 100

// CreateGroup makes a group that the client leads.
func (s *Session) CreateGroup(in *api.CreateGroupRequest) (*api.Group, error) {
	return answered(s, "CreateGroup", in, func(db *database, in *api.CreateGroupRequest) (*api.Group, error) {
		size := defaultGroupSize
		switch {
		case in.GetName() == "":
			return nil, invalid("Group name must be set.")
		case in.GetMaxCount() < 0:
			return nil, invalid("Group max count must be >= 1 when set.")
		case in.GetMaxCount() > 0:
			size = int(in.GetMaxCount())
		}
		g := &group{
			creator: s.UserID, name: in.GetName(), langTag: in.GetLangTag(), description: in.GetDescription(),
			avatarURL: in.GetAvatarUrl(), open: in.GetOpen(), maxCount: size, metadata: "{}",
		}
		if err := db.addGroup(g, s.UserID); err != nil {
			return nil, err
		}
		return g.api(), nil
	})
}

// UpdateGroup changes a group, but neither its metadata nor its size: those a
// client cannot.
func (s *Session) UpdateGroup(in *api.UpdateGroupRequest) error {
	return nothing(s, "UpdateGroup", in, func(db *database, in *api.UpdateGroupRequest) error {
		return db.updateGroup(in.GetGroupId(), s.UserID, func(g *group) error {
			setGiven(&g.name, in.GetName().GetValue())
			setGiven(&g.langTag, in.GetLangTag().GetValue())
			if in.GetDescription() != nil {
				g.description = in.GetDescription().GetValue()
			}
			if in.GetAvatarUrl() != nil {
				g.avatarURL = in.GetAvatarUrl().GetValue()
			}
			if in.GetOpen() != nil {
				g.open = in.GetOpen().GetValue()
			}
			return nil
		})
	})
}

// DeleteGroup deletes a group that the client leads.
func (s *Session) DeleteGroup(id string) error {
	return nothing(s, "DeleteGroup", &api.DeleteGroupRequest{GroupId: id}, func(db *database, in *api.DeleteGroupRequest) error {
		err := db.deleteGroup(in.GetGroupId(), s.UserID)
		if errors.Is(err, runtime.ErrGroupPermissionDenied) {
			return invalid("Group not found or you're not allowed to delete.")
		}
		return err
	})
}

// JoinGroup joins a group, or asks to.
func (s *Session) JoinGroup(id string) error {
	return nothing(s, "JoinGroup", &api.JoinGroupRequest{GroupId: id}, func(db *database, in *api.JoinGroupRequest) error {
		return db.joinGroup(in.GetGroupId(), s.UserID)
	})
}

// LeaveGroup leaves a group.
func (s *Session) LeaveGroup(id string) error {
	return nothing(s, "LeaveGroup", &api.LeaveGroupRequest{GroupId: id}, func(db *database, in *api.LeaveGroupRequest) error {
		err := db.leaveGroup(in.GetGroupId(), s.UserID)
		if errors.Is(err, runtime.ErrGroupLastSuperadmin) {
			return invalid("Cannot leave group when you are the last superadmin.")
		}
		return err
	})
}
