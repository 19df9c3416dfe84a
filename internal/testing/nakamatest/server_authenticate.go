package nakamatest

import (
	"context"
	"errors"
	"slices"
	"strings"
	"unicode"

	"github.com/heroiclabs/nakama-common/runtime"
)

// AuthenticateDevice finds the account of a device, or creates one.
func (n *Nakama) AuthenticateDevice(ctx context.Context, id, username string, create bool) (userID, name string, created bool, err error) {
	err = n.call(ctx, "AuthenticateDevice", func(db *database) error {
		if id == "" {
			return errors.New("expects id string")
		}
		if strings.ContainsFunc(id, unicode.IsSpace) || len(id) < 10 || len(id) > 128 {
			return errors.New("expects id to be valid, must be 10-128 bytes")
		}
		u, isNew, err := db.authenticate(account{device: id, username: username, create: create})
		if err != nil {
			return err
		}
		userID, name, created = u.id, u.username, isNew
		return nil
	})
	return userID, name, created, err
}

// account identifies an account by one of its ids.
type account struct {
	device, custom, facebook, email, name string
	password                              string // of the email or name
	username                              string // of a new account
	create                                bool
}

func (a account) matches(u *user) bool {
	switch {
	case a.device != "":
		return slices.Contains(u.devices, a.device)
	case a.custom != "":
		return u.customID == a.custom
	case a.facebook != "":
		return u.facebookID == a.facebook
	case a.name != "":
		return u.username == a.name
	default:
		return a.email != "" && u.email == a.email
	}
}

// authenticate finds or creates an account, for every way to log in.
func (db *database) authenticate(a account) (u *user, created bool, err error) {
	for _, u := range db.users {
		if !a.matches(u) {
			continue
		}
		if !u.disabled.IsZero() {
			return nil, false, runtime.NewError("User account banned.", 7)
		}
		if (a.email != "" || a.name != "") && (u.password == "" || u.password != a.password) {
			return nil, false, runtime.NewError("Invalid credentials.", codeUnauthenticated)
		}
		return u, false, nil
	}
	if !a.create || a.name != "" {
		return nil, false, runtime.NewError("User account not found.", 5)
	}
	if a.username != "" && db.userNamed(a.username) != nil {
		return nil, false, runtime.NewError("Username is already in use.", 6)
	}
	added := db.addUser(a.username)
	added.customID, added.facebookID, added.email, added.password = a.custom, a.facebook, a.email, a.password
	if a.device != "" {
		added.devices = []string{a.device}
	}
	return added, true, nil
}
