package match

import "github.com/heroiclabs/nakama-common/runtime"

// cachedPresence keeps the ids of a presence as text. Nakama's own presence
// formats them at each call, and a broadcast asks for those of every recipient. Its
// username is the one that the player has in this match: a session's own may be
// older.
type cachedPresence struct {
	runtime.Presence
	userID, sessionID, username string
}

func newCachedPresence(presence runtime.Presence, username string) *cachedPresence {
	return &cachedPresence{presence, presence.GetUserId(), presence.GetSessionId(), username}
}

// GetUsername returns the player's name in this match.
func (p *cachedPresence) GetUsername() string { return p.username }

// GetUserId returns the user's id.
func (p *cachedPresence) GetUserId() string { return p.userID } //nolint:revive // Nakama's name

// GetSessionId returns the session's id.
func (p *cachedPresence) GetSessionId() string { return p.sessionID } //nolint:revive // Nakama's name
