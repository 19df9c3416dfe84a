package match

import (
	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/game"
	"sagishi/protocol"
)

// Reasons why a player may not join, beside those of the game. Clients may
// show them, so they are stable.
const (
	reasonTwice     = "you are in this match already"
	reasonFull      = "match is full"
	reasonEncoding  = `metadata "encoding" must be "json" or "protobuf"`
	reasonPositions = `metadata "positions" must be "each", "snapshot" or "packed"`
)

// attempt says why a player may not join; "" lets the player in.
func (s *state) attempt(presence runtime.Presence, metadata map[string]string) string {
	wanted, reason := readPreferences(metadata)
	if reason != "" {
		return reason
	}
	user, session := game.PlayerID(presence.GetUserId()), presence.GetSessionId()
	if s.seats.knows(session) {
		return "" // the same session asks twice, faster than Nakama joins it
	}
	if s.seats.has(user) {
		return reasonTwice
	}
	if err := s.game.CheckJoin(user); err != nil {
		return err.Error()
	}
	if s.crowded(user) {
		return reasonFull
	}
	s.seats.pending[session] = arrival{preferences: wanted, user: user}
	return ""
}

// crowded reports whether those who were let in a moment ago take the last
// seats. Nakama joins them in a call of its own, so the game cannot know.
func (s *state) crowded(user game.PlayerID) bool {
	if _, seated := s.game.Seat(user); seated || len(s.seats.pending) == 0 {
		return false
	}
	coming := 0
	for _, arriving := range s.seats.pending {
		if _, seated := s.game.Seat(arriving.user); !seated {
			coming++
		}
	}
	return s.game.Count()+coming >= s.game.Settings().MaxPlayers
}

func readPreferences(metadata map[string]string) (preferences, string) {
	encoding, ok := protocol.ParseEncoding(metadata["encoding"])
	if !ok {
		return preferences{}, reasonEncoding
	}
	switch metadata["positions"] {
	case "", "each":
		return preferences{encoding, each}, ""
	case "snapshot":
		return preferences{encoding, snapshot}, ""
	case "packed":
		return preferences{encoding, packed}, ""
	}
	return preferences{}, reasonPositions
}

// join seats a player. If the seat is gone since the attempt, the player is
// told and sent away.
func (s *state) join(dispatcher runtime.MatchDispatcher, presence runtime.Presence) {
	session := presence.GetSessionId()
	arriving := s.seats.pending[session]
	delete(s.seats.pending, session)
	arriving.user = game.PlayerID(presence.GetUserId())
	err := s.game.Join(arriving.user, presence.GetUsername())
	index, seated := s.game.Seat(arriving.user)
	if err != nil || !seated {
		s.turnAway(dispatcher, presence, arriving.encoding, err)
		return
	}
	s.stand(index)
	s.seats.sit(index, presence, arriving)
	s.module.gauge(&s.module.players, "sagishi_players", 1)
}

func (s *state) turnAway(dispatcher runtime.MatchDispatcher, presence runtime.Presence, encoding protocol.Encoding, err error) {
	reason := reasonFull
	if err != nil {
		reason = err.Error()
	}
	only := []runtime.Presence{presence}
	data, err := protocol.Append(nil, encoding, &protocol.Rejected{Code: codeNotSeated, Message: reason})
	if err == nil {
		_ = dispatcher.BroadcastMessage(protocol.OpRejected, data, only, nil, true)
	}
	_ = dispatcher.MatchKick(only)
}

// leave takes a session out of its seat. Only who leaves on purpose gives up
// the seat; every other reason is a lost connection.
func (s *state) leave(presence runtime.Presence) {
	session := presence.GetSessionId()
	delete(s.seats.pending, session)
	index, seated := s.seats.sessions[session]
	if !seated {
		return
	}
	s.stand(index)
	user := s.seats.at[index].user
	if presence.GetReason() == runtime.PresenceReasonLeave {
		s.game.Leave(user)
		return
	}
	s.game.Drop(user)
}

func (s *state) stand(index int) {
	if s.seats.stand(index) {
		s.module.gauge(&s.module.players, "sagishi_players", -1)
	}
}

// remove throws a player out of the match, as the game wants it.
func (s *state) remove(dispatcher runtime.MatchDispatcher, user game.PlayerID) {
	for i := range s.seats.at {
		at := &s.seats.at[i]
		if at.connected && at.user == user {
			s.stand(i)
			_ = dispatcher.MatchKick([]runtime.Presence{at.presence})
		}
	}
}
