package lookup

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/runtime"
	"google.golang.org/protobuf/types/known/timestamppb"

	"sagishi/internal/platform/apierr"
	"sagishi/internal/platform/storage"
)

// Nakama is the part of the server that looking up a player uses.
type Nakama interface {
	storage.Reader
	AccountsGetId(ctx context.Context, userIDs, deviceIDs []string) ([]*api.Account, error)
	UsersGetUsername(ctx context.Context, usernames []string) ([]*api.User, error)
	WalletLedgerList(ctx context.Context, userID string, limit int, cursor string) ([]runtime.WalletLedgerItem, string, error)
	StorageList(ctx context.Context, callerID, userID, collection string, limit int, cursor string) ([]*api.StorageObject, string, error)
}

// Service looks up players. It keeps nothing.
type Service struct{ nk Nakama }

// New makes the service.
func New(nk Nakama) *Service { return &Service{nk} }

// Account is a player's account. Disabled is zero unless an operator banned it.
type Account struct {
	UserID      string          `json:"user_id"`
	Username    string          `json:"username"`
	DisplayName string          `json:"display_name"`
	Created     time.Time       `json:"created"`
	Disabled    time.Time       `json:"disabled,omitzero"`
	Online      bool            `json:"online"` // has a socket on this server
	Wallet      json.RawMessage `json:"wallet"`
}

// Player has the database's records of a player.
type Player struct {
	Account

	Ledger   []LedgerRow `json:"ledger"`   // the last 20 changes of the wallet, the newest first
	Receipts []Receipt   `json:"receipts"` // of these rows, and the player's own
	Records
}

// Find returns the account with that user id or, if it is "", that username.
//
// Errors: not found if there is none.
func (s *Service) Find(ctx context.Context, userID, username string) (Account, error) {
	field := "user_id"
	if userID == "" {
		field = "username"
		users, err := s.nk.UsersGetUsername(ctx, []string{username})
		if err != nil {
			return Account{}, fmt.Errorf("look up username: %w", err)
		}
		if len(users) == 0 {
			return Account{}, apierr.NotFound("username: no account has it")
		}
		userID = users[0].GetId()
	}
	accounts, err := s.nk.AccountsGetId(ctx, []string{userID}, nil)
	if err != nil {
		return Account{}, fmt.Errorf("look up account: %w", err)
	}
	if len(accounts) == 0 {
		return Account{}, apierr.NotFound("%s: there is no such account, or it was deleted", field)
	}
	user := accounts[0].GetUser()
	return Account{
		UserID: user.GetId(), Username: user.GetUsername(), DisplayName: user.GetDisplayName(), Online: user.GetOnline(),
		Created: timeOf(user.GetCreateTime()), Disabled: timeOf(accounts[0].GetDisableTime()),
		Wallet: rawJSON(accounts[0].GetWallet()),
	}, nil
}

// Player returns all that the database has of the player with that account. Its
// errors are internal.
func (s *Service) Player(ctx context.Context, account Account) (Player, error) {
	p := Player{Account: account}
	var err error
	if p.Ledger, err = s.ledger(ctx, account.UserID); err != nil {
		return p, err
	}
	if p.Receipts, err = s.receipts(ctx, account.UserID, p.Ledger); err != nil {
		return p, err
	}
	p.Records, err = s.records(ctx, account.UserID)
	return p, err
}

// timeOf is the zero time if there is none.
func timeOf(t *timestamppb.Timestamp) time.Time {
	if t.GetSeconds() == 0 {
		return time.Time{}
	}
	return t.AsTime()
}

// rawJSON keeps a text that is JSON as it is, so that an operator sees what the
// plugin could not read.
func rawJSON(text string) json.RawMessage {
	if json.Valid([]byte(text)) {
		return json.RawMessage(text)
	}
	quoted, err := json.Marshal(text)
	if err != nil {
		return json.RawMessage("null")
	}
	return quoted
}
