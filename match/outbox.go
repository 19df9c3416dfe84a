package match

import (
	"context"

	"github.com/heroiclabs/nakama-common/runtime"
	"google.golang.org/protobuf/proto"

	"sagishi/game"
	"sagishi/protocol"
)

// Codes of op 109 with op 0: they answer no message.
const (
	codeShutdown  = "shutdown"
	codeInternal  = "internal"
	codeNotSeated = "not_seated"
)

// outbox holds the buffers of sending. Nakama has used both by the time a
// broadcast returns, so each broadcast may use them again.
type outbox struct {
	to   []runtime.Presence
	data []byte
}

// step is one tick of the match.
func (s *state) step(ctx context.Context, dispatcher runtime.MatchDispatcher, tick int64, messages []runtime.MatchData) {
	events := s.game.Step(s.read(messages))
	for i := range events {
		s.tell(ctx, dispatcher, &events[i])
	}
	s.sendPositions(dispatcher, tick)
	s.sendResults(dispatcher)
	s.updateLabel(dispatcher)
}

// tell sends an event to those who may know of it, and does what it means for
// the match.
func (s *state) tell(ctx context.Context, dispatcher runtime.MatchDispatcher, event *game.Event) {
	var sender runtime.Presence
	switch body := event.Body.(type) {
	case game.MeetingCalled:
		sender = s.presenceOf(body.By)
	case game.Voted:
		sender = s.presenceOf(body.By)
	case game.StateSent:
		if !s.seatedAs(event.To, body.View.You) {
			return
		}
	case game.Refused:
		s.module.count("sagishi_refused", "code", string(body.Code))
	case game.StrikeCounted:
		s.module.count("sagishi_strikes", "code", string(body.Code))
	case game.PlayerRemoved:
		s.module.count("sagishi_removed", "", "")
		s.remove(dispatcher, body.UserID)
	case game.Ended:
		if !body.Replay {
			s.finish(ctx, body)
		}
	default:
	}
	op, message := s.stage.Message(event.Body)
	if message != nil {
		s.send(dispatcher, event.To, op, message, sender)
	}
}

// seatedAs reports whether the one seat of the audience is still that
// player's: it may have changed hands since the event came up.
func (s *state) seatedAs(to game.Audience, user game.PlayerID) bool {
	return to != 0 && s.seats.at[lowest(to)].user == user
}

// presenceOf is who others see as the sender of what a player did.
func (s *state) presenceOf(user game.PlayerID) runtime.Presence {
	if index, seated := s.game.Seat(user); seated {
		return s.seats.at[index].presence
	}
	return nil
}

// send encodes a message once in each encoding that someone in the audience
// wants.
func (s *state) send(dispatcher runtime.MatchDispatcher, to game.Audience, op int64, message proto.Message, sender runtime.Presence) {
	for encoding, seats := range s.seats.encoded {
		if to&seats == 0 {
			continue
		}
		data, err := protocol.Append(s.outbox.data[:0], protocol.Encoding(encoding), message)
		if err != nil {
			s.module.count("sagishi_send_failed", "", "")
			continue
		}
		s.outbox.data = data
		s.broadcast(dispatcher, to&seats, op, sender)
	}
}

// broadcast sends the data in the outbox. The list of recipients is never nil:
// Nakama would take that for everyone.
func (s *state) broadcast(dispatcher runtime.MatchDispatcher, to game.Audience, op int64, sender runtime.Presence) {
	if s.outbox.to == nil {
		s.outbox.to = make([]runtime.Presence, 0, game.MaxSeats)
	}
	s.outbox.to = s.outbox.to[:0]
	for rest := to; rest != 0; rest &= rest - 1 {
		s.outbox.to = append(s.outbox.to, s.seats.at[lowest(rest)].presence)
	}
	if err := dispatcher.BroadcastMessage(op, s.outbox.data, s.outbox.to, sender, true); err != nil {
		s.module.count("sagishi_send_failed", "", "")
	}
}
