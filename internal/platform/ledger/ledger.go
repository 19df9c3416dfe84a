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
	"sagishi/internal/platform/shortread"
	"sagishi/internal/platform/storage"
)

// ErrNoAccount means that a transaction names a player without an account.
// Nothing was written.
var ErrNoAccount = errors.New("no such account")

// rolledBack is the error that Nakama returns if the database ended a deadlock
// while Nakama was reading wallets: it misses the error there and meets it again
// at the commit. The transaction has lost a race, and nothing of it is written.
const rolledBack = "commit unexpectedly resulted in rollback"

// attempts is how often a transaction that lost a race is tried.
const attempts = 3

// Nakama is the part of the server that a ledger uses.
type Nakama interface {
	storage.Reader
	AccountsGetId(ctx context.Context, userIDs, deviceIDs []string) ([]*api.Account, error)
	MultiUpdate(
		ctx context.Context, accounts []*runtime.AccountUpdate, writes []*runtime.StorageWrite,
		deletes []*runtime.StorageDelete, wallets []*runtime.WalletUpdate, updateLedger bool,
	) ([]*api.StorageObjectAck, []*runtime.WalletUpdateResult, error)
}

// Ledger applies transactions. It keeps nothing in memory.
type Ledger struct {
	nk     Nakama
	report reporter
}

// New makes a ledger on the server's database.
func New(nk Nakama) *Ledger { return &Ledger{nk: nk} }

// Outcome is the result of a transaction.
type Outcome struct {
	// Applied means that this call applied it. False means that the receipt
	// existed already: another call applied it, or this one did and the database
	// lost the answer.
	Applied bool
	// Wallets are the wallets after a change by this call, by user id. It has only
	// players whose coins changed.
	Wallets map[string]map[string]int64
	// Existing is the content of the receipt that existed already.
	Existing json.RawMessage
}

// Result is the outcome of one transaction of several, or its error.
type Result struct {
	Outcome

	Err error
}

// Apply applies a transaction if its receipt does not exist yet. All of it is
// written, or nothing. It may be called again after any error.
//
// Errors: the code Aborted if another of the writes lost a race, Failed
// Precondition if a wallet has too few coins, and ErrNoAccount if a player has
// no account. An account that is deleted between that check and the transaction
// gets a receipt and no coins.
func (l *Ledger) Apply(ctx context.Context, t Transaction) (Outcome, error) {
	result := l.ApplyAll(ctx, []Transaction{t}, nil)[0]
	return result.Outcome, result.Err
}

// Also returns a further write for the transactions with the given indices, which
// are applied together.
type Also func(indices []int) (*runtime.StorageWrite, error)

// ApplyAll applies several transactions in one transaction of the database, and
// returns their results in the same order. Each gives the same promises as
// Apply. Those with a receipt, and those with a player without an account, are
// left out; the write of also, which may be nil, is for the others. If the
// database refuses one of them, none is applied, and all have the error: the
// caller may then apply them one by one.
func (l *Ledger) ApplyAll(ctx context.Context, transactions []Transaction, also Also) []Result {
	b := &batch{ledger: l, also: also, results: make([]Result, len(transactions))}
	b.add(transactions)
	if err := b.leaveOutMissingAccounts(ctx); err != nil {
		b.fail(err)
		return b.results
	}
	for attempt := 1; len(b.pending) > 0; attempt++ {
		err := b.write(ctx)
		if err == nil {
			break
		}
		if attempt < attempts && isRolledBack(err) {
			continue
		}
		found, readErr := b.leaveOutExisting(ctx)
		if readErr != nil {
			b.fail(errors.Join(err, readErr))
			break
		}
		if found == 0 || attempt >= attempts || !errors.Is(err, runtime.ErrStorageRejectedVersion) {
			b.fail(err)
			break
		}
	}
	return b.results
}

func isRolledBack(err error) bool { return strings.Contains(err.Error(), rolledBack) }

// classify turns the failure of a transaction without a receipt into an error
// that the caller may act on.
func (t Transaction) classify(cause error) error {
	if errors.Is(cause, runtime.ErrStorageRejectedVersion) || isRolledBack(cause) {
		return apierr.Aborted("something else changed at the same time, try again")
	}
	if negative, ok := errors.AsType[*runtime.WalletNegativeError](cause); ok {
		// Nakama reports an overflow as a negative balance.
		if negative.Amount > 0 {
			return apierr.Precondition("the wallet cannot hold that many %s", negative.Path)
		}
		return apierr.Precondition("not enough %s", negative.Path)
	}
	return fmt.Errorf("pay %s: %w", t.Receipt.Key, cause)
}

// accounts returns the wallets, as they are stored, of those of the users who have
// an account. Nakama would skip the coins of the others and write the rest.
func (l *Ledger) accounts(ctx context.Context, users []string) (map[string]string, error) {
	return shortread.Find(users, func(users []string) (map[string]string, error) {
		accounts, err := l.nk.AccountsGetId(ctx, users, nil)
		if err != nil {
			return nil, fmt.Errorf("look up accounts: %w", err)
		}
		wallets := make(map[string]string, len(accounts))
		for _, account := range accounts {
			wallets[account.GetUser().GetId()] = account.GetWallet()
		}
		return wallets, nil
	})
}
