package hooks

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/platform/callback"
	"sagishi/internal/service/lobby"
)

// Nakama is what the hooks need of the server.
type Nakama interface {
	StreamUserList(mode uint8, subject, subcontext, label string, includeHidden, includeNotHidden bool) ([]runtime.Presence, error)
	StreamUserGet(mode uint8, subject, subcontext, label, userID, sessionID string) (runtime.PresenceMeta, error)
	StreamUserJoin(mode uint8, subject, subcontext, label, userID, sessionID string, hidden, persistence bool, status string) (bool, error)
	StreamUserLeave(mode uint8, subject, subcontext, label, userID, sessionID string) error
	SessionDisconnect(ctx context.Context, sessionID string, reason ...runtime.PresenceReason) error
	MetricsCounterAdd(name string, tags map[string]string, delta int64)
}

// Scores decides what becomes of a score that a client submits. It may change
// the request.
type Scores interface {
	CheckLeaderboard(ctx context.Context, caller callback.Caller, in *api.WriteLeaderboardRecordRequest) error
	CheckTournament(ctx context.Context, caller callback.Caller, in *api.WriteTournamentRecordRequest) error
}

// Rooms asks a match who may do what in its chat room.
type Rooms interface {
	Chat(ctx context.Context, matchID, userID string, action lobby.ChatAction) (lobby.ChatAnswer, error)
}

// Lobbies makes matches.
type Lobbies interface {
	Create(ctx context.Context, request lobby.Request) (matchID, code string, err error)
}

// Welcomer gives a player what every player has. It may be called at each
// login.
type Welcomer interface {
	Welcome(ctx context.Context, userID string) error
}

// Referrals hears who was invited by whom. It may be called at each login;
// created says whether this one made the account.
type Referrals interface {
	Invited(ctx context.Context, userID, inviterID string, created bool) error
}

// Deps is what the hooks work with.
type Deps struct {
	AuthMethods    []string // ways to log in, as the configuration names them
	RelayedMatches bool     // whether clients may have relayed matches
	GroupDelete    bool     // whether groups may be deleted
	GroupMaxSize   int      // most members of a group

	Nakama    Nakama
	Scores    Scores
	Rooms     Rooms
	Lobbies   Lobbies
	Welcomer  Welcomer
	Referrals Referrals // nil = nobody counts invitations
	Purchases Purchases // nil = nothing is sold for money
	Now       func() time.Time
}

// guard is what the checks share.
type guard struct {
	Deps
	paces   *paces
	authors *authors
}

func newGuard(deps Deps) *guard {
	return &guard{Deps: deps, paces: newPaces(deps.Now), authors: newAuthors(deps.Now)}
}

// Register installs every hook. The error names each that could not be.
func Register(in runtime.Initializer, deps Deps) error {
	g := newGuard(deps)
	var faults []error
	keep := func(name string, err error) {
		if err != nil {
			faults = append(faults, fmt.Errorf("hook %s: %w", name, err))
		}
	}
	for _, rules := range [][]rule{requests, messages} {
		for _, r := range rules {
			if r.install != nil {
				keep(r.API, r.install(g, in))
			}
		}
	}
	keep("ChannelMessageSend", g.following(in, "ChannelMessageSend", g.messageSent))
	keep("ListMatches", in.RegisterAfterListMatches(hidePrivate))
	keep("MatchmakerMatched", in.RegisterMatchmakerMatched(g.matched))
	keep("SessionEnd", in.RegisterEventSessionEnd(g.sessionEnded))
	if g.Purchases != nil {
		keep("purchases", g.registerPurchases(in))
	}
	return errors.Join(faults...)
}

// Table is the guard's policy, for the documentation: first the APIs, then the
// messages over the socket that clients may send.
func Table() []Row {
	rows := make([]Row, 0, len(requests)+len(messages))
	for _, r := range requests {
		rows = append(rows, r.Row)
	}
	for _, r := range messages {
		if r.Rule != ruleServer {
			rows = append(rows, r.Row)
		}
	}
	return rows
}
