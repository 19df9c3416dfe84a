package match

import (
	"maps"

	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/game"
	"sagishi/protocol"
)

// positionFormat selects how a client receives the positions of others.
type positionFormat uint8

// The formats: op 1 for each mover; op 103 once a tick, plain or packed; or op 103
// with courses.
const (
	positionsEach positionFormat = iota
	positionsSnapshot
	positionsPacked
	positionsCourse
	positionFormats // their number
)

// preferences are the formats that a client requested when it joined.
type preferences struct {
	encoding  protocol.Encoding
	positions positionFormat
}

// seat is a place in the match and its current or last player.
type seat struct {
	preferences
	user          game.PlayerID
	presence      runtime.Presence // of the last session, the sender of the player's messages
	connected     bool
	credit        int // for messages; see refillCredits
	positionInput int // 1 + index of this tick's newest position among the inputs; 0 = none
}

// seats maps sessions to seats. A player has one session in the match at a time.
type seats struct {
	all      [game.MaxSeats]seat
	sessions map[string]int // session id to seat index
	pending  map[string]pendingJoin
	claimed  []game.PlayerID // players whose one seat is here, or is about to be
	// Connected seats by requested format.
	byEncoding  [protocol.Encodings]game.Audience
	byPositions [positionFormats]game.Audience
}

// pendingJoin is a player who passed the join attempt and has not joined yet.
type pendingJoin struct {
	preferences
	user     game.PlayerID
	username string // of the account at that moment; "" = not known, the player comes back to a seat
}

func newSeats() seats {
	return seats{sessions: map[string]int{}, pending: map[string]pendingJoin{}}
}

// attach gives a session a seat that has no session.
func (s *seats) attach(index int, presence runtime.Presence, join pendingJoin) {
	s.all[index] = seat{
		preferences: join.preferences, user: join.user, presence: newCachedPresence(presence, join.username), connected: true,
		credit: s.all[index].credit,
	}
	s.sessions[presence.GetSessionId()] = index
	s.byEncoding[join.encoding] |= game.Only(index)
	s.byPositions[join.positions] |= game.Only(index)
}

// detach removes the session from the seat. It reports whether there was one.
func (s *seats) detach(index int) bool {
	left := &s.all[index]
	if !left.connected {
		return false
	}
	left.connected = false
	delete(s.sessions, left.presence.GetSessionId())
	s.byEncoding[left.encoding] &^= game.Only(index)
	s.byPositions[left.positions] &^= game.Only(index)
	return true
}

// connected returns the seats that have a session.
func (s *seats) connected() game.Audience {
	var all game.Audience
	for _, some := range s.byEncoding {
		all |= some
	}
	return all
}

// hasSession reports whether the session is seated or about to be.
func (s *seats) hasSession(session string) bool {
	_, seated := s.sessions[session]
	_, coming := s.pending[session]
	return seated || coming
}

// hasPlayer reports whether the player is connected or about to be.
func (s *seats) hasPlayer(user game.PlayerID) bool {
	for i := range s.all {
		if s.all[i].connected && s.all[i].user == user {
			return true
		}
	}
	return s.isPending(user)
}

// isPending reports whether the player passed the join attempt and has not joined
// yet.
func (s *seats) isPending(user game.PlayerID) bool {
	for _, pending := range s.pending {
		if pending.user == user {
			return true
		}
	}
	return false
}

// dropPending drops the joins that the player has begun. They are checked again
// when they arrive.
func (s *seats) dropPending(user game.PlayerID) {
	maps.DeleteFunc(s.pending, func(_ string, pending pendingJoin) bool { return pending.user == user })
}
