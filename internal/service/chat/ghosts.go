package chat

import (
	"context"
	"fmt"
	"strings"

	"sagishi/internal/platform/apierr"
	"sagishi/internal/platform/callback"
	"sagishi/internal/platform/uuid"
)

// A player who is dead in a running game is its ghost. Ghosts know too much, so
// they reach no living player of their match: not by messages, and not by
// requests and names that Nakama shows to others at once. Living players may
// write to anyone.

// groupPages is how many pages of a group's members are read before it counts as
// a group with living players.
const groupPages = 10

// errGhost refuses, with code 7, what would reach a living player.
func errGhost() error {
	return apierr.Denied("you are dead in a running game: its living players cannot hear you until it ends")
}

// MatchJoined records that the player joined the match over this server.
func (s *Service) MatchJoined(ctx context.Context, userID, matchID string) error {
	if s.joined.add(userID, matchID) <= keptMatches {
		return nil
	}
	_, err := s.living(ctx, userID) // drops the matches that the player is not in
	return err
}

// CheckUsers refuses, with code 7, what reaches users, named by id or username,
// if the caller is a ghost and one of them lives in its match.
func (s *Service) CheckUsers(ctx context.Context, userID string, users ...string) error {
	living, err := s.living(ctx, userID)
	if err != nil || len(living) == 0 {
		return err
	}
	named, err := s.nk.UsersGetUsername(ctx, users)
	if err != nil {
		return fmt.Errorf("look up users: %w", err)
	}
	for _, user := range named {
		users = append(users, user.GetId())
	}
	for _, id := range users {
		if living[uuid.Normalize(id)] {
			return errGhost()
		}
	}
	return nil
}

// Followed records that the caller's session follows the status of users, named
// by id or username.
func (s *Service) Followed(caller callback.Caller, users []string) {
	s.follows.add(caller.UserID, caller.SessionID, users)
}

// Unfollowed records that the caller's session follows users no longer.
func (s *Service) Unfollowed(caller callback.Caller, users []string) {
	s.follows.remove(caller.SessionID, users)
}

// CheckStatus refuses, with code 7, a new status if the caller is a ghost and a
// living player of its match follows it.
func (s *Service) CheckStatus(ctx context.Context, caller callback.Caller) error {
	living, err := s.living(ctx, caller.UserID)
	for id := range living {
		if s.follows.has(id, caller.UserID, caller.Username) {
			return errGhost()
		}
	}
	return err
}

// CheckPublic refuses, with code 7, what the caller shows to everyone, such as a
// new name, if the caller is a ghost.
func (s *Service) CheckPublic(ctx context.Context, userID string) error {
	living, err := s.living(ctx, userID)
	if err == nil && len(living) != 0 {
		return errGhost()
	}
	return err
}

// CheckGroup refuses, with code 7, what reaches a group, if the caller is a ghost
// and a living player of its match is a member.
func (s *Service) CheckGroup(ctx context.Context, userID, groupID string) error {
	living, err := s.living(ctx, userID)
	if err != nil || len(living) == 0 {
		return err
	}
	cursor := ""
	for range groupPages {
		page, next, err := s.nk.GroupUsersList(ctx, groupID, 100, nil, cursor)
		if err != nil {
			return apierr.NotFound("no such group")
		}
		for _, member := range page {
			if living[member.GetUser().GetId()] {
				return errGhost()
			}
		}
		if cursor = next; cursor == "" {
			return nil
		}
	}
	return errGhost()
}

// CheckParty refuses, with code 7, what reaches a party, if the caller is a ghost
// and a living player of its match is in the party. The answer may be a quarter
// of a second old, because party data comes often.
func (s *Service) CheckParty(ctx context.Context, userID, partyID string) error {
	living, recent := s.joined.recentLiving(userID)
	if !recent {
		var err error
		if living, err = s.living(ctx, userID); err != nil {
			return err
		}
	}
	id, node, _ := strings.Cut(partyID, ".")
	return s.checkStream(living, stream{mode: partyMode, subject: id, label: node})
}

// checkChannel refuses, with code 7, a message to a channel that is no match's
// room, if the caller is a ghost and a living player of its match reads it.
func (s *Service) checkChannel(ctx context.Context, userID, channelID string) error {
	to, valid := parseChannel(channelID)
	if !valid {
		return nil // Nakama refuses it with a better message.
	}
	switch to.mode {
	case directMode:
		return s.CheckUsers(ctx, userID, to.subject, to.subcontext)
	case groupMode:
		return s.CheckGroup(ctx, userID, to.subject)
	default:
		living, err := s.living(ctx, userID)
		if err != nil {
			return err
		}
		return s.checkStream(living, to)
	}
}

// checkStream refuses, with code 7, what reaches the members of a stream, if one
// of them is among the players whom the caller may not reach.
func (s *Service) checkStream(living map[string]bool, of stream) error {
	if len(living) == 0 {
		return nil
	}
	members, err := s.members(of)
	if err != nil {
		return err
	}
	for m := range members {
		if living[m.userID] {
			return errGhost()
		}
	}
	return nil
}

// living returns the players whom the caller may not reach, and none if the
// caller is no ghost. It asks the matches that the caller joined.
func (s *Service) living(ctx context.Context, userID string) (map[string]bool, error) {
	var living map[string]bool
	for _, matchID := range s.joined.matches(userID) {
		answer, err := s.matches.Ghost(ctx, matchID, userID)
		switch {
		case err != nil && apierr.CodeOf(err) != apierr.CodeNotFound:
			return nil, err
		case err != nil || !answer.Seated:
			s.joined.remove(userID, matchID)
		}
		for _, id := range answer.Living {
			if living == nil {
				living = map[string]bool{}
			}
			living[id] = true
		}
	}
	s.joined.setLiving(userID, living)
	return living, nil
}
