package hooks

import (
	"context"

	"github.com/heroiclabs/nakama-common/api"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/types/known/wrapperspb"

	"sagishi/internal/platform/apierr"
	"sagishi/internal/platform/callback"
)

// What a list or a read costs of the limit: 1 for so many entries that it asks for.
// A storage object or a group may have tens of kilobytes, and a page of them some
// megabytes, which the server holds several times while it answers.
const (
	entriesPerRequest = 100
	objectsPerRequest = 10

	maxRead    = 100  // objects of one read: Nakama sends one that is named twice twice
	maxFriends = 1000 // of one list: Nakama's own limit
	maxGroups  = 100  // likewise, and what it takes if there is no limit
)

// listing is the check of a request that only reads.
func listing[T any](g *guard, _ context.Context, caller callback.Caller, in *T) error {
	return g.limits.allowList(caller, in, entriesPerRequest)
}

// listingObjects is the check of a request that reads storage objects or groups.
func listingObjects[T any](g *guard, _ context.Context, caller callback.Caller, in *T) error {
	return g.limits.allowList(caller, in, objectsPerRequest)
}

func readObjects(g *guard, ctx context.Context, caller callback.Caller, in *api.ReadStorageObjectsRequest) error {
	if len(in.GetObjectIds()) > maxRead {
		return apierr.Invalid("object_ids: must be at most %d in one request", maxRead)
	}
	return listingObjects(g, ctx, caller, in)
}

// listFriends gives a list without a limit the greatest one: Nakama would answer it
// with all friends.
func listFriends(g *guard, ctx context.Context, caller callback.Caller, in *api.ListFriendsRequest) error {
	if in.GetLimit() == nil {
		in.Limit = wrapperspb.Int32(maxFriends)
	}
	return listing(g, ctx, caller, in)
}

func listUserGroups(g *guard, ctx context.Context, caller callback.Caller, in *api.ListUserGroupsRequest) error {
	if in.GetLimit() == nil {
		in.Limit = wrapperspb.Int32(maxGroups)
	}
	return listingObjects(g, ctx, caller, in)
}

// allowList spends what a list costs of the limit of lists.
func (l *limits) allowList(caller callback.Caller, in any, perRequest int) error {
	if err := checkAllTexts(in); err != nil {
		return err
	}
	cost := 1
	if message, ok := in.(proto.Message); ok {
		cost = max(1, (asked(message.ProtoReflect())+perRequest-1)/perRequest)
	}
	return l.allow(l.lists, caller.UserID, cost)
}

// asked returns how many entries a request asks for: those that it names, and its
// limit. Nakama refuses a limit of more than 1,000 with a better message.
func asked(m protoreflect.Message) (entries int) {
	m.Range(func(field protoreflect.FieldDescriptor, value protoreflect.Value) bool {
		switch {
		case field.IsList():
			entries += value.List().Len()
		case field.Name() == "limit" && field.Message() != nil:
			entries += min(number(value.Message()), maxFriends)
		}
		return true
	})
	return entries
}

// number returns the value of a wrapped number, and 0 for any other message.
func number(wrapped protoreflect.Message) int {
	switch n := wrapped.Interface().(type) {
	case *wrapperspb.Int32Value:
		return int(n.GetValue())
	case *wrapperspb.UInt32Value:
		return int(n.GetValue())
	}
	return 0
}
