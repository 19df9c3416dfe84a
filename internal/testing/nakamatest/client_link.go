package nakamatest

import (
	"slices"
	"strings"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/runtime"
)

// LinkDevice adds a device id to the account.
func (s *Session) LinkDevice(in *api.AccountDevice) error {
	return clientCommand(s, "LinkDevice", in, func(db *database, in *api.AccountDevice) error {
		if err := checkDeviceID(in.GetId()); err != nil {
			return err
		}
		return s.link(db, account{device: in.GetId()}, "Device ID already in use.", func(u *user) {
			if !slices.Contains(u.devices, in.GetId()) {
				u.devices = append(slices.Clone(u.devices), in.GetId())
			}
		})
	})
}

// LinkCustom sets the custom id of the account.
func (s *Session) LinkCustom(in *api.AccountCustom) error {
	return clientCommand(s, "LinkCustom", in, func(db *database, in *api.AccountCustom) error {
		err := checkIdentifier(in.GetId(), 6, "Custom ID is required.", "Invalid custom ID, no spaces or control characters allowed.", "Invalid custom ID, must be 6-128 bytes.")
		if err != nil {
			return err
		}
		return s.link(db, account{custom: in.GetId()}, "Custom ID is already in use.", func(u *user) { u.customID = in.GetId() })
	})
}

// LinkEmail sets the address and password of the account.
func (s *Session) LinkEmail(in *api.AccountEmail) error {
	return clientCommand(s, "LinkEmail", in, func(db *database, in *api.AccountEmail) error {
		if err := checkEmail(in); err != nil {
			return err
		}
		email := strings.ToLower(in.GetEmail())
		return s.link(db, account{email: email}, "Email is already in use.", func(u *user) {
			u.email, u.password = email, in.GetPassword()
		})
	})
}

// link changes the account, unless another one has the id.
func (s *Session) link(db *database, id account, inUse string, change func(*user)) error {
	for _, u := range db.users {
		if id.matches(u) && u.id != s.UserID {
			return runtime.NewError(inUse, codeExists)
		}
	}
	return s.changeUser(db, change)
}

func (s *Session) changeUser(db *database, change func(*user)) error {
	u, ok := db.users[s.UserID]
	if !ok {
		return errAccountNotFound
	}
	changed := *u
	change(&changed)
	changed.updated = db.now
	put(db, db.users, changed.id, &changed)
	return nil
}

// UnlinkDevice removes a device id from the account.
func (s *Session) UnlinkDevice(in *api.AccountDevice) error {
	return clientCommand(s, "UnlinkDevice", in, func(db *database, in *api.AccountDevice) error {
		if in.GetId() == "" {
			return errInvalid("A device ID must be supplied.")
		}
		return s.unlink(db, account{device: in.GetId()}, func(u *user) {
			u.devices = slices.DeleteFunc(slices.Clone(u.devices), func(id string) bool { return id == in.GetId() })
		})
	})
}

// UnlinkCustom removes the custom id from the account.
func (s *Session) UnlinkCustom(in *api.AccountCustom) error {
	return clientCommand(s, "UnlinkCustom", in, func(db *database, in *api.AccountCustom) error {
		return s.unlink(db, account{custom: in.GetId()}, func(u *user) { u.customID = "" })
	})
}

// UnlinkEmail removes the address from the account.
func (s *Session) UnlinkEmail(in *api.AccountEmail) error {
	return clientCommand(s, "UnlinkEmail", in, func(db *database, in *api.AccountEmail) error {
		return s.unlink(db, account{email: strings.ToLower(in.GetEmail())}, func(u *user) { u.email, u.password = "", "" })
	})
}

// unlink changes the account, unless it does not have the id, or has no other. An
// empty id stands for the account's own.
func (s *Session) unlink(db *database, id account, change func(*user)) error {
	u, ok := db.users[s.UserID]
	if !ok {
		return errAccountNotFound
	}
	changed := *u
	change(&changed)
	has := id == account{} || id.matches(u)
	left := len(changed.devices) > 0 || changed.customID+changed.facebookID+changed.email != ""
	if !has || !left {
		return runtime.NewError(lastLink, codeDenied)
	}
	return s.changeUser(db, change)
}

// refuseLink runs the hooks of linking an account of another company, which always
// fails.
func refuseLink[In any](name, company string) func(*Session, *In) error {
	return func(s *Session, in *In) error {
		return clientCommand(s, name, in, func(*database, *In) error { return errProfile(company) })
	}
}
