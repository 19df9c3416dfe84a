package nakamatest

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"time"

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

// friendEdge is the state of a friendship, in the order of their beginnings.
type friendEdge struct {
	state, position int
	metadata        string
	updated         time.Time
}

func (db *database) setFriend(f friendship, state int, metadata string) {
	db.friendCount++
	e := friendEdge{state: state, position: db.friendCount, metadata: metadata, updated: db.now}
	if old, ok := db.friends[f]; ok {
		e.position = old.position
		if metadata == "" {
			e.metadata = old.metadata
		}
	} else {
		db.countEdges(f.user, 1)
	}
	e.metadata = cmp.Or(e.metadata, "{}")
	put(db, db.friends, f, e)
}

// endFriend removes a direction, and reports whether there was one.
func (db *database) endFriend(f friendship) bool {
	_, ok := db.friends[f]
	if ok {
		drop(db, db.friends, f)
		db.countEdges(f.user, -1)
	}
	return ok
}

func (db *database) countEdges(userID string, delta int) {
	if u, ok := db.users[userID]; ok {
		changed := *u
		changed.edges += delta
		put(db, db.users, userID, &changed)
	}
}

// FriendsAdd requests a friendship, or accepts a request.
func (n *Nakama) FriendsAdd(ctx context.Context, userID, username string, ids, usernames []string, metadata map[string]any) error {
	text, err := encodeMap(metadata)
	if err != nil {
		return encodeError(err)
	}
	return n.call(ctx, "FriendsAdd", func(db *database) error {
		for _, id := range db.friendIDs(ids, usernames) {
			n.addFriend(friendship{userID, id}, username, text)
		}
		return nil
	})
}

// addFriend requests a friendship or accepts one, and notifies the other user. A user
// who was blocked, and one who blocks, changes nothing.
func (n *Nakama) addFriend(mine friendship, username, metadata string) {
	theirs := friendship{mine.friend, mine.user}
	state, known := n.db.friends[mine]
	back, blocked := n.db.friends[theirs]
	blocked = blocked && back.state == friendBlocked
	_, exists := n.db.users[mine.friend]
	content := map[string]any{"username": username}
	switch {
	case known && state.state == friendReceived:
		n.db.setFriend(mine, friendMutual, metadata)
		n.db.setFriend(theirs, friendMutual, "")
		n.notifyUser(notice{mine.friend, username + " accepted your friend request", mine.user, content, codeFriendAccept})
	case !known && !blocked && exists && mine.friend != mine.user:
		n.db.setFriend(mine, friendSent, metadata)
		n.db.setFriend(theirs, friendReceived, "{}")
		n.notifyUser(notice{mine.friend, username + " wants to add you as a friend", mine.user, content, codeFriendRequest})
	}
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

// FriendsDelete ends friendships. A block by the other user stays.
func (n *Nakama) FriendsDelete(ctx context.Context, userID, username string, ids, usernames []string) error {
	return n.call(ctx, "FriendsDelete", func(db *database) error {
		for _, id := range db.friendIDs(ids, usernames) {
			theirs := friendship{id, userID}
			had := db.endFriend(friendship{userID, id})
			if db.friends[theirs].state == friendBlocked || !db.endFriend(theirs) || !had {
				continue
			}
			n.notifyUser(notice{id, username + " removed you as a friend", userID, map[string]any{"username": username}, codeFriendRemove})
		}
		return nil
	})
}

// FriendsBlock blocks users, and ends the direct channel with each.
func (n *Nakama) FriendsBlock(ctx context.Context, userID, username string, ids, usernames []string) error {
	return n.call(ctx, "FriendsBlock", func(db *database) error {
		for _, id := range db.friendIDs(ids, usernames) {
			if _, exists := db.users[id]; !exists {
				continue
			}
			db.setFriend(friendship{userID, id}, friendBlocked, "{}")
			if theirs := (friendship{id, userID}); db.friends[theirs].state != friendBlocked {
				db.endFriend(theirs)
			}
			delete(n.process.streams, streamKey{mode: streamDirect, subject: min(userID, id), subcontext: max(userID, id)})
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
		friends, next, err = n.listFriends(userID, limit, state, cursor)
		return err
	})
	if err != nil {
		return nil, "", err
	}
	return friends, next, nil
}

// listFriends lists friends by state, and then in the order in which they were added.
func (n *Nakama) listFriends(userID string, limit int, state *int, cursor string) (friends []*api.Friend, next string, err error) {
	type row struct {
		id string
		friendEdge
	}
	var rows []row
	for f, e := range n.db.friends {
		if f.user == userID && (state == nil || *state == e.state) {
			rows = append(rows, row{f.friend, e})
		}
	}
	slices.SortFunc(rows, func(a, b row) int { return cmp.Or(cmp.Compare(a.state, b.state), cmp.Compare(a.position, b.position)) })
	page, next, err := paginate(rows, limit, cursor)
	if err != nil {
		return nil, "", runtime.ErrFriendInvalidCursor
	}
	for _, r := range page {
		friends = append(friends, &api.Friend{
			User: n.apiUser(n.db.users[r.id]), State: wrapperspb.Int32(int32(r.state)), UpdateTime: seconds(r.updated), Metadata: r.metadata,
		})
	}
	return friends, next, nil
}
