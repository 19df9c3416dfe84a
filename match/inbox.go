package match

import (
	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/game"
	"sagishi/protocol"
)

// inbox turns the messages of a tick into inputs of the game. Its buffer is
// kept from tick to tick.
type inbox struct{ inputs []game.Input }

// read decodes the messages. Those of strangers, and of players thrown out a
// moment ago, are dropped.
func (s *state) read(messages []runtime.MatchData) []game.Input {
	s.inbox.inputs = s.inbox.inputs[:0]
	s.refill()
	for _, message := range messages {
		if index, seated := s.seats.sessions[message.GetSessionId()]; seated {
			s.readOne(&s.seats.at[index], message)
		}
	}
	return s.inbox.inputs
}

// refill gives every seat its messages for this tick. Credit is counted in
// shares: a message costs TickRate of them, and MessagesPerSecond come each
// tick. Two seconds' worth can be saved, since lag delivers messages in heaps.
func (s *state) refill() {
	most := 2 * s.module.MessagesPerSecond * s.module.TickRate
	for i := range s.seats.at {
		at := &s.seats.at[i]
		at.credit = min(at.credit+s.module.MessagesPerSecond, most)
		at.position = 0
	}
}

func (s *state) readOne(at *seat, message runtime.MatchData) {
	op := message.GetOpCode()
	if at.credit < s.module.TickRate {
		// Not worth reading. The game counts it, and answers once a second.
		s.put(at, game.Action{Kind: game.Malformed, Op: op, Code: game.CodeFlood, Text: "too many messages"})
		return
	}
	at.credit -= s.module.TickRate
	action := protocol.Decode(at.encoding, op, message.GetData(), s.settingsFor(at, op))
	if action.Kind == game.Position && at.position > 0 {
		s.inbox.inputs[at.position-1].Action = action // the newest wins
		return
	}
	s.put(at, action)
	if action.Kind == game.Position {
		at.position = len(s.inbox.inputs)
	}
}

func (s *state) put(at *seat, action game.Action) {
	s.inbox.inputs = append(s.inbox.inputs, game.Input{By: at.user, Action: action})
}

// settingsFor is what a message with settings changes: those of the match, or
// those the same player asked for earlier in this tick.
func (s *state) settingsFor(at *seat, op int64) *game.Settings {
	if op != protocol.OpSettings {
		return nil
	}
	for i := len(s.inbox.inputs) - 1; i >= 0; i-- {
		if input := &s.inbox.inputs[i]; input.By == at.user && input.Action.Kind == game.ChangeSettings {
			return input.Action.Settings
		}
	}
	settings := s.game.Settings()
	return &settings
}
