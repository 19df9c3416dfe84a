package nakamatest

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"time"

	"github.com/heroiclabs/nakama-common/api"
)

// Errors of accounts, in the server's words.
var (
	errAccountNotFound = errors.New("account not found")
	errUserID          = errors.New("expects user ID to be a valid identifier")
	errUsernameTaken   = errors.New("rpc error: code = AlreadyExists desc = Username is already in use.") //nolint:staticcheck // the server's words
)

var invalidUsername = regexp.MustCompile(`[[:cntrl:]\t\n\r\f\v]`)

// user is a row of the table of users. Metadata and wallet are JSON text.
type user struct {
	id, username, displayName, avatarURL, langTag, location, timezone string
	metadata, wallet                                                  string
	devices                                                           []string
	customID, facebookID, email, password                             string
	created, updated, disabled                                        time.Time
	edges                                                             int
}

// NewUser adds a user as a first login does, without running hooks.
func (n *Nakama) NewUser(username string) (userID string) {
	n.db.mu.Lock()
	defer n.db.mu.Unlock()
	u := n.db.addUser(username)
	return u.id
}

// addUser adds a user. Without a name, it gets one from its id.
func (db *database) addUser(username string) *user {
	u := &user{id: db.newID(), username: username, metadata: "{}", wallet: "{}", created: db.now, updated: db.now}
	if u.username == "" {
		u.username = "user-" + u.id[:8]
	}
	put(db, db.users, u.id, u)
	return u
}

func (db *database) userNamed(username string) *user {
	for _, u := range db.users {
		if u.username == username {
			return u
		}
	}
	return nil
}

// Metadata returns the account's metadata; nil if there is no account.
func (n *Nakama) Metadata(userID string) map[string]any {
	n.db.mu.Lock()
	defer n.db.mu.Unlock()
	u, ok := n.db.users[userID]
	if !ok {
		return nil
	}
	var out map[string]any
	if err := json.Unmarshal([]byte(u.metadata), &out); err != nil {
		return nil
	}
	return out
}

func (n *Nakama) apiUser(u *user) *api.User {
	return &api.User{
		Id: u.id, Username: u.username, DisplayName: u.displayName, AvatarUrl: u.avatarURL,
		LangTag: u.langTag, Location: u.location, Timezone: u.timezone, Metadata: u.metadata,
		FacebookId: u.facebookID, EdgeCount: int32(u.edges), Online: n.process.online(u.id),
		CreateTime: seconds(u.created), UpdateTime: seconds(u.updated),
	}
}

func (n *Nakama) apiAccount(u *user) *api.Account {
	account := &api.Account{User: n.apiUser(u), Wallet: u.wallet, Email: u.email, CustomId: u.customID}
	for _, device := range u.devices {
		account.Devices = append(account.Devices, &api.AccountDevice{Id: device})
	}
	if !u.disabled.IsZero() {
		account.DisableTime = seconds(u.disabled)
	}
	return account
}

// usersWhere returns the matching users in the order of their ids; the database's
// order is unspecified.
func (db *database) usersWhere(match func(*user) bool) []*user {
	var out []*user
	for _, u := range db.users {
		if match(u) {
			out = append(out, u)
		}
	}
	slices.SortFunc(out, func(a, b *user) int { return cmp.Compare(a.id, b.id) })
	return out
}

// usersByID returns the existing users with those ids, each once.
func (db *database) usersByID(ids []string) []*user {
	found := map[string]*user{}
	for _, id := range ids {
		if u, ok := db.users[id]; ok {
			found[id] = u
		}
	}
	return slices.SortedFunc(maps.Values(found), func(a, b *user) int { return cmp.Compare(a.id, b.id) })
}

// AccountGetId returns the account, or an error if there is none.
func (n *Nakama) AccountGetId(ctx context.Context, userID string) (account *api.Account, err error) { //nolint:revive // Nakama's name
	err = n.call(ctx, "AccountGetId", func(db *database) error {
		if !isID(userID) {
			return errors.New("invalid user id")
		}
		u, ok := db.users[userID]
		if !ok {
			return errAccountNotFound
		}
		account = n.apiAccount(u)
		return nil
	})
	return orNil(account, err)
}

// AccountsGetId returns the accounts that exist, each once, in unspecified order.
func (n *Nakama) AccountsGetId(ctx context.Context, userIDs, deviceIDs []string) (accounts []*api.Account, err error) { //nolint:revive // Nakama's name
	err = n.call(ctx, "AccountsGetId", func(db *database) error {
		if err := checkIDs(userIDs); err != nil {
			return err
		}
		accounts = []*api.Account{}
		for _, u := range db.usersByID(userIDs) {
			accounts = append(accounts, n.apiAccount(u))
		}
		if len(deviceIDs) == 0 {
			return nil
		}
		for _, u := range db.usersWhere(func(u *user) bool {
			return !slices.Contains(userIDs, u.id) && slices.ContainsFunc(deviceIDs, func(d string) bool { return slices.Contains(u.devices, d) })
		}) {
			accounts = append(accounts, n.apiAccount(u))
		}
		return nil
	})
	return orNil(accounts, err)
}

// UsersGetId returns the users that exist, each once, in unspecified order.
func (n *Nakama) UsersGetId(ctx context.Context, userIDs, facebookIDs []string) (users []*api.User, err error) { //nolint:revive // Nakama's name
	err = n.call(ctx, "UsersGetId", func(db *database) error {
		if err := checkIDs(userIDs); err != nil {
			return err
		}
		users = []*api.User{}
		for _, u := range db.usersByID(userIDs) {
			users = append(users, n.apiUser(u))
		}
		return nil
	})
	return orNil(users, err)
}

// UsersGetUsername returns the existing users with those names.
func (n *Nakama) UsersGetUsername(ctx context.Context, usernames []string) (users []*api.User, err error) {
	err = n.call(ctx, "UsersGetUsername", func(db *database) error {
		if slices.Contains(usernames, "") {
			return errors.New("each username must be a string")
		}
		users = []*api.User{}
		for _, u := range db.usersWhere(func(u *user) bool { return slices.Contains(usernames, u.username) }) {
			users = append(users, n.apiUser(u))
		}
		return nil
	})
	return orNil(users, err)
}

func checkIDs(ids []string) error {
	for _, id := range ids {
		if !isID(id) {
			return errors.New("each user id must be a valid id string")
		}
	}
	return nil
}

// orNil returns the zero value with an error.
func orNil[T any](value T, err error) (T, error) {
	if err != nil {
		var zero T
		return zero, err
	}
	return value, nil
}

func encodeError(err error) error { return fmt.Errorf("error encoding metadata: %v", err.Error()) }

// UsersGetRandom returns up to count users.
func (n *Nakama) UsersGetRandom(ctx context.Context, count int) (users []*api.User, err error) {
	err = n.call(ctx, "UsersGetRandom", func(db *database) error {
		if count < 0 || count > 1000 {
			return errors.New("count must be 0-1000")
		}
		users = []*api.User{}
		for _, u := range db.usersWhere(func(*user) bool { return true }) {
			if len(users) < count {
				users = append(users, n.apiUser(u))
			}
		}
		return nil
	})
	return orNil(users, err)
}
