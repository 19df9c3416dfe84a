package rpc

import (
	"context"
	"time"

	"sagishi/internal/platform/config"
	"sagishi/internal/service/audit"
	"sagishi/internal/service/drain"
	"sagishi/internal/service/groups"
	"sagishi/internal/service/items"
	"sagishi/internal/service/lobby"
	"sagishi/internal/service/lookup"
	"sagishi/internal/service/results"
	"sagishi/notifications"
	"sagishi/tournaments"
)

// Items manages the items that players own and wear. Each method may fail with
// code 10 if it lost a race; the same call may then be repeated.
type Items interface {
	// Equip puts an item on, or takes it off if it is "". For the player.
	// Codes: 3 the item's id is too long, 9 not owned.
	Equip(ctx context.Context, userID string, slot items.Slot, item string) (items.Equipment, error)
	// Catalog lists every item and whether the player owns it. For any player.
	Catalog(ctx context.Context, userID string) ([]items.Listing, error)
	// Purchase buys an item for coins. For the player. Codes: 3 no such slot, 5
	// no such item, 9 owned already, not enough coins, or a key that another
	// purchase has used.
	Purchase(ctx context.Context, userID string, purchase items.Purchase) (items.PurchaseResult, error)
	// Grant gives coins and items once per key. For servers only. Codes: 3 a
	// value is out of range, 5 no such user or item, 9 the key was used for
	// another grant.
	Grant(ctx context.Context, grant items.Grant) (items.GrantResult, error)
}

// Groups changes groups. Both methods are for a superadmin or admin of the
// group. Codes of both: 3 a value is out of range, 5 no such group, 7 not an
// admin, 10 another admin is changing the group.
type Groups interface {
	// SetInterests replaces the lists that are not nil, and returns the metadata.
	SetInterests(ctx context.Context, userID, groupID string, interests groups.Interests) (map[string]any, error)
	// SetSize sets the most members. Code 9: the group has more members already.
	SetSize(ctx context.Context, userID, groupID string, size int) error
}

// Ghosts keeps the dead of a running game from reaching its living players.
type Ghosts interface {
	// CheckGroup fails if the player is dead in a running game and one of its
	// living players is in the group. Code 7.
	CheckGroup(ctx context.Context, userID, groupID string) error
}

// Lobby creates and finds matches. Every method is for any player.
type Lobby interface {
	// Create creates a match. Code 3: a field or setting is invalid.
	Create(ctx context.Context, request lobby.Request) (matchID, code string, err error)
	// Find returns an open match that fits and that the player may join, or creates
	// one. Codes: 3 a field is invalid, 10 another search of the player takes too
	// long.
	Find(ctx context.Context, userID string, request lobby.FindRequest) (matchID string, created bool, err error)
	// JoinCode returns the match of a code. Codes: 3 malformed, 5 no match has it.
	JoinCode(ctx context.Context, code string) (matchID string, err error)
	// Overview describes the running matches. For servers only.
	Overview(ctx context.Context, limit int, after string) (lobby.Overview, error)
	// Seat returns the player's seat on this server, or nil. For servers only.
	Seat(ctx context.Context, userID string) (*lobby.Seat, error)
}

// Players has the skill of players, and whether they may look for a match.
type Players interface {
	// Skill returns the player's skill. Known is false if clients choose it.
	Skill(ctx context.Context, userID string) (skill float64, known bool, err error)
	// CheckLeaver fails while the player may not look for matches. Code 9: too many
	// games left early.
	CheckLeaver(ctx context.Context, userID string) error
	// Leaves returns the games that the player left. For servers only.
	Leaves(ctx context.Context, userID string) (results.Leaves, error)
}

// Lookup reads what the database has of a player. For servers only.
type Lookup interface {
	// Find returns the account with the user id or, if that is "", the username.
	// Code 5: there is none.
	Find(ctx context.Context, userID, username string) (lookup.Account, error)
	Player(ctx context.Context, account lookup.Account) (lookup.Player, error)
}

// Notices are the notices of payments.
type Notices interface {
	// Waiting returns those to a player that are not delivered yet. For servers only.
	Waiting(ctx context.Context, userID string) ([]notifications.Notice, error)
}

// Drain empties the server before it is stopped.
type Drain interface {
	// Check fails with code 14 while nothing new may begin.
	Check() error
	// Set begins or ends draining. For servers only.
	Set(ctx context.Context, on bool, reason string) (drain.Status, error)
}

// Rewards pays the prizes of tournaments.
type Rewards interface {
	// Pay pays what is due for the ended periods of a tournament. For servers
	// only. Codes: 5 no such tournament, 10 lost a race.
	Pay(ctx context.Context, tournamentID string) (tournaments.Summary, error)
}

// Audit compares wallets, ledgers and receipts.
type Audit interface {
	// All looks at every player, as far as the context's time allows. For servers
	// only.
	All(ctx context.Context) (audit.Report, error)
}

// Deps has the services and settings that the RPCs use.
type Deps struct {
	Items   Items
	Groups  Groups
	Ghosts  Ghosts
	Lobby   Lobby
	Players Players
	Drain   Drain
	Rewards Rewards
	Audit   Audit
	Lookup  Lookup
	Notices Notices
	Now     func() time.Time

	Version  string           // of the plugin
	Settings []config.Setting // the effective configuration
}
