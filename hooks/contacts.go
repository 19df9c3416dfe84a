package hooks

import (
	"context"
	"slices"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/rtapi"

	"sagishi/internal/platform/apierr"
	"sagishi/internal/platform/callback"
	"sagishi/internal/platform/uuid"
)

// The most ids of a request. Nakama writes a notification for each friend and
// each member that is added.
const (
	maxContacts = 50
	maxFollowed = 100
)

// contacts is a check of a request about other players or a group, which the
// list names. Each costs the caller of the social limit, and has a limit of its
// own. f checks the content, if it is not nil.
func contacts[T any](targets func(*T) []string, f func(*T) error) check[T] {
	return func(g *guard, _ context.Context, caller callback.Caller, in *T) error {
		if f != nil {
			if err := f(in); err != nil {
				return err
			}
		}
		if err := checkAllTexts(in); err != nil {
			return err
		}
		return g.limits.allowContacts(caller, targets(in))
	}
}

func (l *limits) allowContacts(caller callback.Caller, targets []string) error {
	if len(targets) > maxContacts {
		return apierr.Invalid("ids: must be at most %d in one request", maxContacts)
	}
	if err := l.allow(l.social, caller.UserID, max(1, len(targets))); err != nil {
		return err
	}
	for _, target := range targets {
		if err := l.allowContact(caller, target); err != nil {
			return err
		}
	}
	return nil
}

// allowContact limits what a player does about one other player or group. Every
// form of an id counts for the same one.
func (l *limits) allowContact(caller callback.Caller, target string) error {
	return l.allow(l.contacts, contact{caller.UserID, uuid.Normalize(target)}, 1)
}

// friendRequest is a request about friends, who are named by id or username.
type friendRequest interface {
	GetIds() []string
	GetUsernames() []string
}

func friends[T any, P interface {
	*T
	friendRequest
}](in *T) []string {
	return slices.Concat(P(in).GetIds(), P(in).GetUsernames())
}

// members returns the players whom a request about a group's members names.
func members[T any, P interface {
	*T
	GetUserIds() []string
}](in *T) []string {
	return P(in).GetUserIds()
}

// ofGroup returns the group that a request names.
func ofGroup[T any, P interface {
	*T
	GetGroupId() string
}](in *T) []string {
	return []string{P(in).GetGroupId()}
}

// follow checks a request for the presence of others. It reaches nobody, but
// the server keeps each entry.
func (g *guard) follow(_ context.Context, caller callback.Caller, in *rtapi.StatusFollow) error {
	followed := slices.Concat(in.GetUserIds(), in.GetUsernames())
	if len(followed) > maxFollowed {
		return apierr.Invalid("user_ids: must be at most %d in one request", maxFollowed)
	}
	if err := g.limits.allow(g.limits.social, caller.UserID, max(messageCost, len(followed))); err != nil {
		return err
	}
	g.Chat.Followed(caller, followed)
	return nil
}

func (g *guard) unfollow(_ context.Context, caller callback.Caller, in *rtapi.StatusUnfollow) error {
	if err := g.limits.allowSocial(caller); err != nil {
		return err
	}
	g.Chat.Unfollowed(caller, in.GetUserIds())
	return nil
}

func (g *guard) createGroup(ctx context.Context, caller callback.Caller, in *api.CreateGroupRequest) error {
	if int(in.GetMaxCount()) > g.GroupMaxSize {
		return apierr.Invalid("max_count: must be at most %d", g.GroupMaxSize)
	}
	if in.GetMaxCount() == 0 && g.GroupMaxSize < nakamaGroupSize {
		in.MaxCount = int32(g.GroupMaxSize) //nolint:gosec // below 100
	}
	if err := checkAllTexts(in); err != nil {
		return err
	}
	if err := g.limits.allow(g.limits.creates, caller.UserID, 1); err != nil {
		return err
	}
	return g.Groups.CheckOwned(ctx, caller.UserID)
}

// addToGroup lets admins accept requests to join, and add nobody else: Nakama
// would notify the player at once, wanted or not.
func (g *guard) addToGroup(ctx context.Context, _ callback.Caller, in *api.AddGroupUsersRequest) error {
	in.GroupId = uuid.Normalize(in.GetGroupId())
	for i, text := range in.GetUserIds() {
		id, valid := uuid.Parse(text)
		if !valid {
			return apierr.Invalid("user_ids: %q is not the id of a user", text)
		}
		in.UserIds[i] = id
	}
	return g.Groups.CheckRequests(ctx, in.GetGroupId(), in.GetUserIds())
}

func (g *guard) deleteGroup(_ context.Context, caller callback.Caller, _ *api.DeleteGroupRequest) error {
	if !g.GroupDelete {
		return apierr.Denied("groups cannot be deleted in this game")
	}
	return g.limits.allowSocial(caller)
}
