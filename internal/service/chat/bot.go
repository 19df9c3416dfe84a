package chat

import (
	"context"
	"fmt"

	"sagishi/internal/service/lobby"
)

// Say sends what a bot says to everyone in the chat room of its match. The content
// is that of a player's message, with "bot": true. The match must have checked that
// the bot may speak. Errors are internal.
func (s *Service) Say(ctx context.Context, matchID string, bot lobby.Bot, text string) error {
	room := matchRoom{matchID: matchID}
	if _, err := s.removeNonMembers(room); err != nil {
		return err
	}
	content := map[string]any{"message": text, "bot": true}
	const persist = false // nothing is stored
	if _, err := s.nk.ChannelMessageSend(ctx, room.channelID(), content, bot.UserID, bot.Username, persist); err != nil {
		return fmt.Errorf("send a bot's message: %w", err)
	}
	return nil
}
