package match

import (
	"context"

	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/game"
	"sagishi/internal/platform/metrics"
)

// step runs one tick of the match.
func (s *state) step(ctx context.Context, dispatcher runtime.MatchDispatcher, tick int64, messages []runtime.MatchData) {
	s.reportFullInput(len(messages))
	s.checkDrain(dispatcher)
	s.readInputs(messages)
	s.addBotInputs(ctx, tick)
	events := s.game.Step(s.inputs)
	for i := range events {
		s.handleEvent(ctx, dispatcher, &events[i])
	}
	s.seatBots()
	s.sendEventsToBots(events)
	s.sendPositionsToBots()
	s.sendPositions(dispatcher, tick)
	s.sendResults(dispatcher)
	s.updateLabel(dispatcher)
	s.reportPhase()
	s.releaseSeats()
}

// handleEvent sends an event to its audience, after the event's effect on the
// match itself.
func (s *state) handleEvent(ctx context.Context, dispatcher runtime.MatchDispatcher, event *game.Event) {
	var sender runtime.Presence
	switch body := event.Body.(type) {
	case game.MeetingCalled:
		sender = s.presenceOf(body.By)
	case game.Voted:
		sender = s.presenceOf(body.By)
	case game.StateSent:
		if !s.isSeatOf(event.To, body.View.You) {
			return
		}
	case game.Refused:
		if event.To&s.game.Bots() == 0 {
			metrics.Refused.Add(s.shared.Metrics, 1, string(body.Code))
		}
	case game.StrikeCounted:
		metrics.Strikes.Add(s.shared.Metrics, 1, string(body.Code))
	case game.PlayerRemoved:
		s.removePlayer(dispatcher, body)
	case game.Ended:
		if !body.Replay {
			s.startRecording(ctx, body)
		}
	default:
	}
	if event.To&s.seats.connected() == 0 {
		return
	}
	op, message := s.stage.Message(event.Body)
	if message != nil {
		s.send(dispatcher, event.To, op, message, sender)
	}
	if ended, ok := event.Body.(game.Ended); ok && ended.Replay {
		s.resendResults(dispatcher, event.To)
	}
}

// isSeatOf reports whether the only seat of the audience still belongs to the
// player: the seat may have a new owner since the event was created.
func (s *state) isSeatOf(to game.Audience, user game.PlayerID) bool {
	return to != 0 && s.seats.all[to.First()].user == user
}

// presenceOf returns the presence that others see as the sender of a player's
// action, or nil if the player has no seat.
func (s *state) presenceOf(user game.PlayerID) runtime.Presence {
	if index, seated := s.game.Seat(user); seated {
		return s.seats.all[index].presence
	}
	return nil
}
