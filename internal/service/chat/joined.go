package chat

import (
	"maps"
	"slices"
	"sync"
	"time"
)

const (
	// keptMatches is how many matches of a player are kept before those that the
	// player is not in are dropped.
	keptMatches = 4
	// joinGrace is how long a match may take to learn of a player who joined.
	joinGrace = 5 * time.Second
	// answerAge is how long the answer of a match is good for a party's data,
	// which may come 60 times a second.
	answerAge = 250 * time.Millisecond
	// maxMatchAge is how long a match is kept of which nothing is heard.
	maxMatchAge = 6 * time.Hour
)

// joined keeps which matches each player joined over a socket of this server.
// It tells which matches to ask; only they know whether the player is in them.
// Players who joined none cost nothing.
type joined struct {
	now func() time.Time

	mu      sync.RWMutex
	players map[string]*joinedMatches
	added   int
}

// joinedMatches are a player's matches, and what they last answered together.
type joinedMatches struct {
	joinedAt map[string]time.Time // by match id
	last     time.Time

	living  map[string]bool
	askedAt time.Time
}

func newJoined(now func() time.Time) *joined {
	return &joined{now: now, players: map[string]*joinedMatches{}}
}

// matches returns the matches that the player joined.
func (j *joined) matches(userID string) []string {
	j.mu.RLock()
	defer j.mu.RUnlock()
	player, known := j.players[userID]
	if !known {
		return nil
	}
	return slices.Collect(maps.Keys(player.joinedAt))
}

// add keeps a match of the player, and returns how many there are now.
func (j *joined) add(userID, matchID string) int {
	j.mu.Lock()
	defer j.mu.Unlock()
	player, known := j.players[userID]
	if !known {
		if j.added++; j.added%sweepEvery == 0 {
			j.sweep()
		}
		player = &joinedMatches{joinedAt: map[string]time.Time{}}
		j.players[userID] = player
	}
	player.last = j.now()
	player.joinedAt[matchID] = player.last
	return len(player.joinedAt)
}

// remove drops a match that does not know the player, unless the player has just
// joined: a match learns of that later than the client.
func (j *joined) remove(userID, matchID string) {
	j.mu.Lock()
	defer j.mu.Unlock()
	player, known := j.players[userID]
	if !known || j.now().Sub(player.joinedAt[matchID]) < joinGrace {
		return
	}
	delete(player.joinedAt, matchID)
	if len(player.joinedAt) == 0 {
		delete(j.players, userID)
	}
}

// setLiving keeps what the player's matches answered.
func (j *joined) setLiving(userID string, living map[string]bool) {
	j.mu.Lock()
	defer j.mu.Unlock()
	if player, known := j.players[userID]; known {
		player.living, player.askedAt = living, j.now()
	}
}

// recentLiving returns what the player's matches have just answered.
func (j *joined) recentLiving(userID string) (living map[string]bool, recent bool) {
	j.mu.RLock()
	defer j.mu.RUnlock()
	player, known := j.players[userID]
	if !known {
		return nil, true
	}
	return player.living, j.now().Sub(player.askedAt) < answerAge
}

// sweep drops the players of whom nothing was heard for longer than maxMatchAge.
func (j *joined) sweep() {
	now := j.now()
	maps.DeleteFunc(j.players, func(_ string, player *joinedMatches) bool { return now.Sub(player.last) > maxMatchAge })
}
