package groups

import (
	"context"

	"sagishi/internal/platform/apierr"
)

// SetSize sets the maximum number of members. A superadmin or admin of the group
// may call it.
//
// Errors: unauthenticated without a user, invalid argument for a size out of
// range, not found for an unknown group, permission denied for other users,
// failed precondition for a size below the number of members.
func (s *Service) SetSize(ctx context.Context, userID, groupID string, size int) error {
	if size < 1 || size > s.maxSize {
		return apierr.Invalid("max_size must be 1..%d", s.maxSize)
	}
	group, err := s.group(ctx, groupID)
	if err != nil {
		return err
	}
	if members := int(group.GetEdgeCount()); size < members {
		if err := s.authorize(ctx, group, userID); err != nil {
			return err
		}
		return errTooSmall(members)
	}
	if err := s.update(ctx, group, userID, change{size: size}); err != nil {
		return err
	}
	return s.verifySize(ctx, userID, groupID, int(group.GetMaxCount()))
}

// verifySize restores the old size if members joined while the new one was being
// set. After that none can, since Nakama enforces the new size.
func (s *Service) verifySize(ctx context.Context, userID, groupID string, before int) error {
	group, err := s.group(ctx, groupID)
	if err != nil {
		return err
	}
	members := int(group.GetEdgeCount())
	if members <= int(group.GetMaxCount()) {
		return nil
	}
	if err := s.update(ctx, group, userID, change{size: before}); err != nil {
		return err
	}
	return errTooSmall(members)
}

func errTooSmall(members int) error {
	return apierr.Precondition("max_size: the group has %d members already", members)
}
