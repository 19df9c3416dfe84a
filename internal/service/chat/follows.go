package chat

import (
	"hash/maphash"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"sagishi/internal/platform/uuid"
)

const (
	// maxFollows is how many names of a session are kept. A session with more
	// counts as a follower of everyone.
	maxFollows = 2000
	// maxSessionAge is how long the names of a session are kept whose end was not
	// announced.
	maxSessionAge = 24 * time.Hour
)

// follows keeps whose status each session of this server follows, by id or
// username. Nakama knows it too, but does not tell. Names are kept as hashes, of
// 8 bytes each.
type follows struct {
	now  func() time.Time
	seed maphash.Seed

	mu       sync.RWMutex
	sessions map[string]*followed
	users    map[string][]string // sessions by user
	added    int
}

// followed lists the users whom one session follows.
type followed struct {
	userID string
	names  []uint64
	all    bool // more names than are kept
	since  time.Time
}

func newFollows(now func() time.Time) *follows {
	return &follows{now: now, seed: maphash.MakeSeed(), sessions: map[string]*followed{}, users: map[string][]string{}}
}

// hash hashes an id, of which every form names the same user, or a username.
func (f *follows) hash(name string) uint64 {
	return maphash.String(f.seed, strings.ToLower(uuid.Normalize(name)))
}

// add records that the session follows names.
func (f *follows) add(userID, sessionID string, names []string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	session, known := f.sessions[sessionID]
	if !known {
		if f.added++; f.added%sweepEvery == 0 {
			f.sweep()
		}
		session = &followed{userID: userID, since: f.now()}
		f.sessions[sessionID] = session
		f.users[userID] = append(f.users[userID], sessionID)
	}
	for _, name := range names {
		hash := f.hash(name)
		switch {
		case session.all || slices.Contains(session.names, hash):
		case len(session.names) == maxFollows:
			session.names, session.all = nil, true
		default:
			session.names = append(session.names, hash)
		}
	}
}

// remove records that the session follows names no longer.
func (f *follows) remove(sessionID string, names []string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	session, known := f.sessions[sessionID]
	if !known {
		return
	}
	for _, name := range names {
		hash := f.hash(name)
		session.names = slices.DeleteFunc(session.names, func(kept uint64) bool { return kept == hash })
	}
}

// has reports whether a session of the user follows one of the names.
func (f *follows) has(userID string, names ...string) bool {
	f.mu.RLock()
	defer f.mu.RUnlock()
	for _, id := range f.users[userID] {
		session := f.sessions[id]
		if session.all || slices.ContainsFunc(names, func(name string) bool { return slices.Contains(session.names, f.hash(name)) }) {
			return true
		}
	}
	return false
}

// drop removes a session that has ended.
func (f *follows) drop(sessionID string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.dropLocked(sessionID)
}

func (f *follows) dropLocked(sessionID string) {
	session, known := f.sessions[sessionID]
	if !known {
		return
	}
	delete(f.sessions, sessionID)
	rest := slices.DeleteFunc(f.users[session.userID], func(id string) bool { return id == sessionID })
	if f.users[session.userID] = rest; len(rest) == 0 {
		delete(f.users, session.userID)
	}
}

func (f *follows) sweep() {
	now := f.now()
	for _, id := range slices.Collect(maps.Keys(f.sessions)) {
		if now.Sub(f.sessions[id].since) > maxSessionAge {
			f.dropLocked(id)
		}
	}
}
