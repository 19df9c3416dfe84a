package match

import (
	"strconv"

	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/game"
	"sagishi/internal/platform/metrics"
	"sagishi/internal/service/lobby"
	"sagishi/protocol"
)

// Reasons why a player may not join, in addition to those of the game. Clients
// may show them, so they are stable.
const (
	reasonAlreadyJoined = "you are in this match already, on another connection; if it is gone, the seat is free within 10 s"
	reasonFull          = "match is full"
	reasonOtherSeat     = "you have a seat in another match"
	reasonNoUsername    = "your username cannot be looked up at the moment: try again"
	reasonEncoding      = `metadata "encoding" must be "json" or "protobuf"`
	reasonProtocol      = `metadata "protocol" must be a number`
	reasonOldClient     = "this client's protocol is no longer spoken here: update the game"
	reasonNewClient     = "this client's protocol is newer than the server's: update the server, or use an older client"
	reasonPositions     = `metadata "positions" must be "each", "snapshot", "packed" or "course"`
)

// checkJoin returns the reason why a player may not join, or "" after noting the
// pending join.
func (s *state) checkJoin(presence runtime.Presence, metadata map[string]string) string {
	requested, reason := readPreferences(metadata)
	if reason != "" {
		return reason
	}
	user, session := game.PlayerID(presence.GetUserId()), presence.GetSessionId()
	if s.seats.hasSession(session) {
		return "" // a repeated attempt, before Nakama has joined the session
	}
	if s.seats.hasPlayer(user) {
		return reasonAlreadyJoined
	}
	username := metadata[lobby.UsernameKey]
	if err := s.game.CheckJoin(user, username); err != nil {
		return err.Error()
	}
	if _, seated := s.game.Seat(user); username == "" && !seated {
		return reasonNoUsername
	}
	if s.fullWithPending(user) {
		return reasonFull
	}
	if !s.takeSeat(user) {
		return reasonOtherSeat
	}
	s.seats.pending[session] = pendingJoin{preferences: requested, user: user, username: username}
	return ""
}

// fullWithPending reports whether pending joins take the last seats. Nakama joins
// a player in a later call, so the game does not know of them yet.
func (s *state) fullWithPending(user game.PlayerID) bool {
	if _, seated := s.game.Seat(user); seated || len(s.seats.pending) == 0 {
		return false
	}
	coming := 0
	for _, pending := range s.seats.pending {
		if _, seated := s.game.Seat(pending.user); !seated {
			coming++
		}
	}
	return s.game.Count()+coming >= s.game.Settings().MaxPlayers
}

// checkProtocol checks the version of the protocol that a client speaks; absent
// means 1.
func checkProtocol(text string) string {
	if text == "" {
		return ""
	}
	version, err := strconv.Atoi(text)
	switch {
	case err != nil:
		return reasonProtocol
	case version < protocol.Version:
		return reasonOldClient
	case version > protocol.Version:
		return reasonNewClient
	}
	return ""
}

// readPreferences reads what a client asks for when it joins, or returns why it may
// not join with that.
func readPreferences(metadata map[string]string) (preferences, string) {
	if reason := checkProtocol(metadata["protocol"]); reason != "" {
		return preferences{}, reason
	}
	encoding, ok := protocol.ParseEncoding(metadata["encoding"])
	if !ok {
		return preferences{}, reasonEncoding
	}
	switch metadata["positions"] {
	case "", "each":
		return preferences{encoding, positionsEach}, ""
	case "snapshot":
		return preferences{encoding, positionsSnapshot}, ""
	case "packed":
		return preferences{encoding, positionsPacked}, ""
	case "course":
		return preferences{encoding, positionsCourse}, ""
	}
	return preferences{}, reasonPositions
}

// join seats a player. If the seat was taken since the attempt, the player gets
// the reason and is removed from the match.
func (s *state) join(dispatcher runtime.MatchDispatcher, presence runtime.Presence) {
	session := presence.GetSessionId()
	pending := s.seats.pending[session]
	delete(s.seats.pending, session)
	pending.user = game.PlayerID(presence.GetUserId())
	if !s.takeSeat(pending.user) {
		s.rejectJoin(dispatcher, presence, pending.encoding, &game.JoinError{Text: reasonOtherSeat})
		return
	}
	if _, seated := s.game.Seat(pending.user); pending.username == "" && !seated {
		s.rejectJoin(dispatcher, presence, pending.encoding, &game.JoinError{Text: reasonNoUsername})
		return
	}
	returns := s.game.HasSeat(pending.user)
	err := s.game.Join(pending.user, pending.username)
	index, seated := s.game.Seat(pending.user)
	if err != nil || !seated {
		s.rejectJoin(dispatcher, presence, pending.encoding, err)
		return
	}
	s.detach(index)
	pending.username = s.game.Username(pending.user)
	s.seats.attach(index, presence, pending)
	s.shared.addToGauge(&s.shared.players, metrics.Players, 1)
	if returns {
		metrics.Returns.Add(s.shared.Metrics, 1, s.part())
	}
}

func (s *state) rejectJoin(dispatcher runtime.MatchDispatcher, presence runtime.Presence, encoding protocol.Encoding, err error) {
	reason := reasonFull
	if err != nil {
		reason = err.Error()
	}
	recipient := []runtime.Presence{presence}
	data, err := protocol.Append(nil, encoding, &protocol.Rejected{Code: codeNotSeated, Message: reason})
	if err == nil {
		_ = dispatcher.BroadcastMessage(protocol.OpRejected, data, recipient, nil, true)
	}
	_ = dispatcher.MatchKick(recipient)
}
