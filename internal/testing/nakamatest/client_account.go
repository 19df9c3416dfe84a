package nakamatest

import (
	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/runtime"
)

// Account reads the client's own account.
func (s *Session) Account() (*api.Account, error) {
	return clientRequest(s, "GetAccount", &Empty{}, func(db *database, _ *Empty) (*api.Account, error) {
		u, ok := db.users[s.UserID]
		if !ok {
			return nil, errAccountNotFound
		}
		return s.n.apiAccount(u), nil
	})
}

// UpdateAccount changes names and places of the client's own account.
func (s *Session) UpdateAccount(in *api.UpdateAccountRequest) error {
	return clientCommand(s, "UpdateAccount", in, func(db *database, in *api.UpdateAccountRequest) error {
		if in.GetUsername() != nil && in.GetUsername().GetValue() == "" {
			return errInvalid("Username invalid, must be 1-128 bytes.")
		}
		err := db.updateAccount(&runtime.AccountUpdate{
			UserID: s.UserID, Username: in.GetUsername().GetValue(), DisplayName: in.GetDisplayName().GetValue(),
			Timezone: in.GetTimezone().GetValue(), Location: in.GetLocation().GetValue(), LangTag: in.GetLangTag().GetValue(),
			AvatarUrl: in.GetAvatarUrl().GetValue(),
		})
		if err != nil {
			return errInvalid(err.Error())
		}
		return nil
	})
}

// DeleteAccount deletes the client's own account and ends its sessions.
func (s *Session) DeleteAccount() error {
	err := clientCommand(s, "DeleteAccount", &Empty{}, func(db *database, _ *Empty) error {
		db.deleteUser(s.UserID)
		return nil
	})
	if err == nil {
		s.Close()
	}
	return err
}
