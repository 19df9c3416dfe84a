package match

import (
	"context"
	"time"

	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/game"
	"sagishi/game/bots"
	"sagishi/internal/platform/callback"
	"sagishi/internal/service/lobby"
)

const (
	maxSaying  = 256             // messages of bots on their way, of all matches; more are dropped
	sayTimeout = 5 * time.Second // for one of them
)

// addBotInputs appends the actions of the bots to the inputs of the tick, and sends
// what they say.
func (s *state) addBotInputs(ctx context.Context, tick int64) {
	for rest := s.bots.taken; rest != 0; rest &= rest - 1 {
		bot := s.bots.all[rest.First()]
		if !bot.Begin(int(tick)) {
			continue
		}
		s.inputs = bot.Act(s.inputs)
		if line, speaks := bot.TakeLine(); speaks {
			s.say(ctx, bot, line)
		}
	}
}

// say lets the other bots hear a bot, and sends its words to the chat room. A tick
// does not wait for that.
func (s *state) say(ctx context.Context, bot *bots.Bot, line bots.Line) {
	if s.game.ChatRoomOf(bot.ID) != game.ChatAll {
		return
	}
	for rest := s.bots.taken; rest != 0; rest &= rest - 1 {
		s.bots.all[rest.First()].Hear(line)
	}
	if s.shared.Chat == nil || s.seats.connected() == 0 {
		return
	}
	if s.shared.saying.Add(1) > maxSaying {
		s.shared.saying.Add(-1)
		return
	}
	speaker := lobby.Bot{UserID: string(bot.ID), Username: s.seats.all[bot.Seat].presence.GetUsername()}
	go s.shared.send(context.WithoutCancel(ctx), s.logger, botMessage{s.id, speaker, line.Text})
}

// botMessage is a bot's chat message to its match.
type botMessage struct {
	matchID string
	speaker lobby.Bot
	text    string
}

func (m *shared) send(ctx context.Context, logger runtime.Logger, message botMessage) {
	defer m.saying.Add(-1)
	defer callback.RecoverAndLog(logger, "message of a bot")
	ctx, cancel := context.WithTimeout(ctx, sayTimeout)
	defer cancel()
	if err := m.Chat.Say(ctx, message.matchID, message.speaker, message.text); err != nil {
		logger.WithField("match", message.matchID).Warn("message of a bot not sent: %v", err)
	}
}
