package hooks

import (
	"context"

	"github.com/heroiclabs/nakama-common/rtapi"

	"sagishi/internal/platform/callback"
	"sagishi/internal/platform/uuid"
	"sagishi/internal/service/chat"
)

func (g *guard) joinChannel(ctx context.Context, caller callback.Caller, in *rtapi.ChannelJoin) error {
	matchID, err := chat.CheckJoin(in)
	if err != nil {
		return err
	}
	if matchID == "" {
		return g.joinOtherChannel(ctx, caller, in)
	}
	if err := g.limits.allowMatchQuery(caller); err != nil {
		return err
	}
	in.Target = matchID
	return g.Chat.AuthorizeJoin(ctx, caller.UserID, matchID)
}

// joinOtherChannel checks a channel that is no match's room. The other player of
// a direct message is notified each time when it is joined, which counts as a
// request about that player.
func (g *guard) joinOtherChannel(ctx context.Context, caller callback.Caller, in *rtapi.ChannelJoin) error {
	if err := g.limits.allowSocial(caller); err != nil {
		return err
	}
	if in.GetType() != int32(rtapi.ChannelJoin_DIRECT_MESSAGE) {
		return nil
	}
	in.Target = uuid.Normalize(in.GetTarget())
	if err := g.limits.allowContact(caller, in.GetTarget()); err != nil {
		return err
	}
	return g.Chat.CheckUsers(ctx, caller.UserID, in.GetTarget())
}

func (g *guard) sendMessage(ctx context.Context, caller callback.Caller, in *rtapi.ChannelMessageSend) error {
	err := g.allowMessage(caller, in.GetContent())
	if err == nil {
		in.ChannelId, err = g.Chat.RouteMessage(ctx, caller, in.GetChannelId())
	}
	return err
}

func (g *guard) updateMessage(ctx context.Context, caller callback.Caller, in *rtapi.ChannelMessageUpdate) error {
	err := g.allowMessage(caller, in.GetContent())
	if err == nil {
		in.ChannelId, err = g.Chat.RouteEdit(ctx, caller, in.GetChannelId(), in.GetMessageId())
	}
	return err
}

func (g *guard) removeMessage(ctx context.Context, caller callback.Caller, in *rtapi.ChannelMessageRemove) error {
	err := g.allowMessage(caller, "")
	if err == nil {
		in.ChannelId, err = g.Chat.RouteEdit(ctx, caller, in.GetChannelId(), in.GetMessageId())
	}
	return err
}

// allowMessage checks the limits of every channel.
func (g *guard) allowMessage(caller callback.Caller, content string) error {
	if err := checkJSON("content", content, maxContent); err != nil {
		return err
	}
	if err := g.limits.allowMatchQuery(caller); err != nil {
		return err
	}
	return g.limits.allowSocial(caller)
}

// messageSent reports the author of a message that Nakama stores no record of.
func (g *guard) messageSent(_ context.Context, caller callback.Caller, out *rtapi.Envelope) error {
	ack := out.GetChannelMessageAck()
	if ack.GetMessageId() != "" && !ack.GetPersistent().GetValue() {
		g.Chat.MessageSent(caller.SessionID, ack.GetMessageId(), ack.GetChannelId())
	}
	return nil
}
