package nakamatest

import (
	"errors"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/runtime"
)

// defaultGroupSize is the maximum size of a group created without one.
const defaultGroupSize = 100

// CreateGroup creates a group with the client as its superadmin.
func (s *Session) CreateGroup(in *api.CreateGroupRequest) (*api.Group, error) {
	return clientRequest(s, "CreateGroup", in, func(db *database, in *api.CreateGroupRequest) (*api.Group, error) {
		size := defaultGroupSize
		switch {
		case in.GetName() == "":
			return nil, errInvalid("Group name must be set.")
		case in.GetMaxCount() < 0:
			return nil, errInvalid("Group max count must be >= 1 when set.")
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

// UpdateGroup changes a group, except its metadata and size, which clients cannot
// change.
func (s *Session) UpdateGroup(in *api.UpdateGroupRequest) error {
	return clientCommand(s, "UpdateGroup", in, func(db *database, in *api.UpdateGroupRequest) error {
		return db.updateGroup(in.GetGroupId(), s.UserID, func(g *group) error {
			setIfNotEmpty(&g.name, in.GetName().GetValue())
			setIfNotEmpty(&g.langTag, in.GetLangTag().GetValue())
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

// DeleteGroup deletes a group of which the client is superadmin.
func (s *Session) DeleteGroup(id string) error {
	return s.deleteGroup(&api.DeleteGroupRequest{GroupId: id})
}

func (s *Session) deleteGroup(in *api.DeleteGroupRequest) error {
	return clientCommand(s, "DeleteGroup", in, func(db *database, in *api.DeleteGroupRequest) error {
		if err := checkGroupID(in.GetGroupId()); err != nil {
			return err
		}
		err := db.deleteGroup(in.GetGroupId(), s.UserID)
		if errors.Is(err, runtime.ErrGroupPermissionDenied) {
			return errInvalid("Group not found or you're not allowed to delete.")
		}
		return err
	})
}

// JoinGroup joins an open group, or requests to join a closed one.
func (s *Session) JoinGroup(id string) error {
	return s.joinGroup(&api.JoinGroupRequest{GroupId: id})
}

func (s *Session) joinGroup(in *api.JoinGroupRequest) error {
	return clientCommand(s, "JoinGroup", in, func(db *database, in *api.JoinGroupRequest) error {
		if err := checkGroupID(in.GetGroupId()); err != nil {
			return err
		}
		return s.n.joinGroup(in.GetGroupId(), s.UserID, s.Username)
	})
}

// LeaveGroup leaves a group.
func (s *Session) LeaveGroup(id string) error {
	return s.leaveGroup(&api.LeaveGroupRequest{GroupId: id})
}

func (s *Session) leaveGroup(in *api.LeaveGroupRequest) error {
	return clientCommand(s, "LeaveGroup", in, func(db *database, in *api.LeaveGroupRequest) error {
		if err := checkGroupID(in.GetGroupId()); err != nil {
			return err
		}
		err := s.n.leaveGroup(in.GetGroupId(), s.UserID)
		if errors.Is(err, runtime.ErrGroupLastSuperadmin) {
			return errInvalid("Cannot leave group when you are the last superadmin.")
		}
		return err
	})
}
