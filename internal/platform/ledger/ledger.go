package ledger

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/platform/apierr"
	"sagishi/internal/platform/storage"
)

// ErrNoAccount says that a payment names a player who does not exist (any
// more). Nothing was written.
var ErrNoAccount = errors.New("no such account")

// rolledBack is what Nakama says if the database ended a deadlock while it was
// reading wallets: it misses the error there and meets it again at the commit.
// The transaction has lost a race, and nothing of it is written. As it stands
// it may well succeed the next time.
const rolledBack = "commit unexpectedly resulted in rollback"

// attempts is how often a transaction that the database ended is tried.
const attempts = 3

// Nakama is what a ledger needs of the server.
type Nakama interface {
	storage.Reader
	AccountsGetId(ctx context.Context, userIDs, deviceIDs []string) ([]*api.Account, error)
	MultiUpdate(
		ctx context.Context, accounts []*runtime.AccountUpdate, writes []*runtime.StorageWrite,
		deletes []*runtime.StorageDelete, wallets []*runtime.WalletUpdate, updateLedger bool,
	) ([]*api.StorageObjectAck, []*runtime.WalletUpdateResult, error)
}

// Ledger does payments. It keeps nothing in memory.
type Ledger struct {
	nk     Nakama
	report reporter
}

// New makes a ledger on the server's database.
func New(nk Nakama) *Ledger { return &Ledger{nk: nk} }

// Outcome is what became of an entry.
type Outcome struct {
	// Applied says that this call did it. False means that the receipt existed
	// already: somebody did it, perhaps this very call, if the database
	// committed it and failed to say so.
	Applied bool
	// Wallets are the wallets after a change that this call did, by user id. It
	// has only players whose coins changed.
	Wallets map[string]map[string]int64
	// Existing is the content of the receipt that existed already.
	Existing json.RawMessage
}

// Apply writes the entry if its receipt does not exist yet. All of it is written
// or nothing. It may be called again after any error.
//
// It answers with a fault of kind aborted if another of the entry's writes lost
// a race, with one of kind failed precondition if a wallet has too few coins,
// and with ErrNoAccount if a player does not exist. An account that is deleted
// between that check and the transaction gets a receipt and no coins, which
// nobody is left to miss.
func (l *Ledger) Apply(ctx context.Context, e Transaction) (Outcome, error) {
	writes, err := e.writes()
	if err != nil {
		return Outcome{}, err
	}
	absent, err := l.missingUser(ctx, e.users())
	if err != nil {
		return Outcome{}, err
	}
	if absent != "" {
		return l.resolve(ctx, e, fmt.Errorf("%w: %s", ErrNoAccount, absent))
	}
	for attempt := 1; ; attempt++ {
		_, results, err := l.nk.MultiUpdate(ctx, e.Accounts, writes, nil, e.wallets(), true)
		if err == nil {
			l.report.done(e)
			return Outcome{Applied: true, Wallets: walletsAfter(results)}, nil
		}
		if attempt == attempts || !strings.Contains(err.Error(), rolledBack) {
			return l.resolve(ctx, e, err)
		}
	}
}

// resolve finds out what a failed entry means. The receipt decides: if it
// exists, the payment is done, whoever did it and whatever went wrong here.
func (l *Ledger) resolve(ctx context.Context, e Transaction, cause error) (Outcome, error) {
	receipt, err := storage.Read[json.RawMessage](ctx, l.nk, e.Receipt)
	if err != nil {
		return Outcome{}, fmt.Errorf("pay %s: %w", e.Receipt.Key, errors.Join(cause, err))
	}
	if receipt.Found() {
		return Outcome{Existing: receipt.Value}, nil
	}
	return Outcome{}, e.classify(cause)
}

// missingUser returns the first of the users who has no account, or "". Nakama
// would skip the coins of such a user and write the rest.
func (l *Ledger) missingUser(ctx context.Context, users []string) (string, error) {
	if len(users) == 0 {
		return "", nil
	}
	accounts, err := l.nk.AccountsGetId(ctx, users, nil)
	if err != nil {
		return "", fmt.Errorf("look up accounts: %w", err)
	}
	exists := make(map[string]bool, len(accounts))
	for _, account := range accounts {
		exists[account.GetUser().GetId()] = true
	}
	for _, user := range users {
		if !exists[user] {
			return user, nil
		}
	}
	return "", nil
}

// classify turns a failure that left no receipt into what the caller may act on.
func (e Transaction) classify(cause error) error {
	if errors.Is(cause, runtime.ErrStorageRejectedVersion) || strings.Contains(cause.Error(), rolledBack) {
		return apierr.Aborted("something else changed at the same time, try again")
	}
	if negative, ok := errors.AsType[*runtime.WalletNegativeError](cause); ok {
		// Nakama reports an overflow as a negative balance.
		if negative.Amount > 0 {
			return apierr.Precondition("the wallet cannot hold that many %s", negative.Path)
		}
		return apierr.Precondition("not enough %s", negative.Path)
	}
	return fmt.Errorf("pay %s: %w", e.Receipt.Key, cause)
}

func walletsAfter(results []*runtime.WalletUpdateResult) map[string]map[string]int64 {
	wallets := make(map[string]map[string]int64, len(results))
	for _, result := range results {
		wallets[result.UserID] = result.Updated
	}
	return wallets
}
