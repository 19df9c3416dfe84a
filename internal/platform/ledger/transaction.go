package ledger

import (
	"cmp"
	"errors"
	"slices"

	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/platform/storage"
)

// Currency is the wallet's key of the game's one currency.
const Currency = "coins"

// Coins is a change of one player's coins. A negative amount takes coins away.
type Coins struct {
	UserID string
	Amount int64
}

// Transaction is one payment and everything that is true with it.
type Transaction struct {
	// Receipt names the record that makes the transaction happen once. It is created
	// in the same transaction, and nothing is written if it exists. Its owner may
	// read it.
	//
	// It is best without an owner. Such a receipt survives its player's account,
	// and two payments to one player wait for each other: creating a record that
	// a player owns holds the player's row in a way that lets another do the same,
	// and then each waits for the other to change the wallet, until the database
	// ends one of them a second later.
	Receipt storage.Ref
	// Content is the receipt's content, an object in JSON. It should say enough
	// to answer which player was paid what and why.
	Content any
	// Coins are the changes of wallets. Several for one player are added up;
	// those of zero change nothing.
	Coins []Coins
	// Reason goes to the wallet ledger, beside the receipt's key.
	Reason string
	// Writes are further records of the same transaction. Each should carry the
	// version that it was read with.
	Writes []*runtime.StorageWrite
	// Accounts are account updates of the same transaction.
	Accounts []*runtime.AccountUpdate
}

// writes are the storage writes of the transaction, the receipt first.
func (t Transaction) writes() ([]*runtime.StorageWrite, error) {
	if t.Receipt.Collection == "" || t.Receipt.Key == "" {
		return nil, errors.New("a payment needs a receipt")
	}
	read := storage.ReadNone
	if t.Receipt.UserID != "" {
		read = storage.ReadOwner
	}
	content := t.Content
	if content == nil {
		content = struct{}{}
	}
	receipt, err := storage.Write(t.Receipt, content, storage.Absent, read)
	if err != nil {
		return nil, err
	}
	return append([]*runtime.StorageWrite{receipt}, t.Writes...), nil
}

// changes are the coins by player, in the order of their ids, without those
// that come to nothing. One order for all keeps two payments from waiting for
// each other.
func (t Transaction) changes() []Coins {
	sums := make(map[string]int64, len(t.Coins))
	for _, c := range t.Coins {
		sums[c.UserID] += c.Amount
	}
	changes := make([]Coins, 0, len(sums))
	for user, amount := range sums {
		if amount != 0 {
			changes = append(changes, Coins{UserID: user, Amount: amount})
		}
	}
	slices.SortFunc(changes, func(a, b Coins) int { return cmp.Compare(a.UserID, b.UserID) })
	return changes
}

func (t Transaction) wallets() []*runtime.WalletUpdate {
	changes := t.changes()
	updates := make([]*runtime.WalletUpdate, 0, len(changes))
	for _, c := range changes {
		updates = append(updates, &runtime.WalletUpdate{
			UserID:    c.UserID,
			Changeset: map[string]int64{Currency: c.Amount},
			Metadata:  map[string]any{"reason": t.Reason, "ref": t.Receipt.Key},
		})
	}
	return updates
}

// users are all players that the transaction touches, each once: those who get or
// give coins, whose account changes, and who own a record.
func (t Transaction) users() []string {
	users := []string{t.Receipt.UserID}
	for _, c := range t.Coins {
		users = append(users, c.UserID)
	}
	for _, account := range t.Accounts {
		users = append(users, account.UserID)
	}
	for _, write := range t.Writes {
		users = append(users, write.UserID)
	}
	slices.Sort(users)
	users = slices.Compact(users)
	return slices.DeleteFunc(users, func(id string) bool { return id == "" })
}
