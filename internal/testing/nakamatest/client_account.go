package nakamatest

import (
	"github.com/heroiclabs/nakama-common/api"
	"google.golang.org/protobuf/types/known/wrapperspb"
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

// UpdateAccount changes names and places of the client's own account. A field that is
// given and empty is cleared, except the username.
func (s *Session) UpdateAccount(in *api.UpdateAccountRequest) error {
	return clientCommand(s, "UpdateAccount", in, func(db *database, in *api.UpdateAccountRequest) error {
		name := in.GetUsername().GetValue()
		other := db.userNamed(name)
		switch {
		case in.GetUsername() != nil && (name == "" || len(name) > 128):
			return errInvalid("Username invalid, must be 1-128 bytes.")
		case invalidUsername.MatchString(name):
			return errInvalid("Username invalid, no spaces or control characters allowed.")
		case name != "" && other != nil && other.id != s.UserID:
			return errInvalid(errUsernameTaken.Error())
		}
		return s.changeUser(db, func(u *user) {
			for _, field := range []struct {
				to   *string
				from *wrapperspb.StringValue
			}{
				{&u.username, in.GetUsername()},
				{&u.displayName, in.GetDisplayName()},
				{&u.timezone, in.GetTimezone()},
				{&u.location, in.GetLocation()},
				{&u.langTag, in.GetLangTag()},
				{&u.avatarURL, in.GetAvatarUrl()},
			} {
				if field.from != nil {
					*field.to = field.from.GetValue()
				}
			}
		})
	})
}

// DeleteAccount deletes the client's own account and ends its sessions.
func (s *Session) DeleteAccount() error {
	err := clientCommand(s, "DeleteAccount", &Empty{}, func(db *database, _ *Empty) error {
		db.deleteUser(s.UserID)
		return nil
	})
	if err == nil {
		s.n.endSessions(s.UserID)
	}
	return err
}

// endSessions closes a user's sockets and makes the user's tokens invalid.
func (n *Nakama) endSessions(userID string) {
	n.db.mu.Lock()
	n.process.revoke(userID, "", "", n.db.now.Unix())
	sessions := n.process.sessionsOf(userID)
	n.db.mu.Unlock()
	for _, s := range sessions {
		s.Close()
	}
}
