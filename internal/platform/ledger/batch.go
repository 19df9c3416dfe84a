package ledger

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/platform/storage"
)

// batch is several transactions on their way into the database.
type batch struct {
	ledger  *Ledger
	also    Also
	results []Result
	pending []part            // those without a result
	stored  map[string]string // wallets as they were read at the beginning, by user id
}

// part is one transaction of a batch.
type part struct {
	Transaction

	index  int // of its result
	writes []*runtime.StorageWrite
}

func (b *batch) add(transactions []Transaction) {
	for i, t := range transactions {
		writes, err := t.writes()
		if err != nil {
			b.results[i].Err = err
			continue
		}
		b.pending = append(b.pending, part{Transaction: t, index: i, writes: writes})
	}
}

// fail gives all pending transactions their error.
func (b *batch) fail(cause error) {
	for _, p := range b.pending {
		if b.results[p.index].Err == nil {
			b.results[p.index].Err = p.classify(cause)
		}
	}
	b.pending = nil
}

// write applies the pending transactions.
func (b *batch) write(ctx context.Context) error {
	if err := b.tooFewCoins(); err != nil {
		return err
	}
	var (
		accounts []*runtime.AccountUpdate
		writes   []*runtime.StorageWrite
		wallets  []*runtime.WalletUpdate
	)
	indices := make([]int, 0, len(b.pending))
	for _, p := range b.pending {
		accounts = append(accounts, p.Accounts...)
		writes = append(writes, p.writes...)
		wallets = append(wallets, p.wallets()...)
		indices = append(indices, p.index)
	}
	if b.also != nil {
		write, err := b.also(indices)
		if err != nil {
			return err
		}
		writes = append(writes, write)
	}
	_, updated, err := b.ledger.nk.MultiUpdate(ctx, accounts, writes, nil, wallets, true)
	if err != nil {
		return err
	}
	after := make(map[string]map[string]int64, len(updated))
	for _, wallet := range updated {
		after[wallet.UserID] = wallet.Updated
	}
	for _, p := range b.pending {
		outcome := Outcome{Applied: true, Wallets: map[string]map[string]int64{}}
		for _, change := range p.changes() {
			if wallet, ok := after[change.UserID]; ok {
				outcome.Wallets[change.UserID] = wallet
			}
		}
		b.results[p.index].Outcome = outcome
		b.ledger.report.applied(p.Transaction)
	}
	b.pending = nil
	return nil
}

// tooFewCoins returns the error of a wallet that had too few coins for the pending
// transactions when it was read. The database would refuse them too; but Nakama
// logs that as an error, and players try every day to buy what they cannot pay.
func (b *batch) tooFewCoins() error {
	sums := map[string]int64{}
	for _, p := range b.pending {
		for _, change := range p.changes() {
			sums[change.UserID] += change.Amount
		}
	}
	for user, sum := range sums {
		if sum >= 0 {
			continue
		}
		var wallet map[string]int64
		if json.Unmarshal([]byte(b.stored[user]), &wallet) != nil {
			continue // Nakama says what is wrong with it
		}
		if has := wallet[Currency]; has+sum < 0 {
			return &runtime.WalletNegativeError{UserID: user, Path: Currency, Current: has, Amount: sum}
		}
	}
	return nil
}

// leaveOutMissingAccounts gives the transactions of players without an account
// their result: that of the receipt, if there is one.
func (b *batch) leaveOutMissingAccounts(ctx context.Context) error {
	var users []string
	for _, p := range b.pending {
		users = append(users, p.users()...)
	}
	slices.Sort(users)
	users = slices.Compact(users)
	stored, err := b.ledger.accounts(ctx, users)
	b.stored = stored
	if err != nil || len(stored) == len(users) {
		return err
	}
	if _, err := b.leaveOutExisting(ctx); err != nil {
		return err
	}
	b.pending = slices.DeleteFunc(b.pending, func(p part) bool {
		i := slices.IndexFunc(p.users(), func(user string) bool {
			_, exists := stored[user]
			return !exists
		})
		if i >= 0 {
			b.results[p.index].Err = p.classify(fmt.Errorf("%w: %s", ErrNoAccount, p.users()[i]))
		}
		return i >= 0
	})
	return nil
}

// leaveOutExisting gives the transactions whose receipt exists their result: they
// are applied, whatever went wrong here. It returns how many there are.
func (b *batch) leaveOutExisting(ctx context.Context) (int, error) {
	reads := make([]*runtime.StorageRead, 0, len(b.pending))
	for _, p := range b.pending {
		reads = append(reads, &runtime.StorageRead{Collection: p.Receipt.Collection, Key: p.Receipt.Key, UserID: p.Receipt.UserID})
	}
	objects, err := b.ledger.nk.StorageRead(ctx, reads)
	if err != nil {
		return 0, fmt.Errorf("read receipts: %w", err)
	}
	receipts := make(map[storage.Ref]json.RawMessage, len(objects))
	for _, o := range objects {
		receipts[storage.RefOf(o)] = json.RawMessage(o.GetValue())
	}
	before := len(b.pending)
	b.pending = slices.DeleteFunc(b.pending, func(p part) bool {
		receipt, found := receipts[p.Receipt]
		if found {
			b.results[p.index].Outcome = Outcome{Existing: receipt}
		}
		return found
	})
	return before - len(b.pending), nil
}
