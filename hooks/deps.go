package hooks

import (
	"context"
	"time"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/platform/callback"
	"sagishi/internal/platform/metrics"
	"sagishi/internal/service/lobby"
	"sagishi/internal/service/quota"
)

// Nakama is the part of the server that the hooks use.
type Nakama interface {
	SessionDisconnect(ctx context.Context, sessionID string, reason ...runtime.PresenceReason) error
	AccountsGetId(ctx context.Context, userIDs, deviceIDs []string) ([]*api.Account, error)
	StreamUserList(mode uint8, subject, subcontext, label string, includeHidden, includeNotHidden bool) ([]runtime.Presence, error)
	metrics.Counters
}

// Scores decides about a score that a client submits. It may change the request.
type Scores interface {
	CheckLeaderboard(ctx context.Context, caller callback.Caller, in *api.WriteLeaderboardRecordRequest) error
	CheckTournament(ctx context.Context, caller callback.Caller, in *api.WriteTournamentRecordRequest) error
	// CorrectName gives the caller's record in a tournament the account's username.
	CorrectName(ctx context.Context, caller callback.Caller, tournamentID string) error
}

// Chat decides about match rooms and about edits of messages.
type Chat interface {
	// AuthorizeJoin fails if the player may not join the match's room: 7
	// refused, 5 no such match, 10 the match is busy.
	AuthorizeJoin(ctx context.Context, userID, matchID string) error
	// RouteMessage returns the channel to which a new message goes. Codes as
	// AuthorizeJoin.
	RouteMessage(ctx context.Context, caller callback.Caller, channelID string) (string, error)
	// RouteEdit returns the channel to which a change or removal goes. Codes as
	// AuthorizeJoin, and 9 for a ghost's message that must stay where it is.
	RouteEdit(ctx context.Context, caller callback.Caller, channelID, messageID string) (string, error)
	// CheckUsers, CheckGroup, CheckParty, CheckStatus and CheckPublic refuse,
	// with code 7, what reaches those users, that group, that party, the
	// caller's followers, or everyone, if the caller is dead in a running game and living players of it are among
	// them. They may also fail with code 10: a match is busy.
	CheckUsers(ctx context.Context, userID string, users ...string) error
	CheckGroup(ctx context.Context, userID, groupID string) error
	CheckParty(ctx context.Context, userID, partyID string) error
	CheckStatus(ctx context.Context, caller callback.Caller) error
	CheckPublic(ctx context.Context, userID string) error
	// Followed and Unfollowed record whose status the caller's session follows.
	Followed(caller callback.Caller, users []string)
	Unfollowed(caller callback.Caller, users []string)
	// MatchJoined records that a player joined a match.
	MatchJoined(ctx context.Context, userID, matchID string) error
	// MessageSent records the author of a message.
	MessageSent(sessionID, messageID, channelID string)
	// SessionEnded drops what was kept for a session.
	SessionEnded(sessionID string)
}

// Groups decides about groups.
type Groups interface {
	// CheckOwned fails with code 8 if the player owns too many groups.
	CheckOwned(ctx context.Context, userID string) error
	// CheckRequests fails with code 9 if one of the players did not ask to join.
	CheckRequests(ctx context.Context, groupID string, userIDs []string) error
}

// Objects counts the objects that a player writes.
type Objects interface {
	// Add counts new ones. Codes: 8 too many, 10 lost a race.
	Add(ctx context.Context, userID string, objects []quota.Object) error
}

// Players has the skill of players, and whether they may look for a match.
type Players interface {
	// Skill returns the player's skill. Known is false if clients choose it.
	Skill(ctx context.Context, userID string) (skill float64, known bool, err error)
	// CheckLeaver fails while the player may not look for matches. Code 9: too many
	// games left early.
	CheckLeaver(ctx context.Context, userID string) error
}

// Lobbies creates matches, and sees to it that a player has one seat.
type Lobbies interface {
	// PrepareJoin gives up the player's seat in another match. Codes: 9 the player
	// is alive in a game, 10 a match is busy.
	PrepareJoin(ctx context.Context, userID, matchID string, metadata map[string]string) error
	// StampUsername returns the metadata of a join with the username that the
	// account has now, whatever the client wrote there.
	StampUsername(ctx context.Context, userID string, metadata map[string]string) map[string]string
	Create(ctx context.Context, request lobby.Request) (matchID, code string, err error)
}

// Drain says whether the server is emptied before it is stopped.
type Drain interface {
	On() bool
	// Check fails with code 14 while nothing new may begin.
	Check() error
}

// StarterGranter gives a player the starter items and coins, once. It may be
// called at each login.
type StarterGranter interface {
	GrantStarter(ctx context.Context, userID string) error
}

// Referrals records who invited a player. It may be called at each login;
// created says whether this login created the account.
type Referrals interface {
	Invited(ctx context.Context, userID, inviterID string, created bool) error
}

// Purchases grants what is bought in the stores, and takes back what is
// refunded. Both calls are safe to repeat.
type Purchases interface {
	Validated(ctx context.Context, userID string, response *api.ValidatePurchaseResponse) error
	Refunded(ctx context.Context, purchase *api.ValidatedPurchase) error
}

// Deps has the services and settings that the hooks use.
type Deps struct {
	AuthMethods    []string // authentication methods, as the configuration names them
	RelayedMatches bool     // whether clients may use relayed matches
	GroupDelete    bool     // whether clients may delete groups
	GroupMaxSize   int      // most members of a group

	Nakama    Nakama
	Scores    Scores
	Chat      Chat
	Groups    Groups
	Objects   Objects
	Lobbies   Lobbies
	Players   Players
	Drain     Drain
	Starter   StarterGranter
	Referrals Referrals // nil: invitations are ignored
	Purchases Purchases // nil: purchases grant nothing
	Now       func() time.Time
}
