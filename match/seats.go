package match

import (
	"math/bits"

	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/game"
	"sagishi/protocol"
)

// positions is how a client is told who moves.
type positions uint8

// The ways: op 1 for each mover, or op 103 once a tick, plain or packed.
const (
	each positions = iota
	snapshot
	packed
)

// preferences are what a client asked for when it joined.
type preferences struct {
	encoding  protocol.Encoding
	positions positions
}

// seat is a place in the match and who has it, or had it last.
type seat struct {
	preferences
	user      game.PlayerID
	presence  runtime.Presence // of the last session, to be the sender of messages
	connected bool
	credit    int // of messages, in shares of a tick; see inbox
	position  int // 1 + index of this tick's position among the inputs
}

// person is a presence that keeps its ids as text. Nakama's own writes them
// anew at each call, and a broadcast asks for those of every recipient.
type person struct {
	runtime.Presence
	userID, sessionID string
}

func personOf(presence runtime.Presence) *person {
	return &person{presence, presence.GetUserId(), presence.GetSessionId()}
}

// GetUserId returns the user's id.
func (p *person) GetUserId() string { return p.userID } //nolint:revive // Nakama's name

// GetSessionId returns the session's id.
func (p *person) GetSessionId() string { return p.sessionID } //nolint:revive // Nakama's name

// seats knows which session sits where. A player has one session in the match
// at a time.
type seats struct {
	at       [game.MaxSeats]seat
	sessions map[string]int // session id to seat
	pending  map[string]arrival
	// Connected seats by what they are sent.
	encoded   [protocol.Encodings]game.Audience
	positions [packed + 1]game.Audience
}

// arrival is a player who was allowed to join and has not joined yet.
type arrival struct {
	preferences
	user game.PlayerID
}

func newSeats() seats {
	return seats{sessions: map[string]int{}, pending: map[string]arrival{}}
}

// sit gives a seat that no session has to a session.
func (s *seats) sit(index int, presence runtime.Presence, as arrival) {
	s.at[index] = seat{
		preferences: as.preferences, user: as.user, presence: personOf(presence), connected: true,
		credit: s.at[index].credit,
	}
	s.sessions[presence.GetSessionId()] = index
	s.encoded[as.encoding] |= game.Only(index)
	s.positions[as.positions] |= game.Only(index)
}

// stand takes the session out of the seat. It reports whether there was one.
func (s *seats) stand(index int) bool {
	at := &s.at[index]
	if !at.connected {
		return false
	}
	at.connected = false
	delete(s.sessions, at.presence.GetSessionId())
	s.encoded[at.encoding] &^= game.Only(index)
	s.positions[at.positions] &^= game.Only(index)
	return true
}

// connected is the seats that have a session.
func (s *seats) connected() game.Audience {
	var all game.Audience
	for _, some := range s.encoded {
		all |= some
	}
	return all
}

func (s *seats) connectedCount() int { return bits.OnesCount16(uint16(s.connected())) }

// knows reports whether the session is seated or about to be.
func (s *seats) knows(session string) bool {
	_, seated := s.sessions[session]
	_, coming := s.pending[session]
	return seated || coming
}

// has reports whether the player is connected or about to be.
func (s *seats) has(user game.PlayerID) bool {
	for i := range s.at {
		if s.at[i].connected && s.at[i].user == user {
			return true
		}
	}
	for _, arriving := range s.pending {
		if arriving.user == user {
			return true
		}
	}
	return false
}

// lowest is the first seat of an audience that is not empty.
func lowest(a game.Audience) int { return bits.TrailingZeros16(uint16(a)) }
