package hooks

import (
	"context"
	"unicode"
	"unicode/utf8"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/rtapi"

	"sagishi/internal/platform/apierr"
	"sagishi/internal/platform/callback"
	"sagishi/internal/platform/storage"
)

// Limits of what clients send.
const (
	minUsername, maxUsername = 3, 20
	maxDisplayName           = 32       // characters
	maxStorageValue          = 16 << 10 // bytes
	maxStatus                = 512      // bytes
	maxParty                 = 4
	nakamaGroupSize          = 100 // what Nakama takes when the client names no size
)

// chosenUsername checks a name that the client may have chosen. An empty one
// means that Nakama makes one up.
func chosenUsername(name string) error {
	if name == "" || goodUsername(name) {
		return nil
	}
	return apierr.Invalid("username: must be %d to %d of letters, digits, _, - and .", minUsername, maxUsername)
}

func goodUsername(name string) bool {
	if len(name) < minUsername || len(name) > maxUsername {
		return false
	}
	for _, c := range []byte(name) {
		letter := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
		digit := c >= '0' && c <= '9'
		if !letter && !digit && c != '_' && c != '-' && c != '.' {
			return false
		}
	}
	return true
}

func (g *guard) updateAccount(_ context.Context, _ callback.Caller, in *api.UpdateAccountRequest) error {
	if err := chosenUsername(in.GetUsername().GetValue()); err != nil {
		return err
	}
	return displayName(in.GetDisplayName().GetValue())
}

func displayName(name string) error {
	if !utf8.ValidString(name) || utf8.RuneCountInString(name) > maxDisplayName {
		return apierr.Invalid("display_name: must be at most %d characters", maxDisplayName)
	}
	seen := name == "" // an empty one is none
	for _, r := range name {
		if controls(r) {
			return apierr.Invalid("display_name: must not have control characters")
		}
		seen = seen || !blank(r)
	}
	if !seen {
		return apierr.Invalid("display_name: must not be blank")
	}
	return nil
}

// controls reports whether a character steers a text instead of being read:
// the control characters, line and paragraph separators, and those without a
// look of their own, by which a name can pass for another. Two of these join
// letters or the parts of an emoji, and stay.
func controls(r rune) bool {
	if r == zeroWidthNonJoiner || r == zeroWidthJoiner {
		return false
	}
	return unicode.IsControl(r) || unicode.In(r, unicode.Cf, unicode.Zl, unicode.Zp)
}

// blank reports whether a character leaves its place empty.
func blank(r rune) bool {
	return unicode.IsSpace(r) || unicode.In(r, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector) ||
		r == zeroWidthNonJoiner || r == zeroWidthJoiner || r == emptyBraille
}

const (
	zeroWidthNonJoiner = '\u200c'
	zeroWidthJoiner    = '\u200d'
	emptyBraille       = '\u2800'
)

func (g *guard) createGroup(_ context.Context, _ callback.Caller, in *api.CreateGroupRequest) error {
	if int(in.GetMaxCount()) > g.GroupMaxSize {
		return apierr.Invalid("max_count: must be at most %d", g.GroupMaxSize)
	}
	if in.GetMaxCount() == 0 && g.GroupMaxSize < nakamaGroupSize {
		in.MaxCount = int32(g.GroupMaxSize) //nolint:gosec // below 100
	}
	return nil
}

func (g *guard) writeStorageObjects(_ context.Context, _ callback.Caller, in *api.WriteStorageObjectsRequest) error {
	for _, object := range in.GetObjects() {
		if err := clientCollection(object.GetCollection()); err != nil {
			return err
		}
		if len(object.GetValue()) > maxStorageValue {
			return apierr.Invalid("value: the object %s/%s is over %d bytes", object.GetCollection(), object.GetKey(), maxStorageValue)
		}
	}
	return nil
}

func (g *guard) deleteStorageObjects(_ context.Context, _ callback.Caller, in *api.DeleteStorageObjectsRequest) error {
	for _, id := range in.GetObjectIds() {
		if err := clientCollection(id.GetCollection()); err != nil {
			return err
		}
	}
	return nil
}

func clientCollection(name string) error {
	if storage.ServerOnly(name) {
		return apierr.Denied("only the server writes the collection %s", name)
	}
	return nil
}

func (g *guard) writeLeaderboardRecord(ctx context.Context, caller callback.Caller, in *api.WriteLeaderboardRecordRequest) error {
	if err := noOverride(in.GetRecord().GetOperator()); err != nil {
		return err
	}
	return g.Scores.CheckLeaderboard(ctx, caller, in)
}

func (g *guard) writeTournamentRecord(ctx context.Context, caller callback.Caller, in *api.WriteTournamentRecordRequest) error {
	if err := noOverride(in.GetRecord().GetOperator()); err != nil {
		return err
	}
	return g.Scores.CheckTournament(ctx, caller, in)
}

func noOverride(operator api.Operator) error {
	if operator != api.Operator_NO_OVERRIDE {
		return apierr.Denied("operator: a client cannot override the operator of a board")
	}
	return nil
}

func (g *guard) createParty(_ context.Context, caller callback.Caller, in *rtapi.PartyCreate) error {
	if in.GetOpen() {
		return apierr.Denied("open: parties are closed, their leader accepts who joins")
	}
	if in.GetMaxSize() < 1 || in.GetMaxSize() > maxParty {
		return apierr.Invalid("max_size: must be 1 to %d", maxParty)
	}
	return g.mayCall(caller)
}

func (g *guard) updateParty(_ context.Context, caller callback.Caller, in *rtapi.PartyUpdate) error {
	if in.GetOpen() {
		return apierr.Denied("open: parties are closed, their leader accepts who joins")
	}
	return g.mayCall(caller)
}

func (g *guard) joinParty(_ context.Context, caller callback.Caller, _ *rtapi.PartyJoin) error {
	return g.mayCall(caller)
}

func (g *guard) followStatus(_ context.Context, caller callback.Caller, _ *rtapi.StatusFollow) error {
	return g.mayCall(caller)
}

func (g *guard) updateStatus(_ context.Context, caller callback.Caller, in *rtapi.StatusUpdate) error {
	if len(in.GetStatus().GetValue()) > maxStatus {
		return apierr.Invalid("status: must be at most %d bytes", maxStatus)
	}
	return g.mayCall(caller)
}
