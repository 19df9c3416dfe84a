package lobby

import (
	"context"

	"sagishi/internal/platform/shortread"
)

// UsernameKey is the key of a join's metadata with which the server tells a match
// the player's username. A session's own name may be older than the account's.
const UsernameKey = "sagishi_username"

// StampUsername returns the metadata of a join with the username that the account
// has now, in place of anything that the client wrote there. It has no username if
// the database does not answer or does not know the account: the match then seats
// only players who come back to their seat and keep its name.
func (s *Service) StampUsername(ctx context.Context, userID string, metadata map[string]string) map[string]string {
	delete(metadata, UsernameKey)
	users, err := shortread.Users(ctx, s.nk, []string{userID})
	name := users[userID].GetUsername()
	if err != nil || name == "" {
		return metadata
	}
	if metadata == nil {
		metadata = make(map[string]string, 1)
	}
	metadata[UsernameKey] = name
	return metadata
}
