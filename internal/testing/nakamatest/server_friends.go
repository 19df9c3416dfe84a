package nakamatest

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/runtime"
	"google.golang.org/protobuf/types/known/wrapperspb"
)

// Nakama's states of a friend.
const (
	friendMutual   = 0
	friendSent     = 1
	friendReceived = 2
	friendBlocked  = 3
)

// friendship is one direction of a relation between two users.
type friendship struct{ user, friend string }

// FriendsAdd requests a friendship, or accepts a request.
func (n *Nakama) FriendsAdd(ctx context.Context, userID, username string, ids, usernames []string, metadata map[string]any) error {
	return n.call(ctx, "FriendsAdd", func(db *database) error {
		for _, id := range db.friendIDs(ids, usernames) {
			mine, theirs := friendship{userID, id}, friendship{id, userID}
			switch state, ok := db.friends[mine]; {
			case ok && state == friendReceived:
				put(db, db.friends, mine, friendMutual)
				put(db, db.friends, theirs, friendMutual)
			case !ok && id != userID:
				put(db, db.friends, mine, friendSent)
				put(db, db.friends, theirs, friendReceived)
			}
		}
		return nil
	})
}

func (db *database) friendIDs(ids, usernames []string) []string {
	out := slices.Clone(ids)
	for _, name := range usernames {
		if u := db.userNamed(name); u != nil {
			out = append(out, u.id)
		}
	}
	return out
}

// FriendsDelete ends friendships.
func (n *Nakama) FriendsDelete(ctx context.Context, userID, username string, ids, usernames []string) error {
	return n.call(ctx, "FriendsDelete", func(db *database) error {
		for _, id := range db.friendIDs(ids, usernames) {
			drop(db, db.friends, friendship{userID, id})
			drop(db, db.friends, friendship{id, userID})
		}
		return nil
	})
}

// FriendsBlock blocks users.
func (n *Nakama) FriendsBlock(ctx context.Context, userID, username string, ids, usernames []string) error {
	return n.call(ctx, "FriendsBlock", func(db *database) error {
		for _, id := range db.friendIDs(ids, usernames) {
			put(db, db.friends, friendship{userID, id}, friendBlocked)
			drop(db, db.friends, friendship{id, userID})
		}
		return nil
	})
}

// FriendsList lists friends by state.
func (n *Nakama) FriendsList(ctx context.Context, userID string, limit int, state *int, cursor string) (friends []*api.Friend, next string, err error) {
	err = n.call(ctx, "FriendsList", func(db *database) error {
		if !isID(userID) {
			return errUserID
		}
		if limit < 1 || limit > 1000 {
			return errors.New("expects limit to be 1-1000")
		}
		var rows []*api.Friend
		for f, s := range db.friends {
			if f.user == userID && (state == nil || *state == s) {
				rows = append(rows, &api.Friend{User: n.apiUser(db.users[f.friend]), State: wrapperspb.Int32(int32(s))})
			}
		}
		slices.SortFunc(rows, func(a, b *api.Friend) int {
			return cmp.Or(cmp.Compare(a.GetState().GetValue(), b.GetState().GetValue()), cmp.Compare(a.GetUser().GetId(), b.GetUser().GetId()))
		})
		if friends, next, err = paginate(rows, limit, cursor); err != nil {
			return runtime.ErrFriendInvalidCursor
		}
		return nil
	})
	if err != nil {
		return nil, "", err
	}
	return friends, next, nil
}
