package lobby

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/platform/apierr"
)

// ChatAction names something that a player wants to do in a match's chat room.
type ChatAction string

// The chat actions that need the match's permission.
const (
	ChatJoin  ChatAction = "join"
	ChatWrite ChatAction = "write"
)

// The rooms that a match may answer with.
const (
	RoomNone   = "none"   // refused, for the given Reason
	RoomAll    = "all"    // everyone in the match
	RoomGhosts = "ghosts" // the dead among themselves
)

// ChatAnswer says in which room a player may chat.
type ChatAnswer struct {
	Room   string    `json:"room"`
	Reason string    `json:"reason,omitempty"`
	Ghosts []Session `json:"ghosts,omitempty"` // the dead who are here; RoomGhosts only
}

// GhostAnswer says whom a player may not reach.
type GhostAnswer struct {
	Seated bool     `json:"seated"`           // the player is in the match, or was when its game began
	Living []string `json:"living,omitempty"` // if the player is dead in a running game: the living players
}

// Session is one connection of a player.
type Session struct {
	UserID    string `json:"user_id"`
	SessionID string `json:"session_id"`
}

// SignalKind says what a signal is about.
type SignalKind string

// The signals that a match understands.
const (
	SignalChat   SignalKind = "chat"   // UserID, Username, Action; answered with a ChatAnswer
	SignalGhost  SignalKind = "ghost"  // UserID; answered with a GhostAnswer
	SignalCode   SignalKind = "code"   // Code: the match's join code, to be released at its end
	SignalJoin   SignalKind = "join"   // UserID may want to join with Metadata; answered with a JoinAnswer
	SignalLeave  SignalKind = "leave"  // UserID joins another match; answered with a LeaveAnswer
	SignalStatus SignalKind = "status" // answered with a StatusAnswer
)

// Signal is a message from the server to a match.
type Signal struct {
	Kind   SignalKind `json:"kind"`
	UserID string     `json:"user_id,omitempty"`
	// Username is that of the session, which may be older than the account's.
	Username string     `json:"username,omitempty"`
	Action   ChatAction `json:"action,omitempty"`
	Code     string     `json:"code,omitempty"`
	// Metadata is that of the join.
	Metadata map[string]string `json:"metadata,omitempty"`
}

// Bot names a seat that the server plays. It has no session.
type Bot struct{ UserID, Username string }

// JoinAnswer says whether a player could join the match now.
type JoinAnswer struct {
	Reason string `json:"reason,omitempty"` // why not; "" = could join
	Seated bool   `json:"seated"`           // has a seat in the match already
	Open   bool   `json:"open"`             // public, in the lobby, with a seat that a person may take
}

// LeaveAnswer says whether a player has given up the seat in the match.
type LeaveAnswer struct {
	Playing bool `json:"playing"` // has not: the player is alive in a game that runs
}

// StatusAnswer is a match's answer to operators.
type StatusAnswer struct {
	AgeSeconds int64 `json:"age_seconds"`
	Games      int   `json:"games"` // that ended in it
}

// askJoin asks the match whether the player could join with the metadata. Errors as Chat.
func (s *Service) askJoin(ctx context.Context, matchID, userID string, metadata map[string]string) (JoinAnswer, error) {
	return ask[JoinAnswer](ctx, s, matchID, Signal{Kind: SignalJoin, UserID: userID, Metadata: metadata})
}

// askLeave asks the match to give up the player's seat. Errors as Chat.
func (s *Service) askLeave(ctx context.Context, matchID, userID string) (LeaveAnswer, error) {
	return ask[LeaveAnswer](ctx, s, matchID, Signal{Kind: SignalLeave, UserID: userID})
}

// Chat asks the match whether the player, whose session has the username, may do
// that in its chat room.
//
// Errors: not found if there is no such match, aborted if the match is busy.
func (s *Service) Chat(ctx context.Context, matchID, userID, username string, action ChatAction) (ChatAnswer, error) {
	return ask[ChatAnswer](ctx, s, matchID, Signal{Kind: SignalChat, UserID: userID, Username: username, Action: action})
}

// Ghost asks the match whom the player may not reach. Errors as Chat.
func (s *Service) Ghost(ctx context.Context, matchID, userID string) (GhostAnswer, error) {
	return ask[GhostAnswer](ctx, s, matchID, Signal{Kind: SignalGhost, UserID: userID})
}

// ask sends the match a signal and decodes its answer.
func ask[Answer any](ctx context.Context, s *Service, matchID string, signal Signal) (answer Answer, err error) {
	text, err := s.signal(ctx, matchID, signal)
	if err != nil {
		return answer, err
	}
	if err := json.Unmarshal([]byte(text), &answer); err != nil {
		return answer, fmt.Errorf("decode the match's answer: %w", err)
	}
	return answer, nil
}

// sendCode sends the match its code. If that fails the code works all the same; it
// is released when it is used after the match's end.
func (s *Service) sendCode(ctx context.Context, matchID, code string) {
	_, _ = s.signal(ctx, matchID, Signal{Kind: SignalCode, Code: code})
}

func (s *Service) signal(ctx context.Context, matchID string, signal Signal) (string, error) {
	encoded, err := json.Marshal(signal)
	if err != nil {
		return "", fmt.Errorf("encode signal: %w", err)
	}
	text, err := s.nk.MatchSignal(ctx, matchID, string(encoded))
	if errors.Is(err, runtime.ErrMatchNotFound) || errors.Is(err, runtime.ErrMatchIdInvalid) {
		return "", apierr.NotFound("no such match")
	}
	if errors.Is(err, runtime.ErrMatchBusy) {
		return "", apierr.Aborted("the match is busy, try again")
	}
	if err != nil {
		return "", fmt.Errorf("signal match: %w", err)
	}
	return text, nil
}
