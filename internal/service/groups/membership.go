package groups

import (
	"context"
	"fmt"

	"github.com/heroiclabs/nakama-common/api"

	"sagishi/internal/platform/apierr"
)

// Nakama's states of a member of a group.
const (
	stateSuperadmin  = 0
	stateJoinRequest = 3
)

const (
	pageSize = 100
	// maxPages is how many pages of a player's groups are read.
	maxPages = 10
)

// CheckOwned fails with code 8 if the player founded as many groups as a player
// may own, and still leads them. Several groups that are created at the same
// moment may exceed it by as many as the rate limit lets pass.
func (s *Service) CheckOwned(ctx context.Context, userID string) error {
	owned := 0
	err := s.eachGroup(ctx, userID, stateSuperadmin, func(group *api.Group) bool {
		if group.GetCreatorId() == userID {
			owned++
		}
		return owned < s.maxOwned
	})
	if err == nil && owned >= s.maxOwned {
		return apierr.Exhausted("groups: a player may own %d", s.maxOwned)
	}
	return err
}

// CheckRequests fails with code 9 if one of the players did not ask to join the
// group: Nakama would add and notify them all the same.
func (s *Service) CheckRequests(ctx context.Context, groupID string, userIDs []string) error {
	for _, userID := range userIDs {
		asked := false
		err := s.eachGroup(ctx, userID, stateJoinRequest, func(group *api.Group) bool {
			asked = group.GetId() == groupID
			return !asked
		})
		if err != nil {
			return err
		}
		if !asked {
			return apierr.Precondition("user_ids: the player %s did not ask to join the group", userID)
		}
	}
	return nil
}

// eachGroup calls f with the groups of a player in which the player has a state,
// until f returns false.
func (s *Service) eachGroup(ctx context.Context, userID string, state int, f func(*api.Group) bool) error {
	cursor := ""
	for range maxPages {
		page, next, err := s.nk.UserGroupsList(ctx, userID, pageSize, &state, cursor)
		if err != nil {
			return fmt.Errorf("list a player's groups: %w", err)
		}
		for _, membership := range page {
			if !f(membership.GetGroup()) {
				return nil
			}
		}
		if cursor = next; cursor == "" {
			return nil
		}
	}
	return nil
}
