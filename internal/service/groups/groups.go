package groups

import (
	"context"
	"errors"
	"fmt"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/platform/apierr"
	"sagishi/internal/platform/storage"
)

// Nakama is the part of the server that the service uses.
type Nakama interface {
	storage.ReadWriter
	storage.Deleter
	UserGroupsList(ctx context.Context, userID string, limit int, state *int, cursor string) ([]*api.UserGroupList_UserGroup, string, error)
	GroupsGetId(ctx context.Context, groupIDs []string) ([]*api.Group, error)
	GroupUpdate(
		ctx context.Context, groupID, userID, name, creatorID, langTag, description, avatarURL string,
		open bool, metadata map[string]any, maxCount int,
	) error
}

// Service changes groups. It keeps nothing in memory.
type Service struct {
	nk       Nakama
	maxSize  int
	maxOwned int
}

// New makes the service. No group may have room for more than maxSize members,
// and no player may own more than maxOwned groups.
func New(nk Nakama, maxSize, maxOwned int) *Service {
	return &Service{nk: nk, maxSize: maxSize, maxOwned: maxOwned}
}

// change has the values that one update sets. With nil metadata or a size of 0, that part
// stays as it is.
type change struct {
	metadata map[string]any
	size     int
}

// update writes the change in the name of the user, whose role in the group
// Nakama checks in its database, however many groups the user is in. Nakama
// always writes whether the group is open, so that goes back as it was read; a
// client's change of it within these milliseconds is lost.
func (s *Service) update(ctx context.Context, group *api.Group, userID string, c change) error {
	// Nakama checks no role if an update has no user.
	if userID == "" {
		return apierr.Unauthenticated("a group is changed by one of its admins")
	}
	err := s.nk.GroupUpdate(ctx, group.GetId(), userID, "", "", "", "", "", group.GetOpen().GetValue(), c.metadata, c.size)
	switch {
	case err == nil:
		return nil
	case errors.Is(err, runtime.ErrGroupPermissionDenied):
		return apierr.Denied("only a superadmin or admin of the group may change it")
	case errors.Is(err, runtime.ErrGroupNotUpdated), errors.Is(err, runtime.ErrGroupNotFound):
		return errNoGroup()
	default:
		return fmt.Errorf("update group: %w", err)
	}
}

// authorize checks that the user may change the group. An update without changes
// is the only direct way to have Nakama check that.
func (s *Service) authorize(ctx context.Context, group *api.Group, userID string) error {
	return s.update(ctx, group, userID, change{})
}

func (s *Service) group(ctx context.Context, groupID string) (*api.Group, error) {
	found, err := s.nk.GroupsGetId(ctx, []string{groupID})
	if err != nil {
		return nil, fmt.Errorf("read group: %w", err)
	}
	if len(found) == 0 {
		return nil, errNoGroup()
	}
	return found[0], nil
}

func errNoGroup() error { return apierr.NotFound("group_id: no such group") }
