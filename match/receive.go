package match

import (
	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/game"
	"sagishi/protocol"
)

// readInputs decodes the messages of a tick into inputs of the game. Messages
// from sessions without a seat, such as a player removed a moment ago, are
// dropped.
func (s *state) readInputs(messages []runtime.MatchData) {
	s.inputs = s.inputs[:0]
	s.refillCredits()
	for _, message := range messages {
		if index, seated := s.seats.sessions[message.GetSessionId()]; seated {
			s.readMessage(&s.seats.all[index], message)
		}
	}
}

// refillCredits gives every seat its message credit for this tick. A message
// costs TickRate units, and each tick brings game.MessagesPerSecond units. Up to two
// seconds of credit can be saved, because lag delivers messages in bursts.
func (s *state) refillCredits() {
	limit := 2 * game.MessagesPerSecond * s.shared.TickRate
	for i := range s.seats.all {
		from := &s.seats.all[i]
		from.credit = min(from.credit+game.MessagesPerSecond, limit)
		from.positionInput = 0
	}
}

func (s *state) readMessage(from *seat, message runtime.MatchData) {
	op := message.GetOpCode()
	if from.credit < s.shared.TickRate {
		// Not decoded. The game counts it, and answers once a second.
		s.addInput(from, game.Action{Kind: game.Malformed, Op: op, Code: game.CodeFlood, Text: "too many messages"})
		return
	}
	from.credit -= s.shared.TickRate
	action := protocol.Decode(from.encoding, op, message.GetData(), s.settingsFor(from, op))
	s.addInput(from, action)
	if action.Kind != game.Position {
		return
	}
	if from.positionInput > 0 {
		s.inputs[from.positionInput-1].Action.Superseded = true
	}
	from.positionInput = len(s.inputs)
}

func (s *state) addInput(from *seat, action game.Action) {
	s.inputs = append(s.inputs, game.Input{By: from.user, Action: action})
}

// settingsFor returns the settings that a settings message changes: those of the
// match, or those that the same player requested earlier in this tick. It is nil
// for other messages.
func (s *state) settingsFor(from *seat, op int64) *game.Settings {
	if op != protocol.OpSettings {
		return nil
	}
	for i := len(s.inputs) - 1; i >= 0; i-- {
		if input := &s.inputs[i]; input.By == from.user && input.Action.Kind == game.ChangeSettings {
			return input.Action.Settings
		}
	}
	settings := s.game.Settings()
	return &settings
}
