package chat

import (
	"context"
	"time"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/rtapi"
	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/platform/apierr"
	"sagishi/internal/platform/callback"
	"sagishi/internal/service/lobby"
)

// Nakama is the part of the server that the service uses.
type Nakama interface {
	Streams
	GroupUsersList(ctx context.Context, id string, limit int, state *int, cursor string) ([]*api.GroupUserList_GroupUser, string, error)
	UsersGetUsername(ctx context.Context, usernames []string) ([]*api.User, error)
}

// Streams knows the members of streams, of which a chat room is one and a match
// another, and sends to them.
type Streams interface {
	StreamUserList(mode uint8, subject, subcontext, label string, includeHidden, includeNotHidden bool) ([]runtime.Presence, error)
	StreamUserGet(mode uint8, subject, subcontext, label, userID, sessionID string) (runtime.PresenceMeta, error)
	StreamUserJoin(mode uint8, subject, subcontext, label, userID, sessionID string, hidden, persistence bool, status string) (bool, error)
	StreamUserLeave(mode uint8, subject, subcontext, label, userID, sessionID string) error
	// ChannelMessageSend reaches the database only with persist.
	ChannelMessageSend(ctx context.Context, channelID string, content map[string]any, senderID, senderUsername string, persist bool) (*rtapi.ChannelMessageAck, error)
}

// Matches asks a match about a player. It fails with code 5 if there is no such
// match, and with code 10 if the match is busy.
type Matches interface {
	// Ghost says whom the player may not reach.
	Ghost(ctx context.Context, matchID, userID string) (lobby.GhostAnswer, error)
	// Chat says what the player, whose session has the username, may do in the match's
	// chat room.
	Chat(ctx context.Context, matchID, userID, username string, action lobby.ChatAction) (lobby.ChatAnswer, error)
}

// Service decides about the chat of matches.
type Service struct {
	nk      Nakama
	matches Matches
	authors *authors
	joined  *joined
	follows *follows
}

// New makes the service.
func New(nk Nakama, matches Matches, now func() time.Time) *Service {
	return &Service{nk: nk, matches: matches, authors: newAuthors(now), joined: newJoined(now), follows: newFollows(now)}
}

// AuthorizeJoin asks the match whether the player may join its chat room. A
// refusal has code 7.
func (s *Service) AuthorizeJoin(ctx context.Context, userID, matchID string) error {
	answer, err := s.matches.Chat(ctx, matchID, userID, "", lobby.ChatJoin)
	if err == nil && answer.Room == lobby.RoomNone {
		return denied(answer)
	}
	return err
}

// MessageSent records who sent a message to a channel without history, because
// Nakama does not: only its author may edit it.
func (s *Service) MessageSent(sessionID, messageID, channelID string) {
	s.authors.record(sessionID, messageID, channelID)
}

// SessionEnded drops what was kept for a session.
func (s *Service) SessionEnded(sessionID string) {
	s.authors.drop(sessionID)
	s.follows.drop(sessionID)
}

// checkAuthor lets a player edit a message outside of matches: one that the
// session wrote, or any in a channel with history, where Nakama knows authors.
func (s *Service) checkAuthor(caller callback.Caller, channelID string, own bool) error {
	if own {
		return nil
	}
	to, valid := parseChannel(channelID)
	if !valid {
		return nil // Nakama refuses it with a better message.
	}
	meta, err := s.nk.StreamUserGet(to.mode, to.subject, to.subcontext, to.label, caller.UserID, caller.SessionID)
	if err != nil {
		return err
	}
	if meta == nil || !meta.GetPersistence() {
		return errNotAuthor()
	}
	return nil
}

func denied(answer lobby.ChatAnswer) error {
	if answer.Reason == "" {
		return apierr.Denied("the match's chat is closed to you now")
	}
	return apierr.Denied("%s", answer.Reason)
}

func errNotAuthor() error {
	return apierr.Denied("message_id: not a message that you wrote in this session, or too old")
}
