package contract

import (
	"errors"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/runtime"
)

type coins = map[string]int64

func walletChecks() []Check {
	return []Check{
		{"wallet/an update returns the amounts before and after", walletUpdates},
		{"wallet/an update below zero is an error and changes nothing", walletBelowZero},
		{"wallet/a missing user is an error alone and skipped among others", walletOfNobody},
		{"wallet/the ledger is listed in pages, newest first", ledgerPages},
	}
}

func multiUpdateChecks() []Check {
	return []Check{
		{"multiupdate/a wallet below zero undoes storage and account", multiBelowZero},
		{"multiupdate/a version conflict undoes wallets", multiConflict},
		{"multiupdate/an object of a missing owner undoes everything", multiForeignKey},
		{"multiupdate/the wallet of a missing user is skipped", multiSkips},
		{"multiupdate/all changes are made together", multiTogether},
		{"multiupdate/an empty update succeeds", multiNothing},
	}
}

// wallet returns the text of the user's wallet.
func (p *probe) wallet(userID string) string {
	account, err := p.nk.AccountGetId(p.ctx, userID)
	p.ok("read account", err)
	return account.GetWallet()
}

func (p *probe) ledger(userID string, limit int) ([]runtime.WalletLedgerItem, string) {
	items, next, err := p.nk.WalletLedgerList(p.ctx, userID, limit, "")
	p.ok("list ledger", err)
	return items, next
}

func walletUpdates(p *probe) {
	user := p.user()
	p.equal("new wallet", p.wallet(user), "{}")
	_, _, err := p.nk.WalletUpdate(p.ctx, user, coins{"coins": 5}, nil, false)
	p.ok("update", err)
	after, before, err := p.nk.WalletUpdate(p.ctx, user, coins{"coins": -2, "gems": 1}, nil, false)
	p.ok("update", err)
	p.equal("before", before, coins{"coins": 5})
	p.equal("after", after, coins{"coins": 3, "gems": 1})
	p.equal("wallet", p.wallet(user), `{"gems": 1, "coins": 3}`)
	items, _ := p.ledger(user, 10)
	p.equal("ledger rows that were not asked for", len(items), 0)
}

func walletBelowZero(p *probe) {
	user := p.user()
	_, _, err := p.nk.WalletUpdate(p.ctx, user, coins{"coins": -1}, nil, true)
	var negative *runtime.WalletNegativeError
	if errors.As(err, &negative) {
		p.equal("error", *negative, runtime.WalletNegativeError{UserID: user, Path: "coins", Current: 0, Amount: -1})
	} else {
		p.says("below zero", err, "a WalletNegativeError")
	}
	p.equal("wallet", p.wallet(user), "{}")
	items, _ := p.ledger(user, 10)
	p.equal("ledger rows", len(items), 0)
}

func walletOfNobody(p *probe) {
	nobody, user := "11111111-1111-4111-8111-111111111111", p.user()
	_, _, err := p.nk.WalletUpdate(p.ctx, nobody, coins{"coins": 1}, nil, true)
	p.says("alone", err, "user not found")
	results, err := p.nk.WalletsUpdate(p.ctx, []*runtime.WalletUpdate{
		{UserID: nobody, Changeset: coins{"coins": 1}},
		{UserID: user, Changeset: coins{"coins": 2}},
	}, true)
	p.ok("among others", err)
	p.equal("results", len(results), 1)
	p.equal("wallet", p.wallet(user), `{"coins": 2}`)
}

func ledgerPages(p *probe) {
	user := p.user()
	for i := range int64(3) {
		_, _, err := p.nk.WalletUpdate(p.ctx, user, coins{"coins": i + 1}, map[string]any{"reason": "r"}, true)
		p.ok("update", err)
	}
	items, next := p.ledger(user, 2)
	p.equal("page", len(items), 2)
	if len(items) == 2 {
		p.equal("newest", items[0].GetChangeset(), coins{"coins": 3})
		p.equal("metadata", items[0].GetMetadata(), map[string]any{"reason": "r"})
		p.equal("user of a listed row", items[0].GetUserID(), "")
	}
	items, next, err := p.nk.WalletLedgerList(p.ctx, user, 2, next)
	p.ok("list on", err)
	p.equal("last page", len(items), 1)
	p.equal("cursor", next, "")
}

// multi updates an account's name, a receipt and wallets in one call.
func (p *probe) multi(account, receiptOf string, wallets ...*runtime.WalletUpdate) error {
	var accounts []*runtime.AccountUpdate
	if account != "" {
		accounts = append(accounts, &runtime.AccountUpdate{UserID: account, DisplayName: "changed"})
	}
	_, _, err := p.nk.MultiUpdate(p.ctx, accounts, []*runtime.StorageWrite{{
		Collection: p.name("c"), Key: "receipt", UserID: receiptOf, Value: `{}`, Version: "*",
	}}, nil, wallets, true)
	return err
}

func (p *probe) displayName(userID string) string {
	account, err := p.nk.AccountGetId(p.ctx, userID)
	p.ok("read account", err)
	return account.GetUser().GetDisplayName()
}

func multiBelowZero(p *probe) {
	user, other := p.user(), p.user()
	err := p.multi(user, "",
		&runtime.WalletUpdate{UserID: other, Changeset: coins{"coins": 1}},
		&runtime.WalletUpdate{UserID: user, Changeset: coins{"coins": -1}})
	var negative *runtime.WalletNegativeError
	p.equal("a WalletNegativeError", errors.As(err, &negative), true)
	p.equal("receipt", p.read("receipt", "") == nil, true)
	p.equal("name", p.displayName(user), "")
	p.equal("other wallet", p.wallet(other), "{}")
	items, _ := p.ledger(other, 10)
	p.equal("ledger rows", len(items), 0)
}

func multiConflict(p *probe) {
	user := p.user()
	pay := &runtime.WalletUpdate{UserID: user, Changeset: coins{"coins": 1}}
	p.ok("first", p.multi(user, "", pay))
	p.is("second", p.multi(user, "", pay), runtime.ErrStorageRejectedVersion)
	p.equal("wallet", p.wallet(user), `{"coins": 1}`)
	items, _ := p.ledger(user, 10)
	p.equal("ledger rows", len(items), 1)
}

func multiForeignKey(p *probe) {
	user := p.user()
	err := p.multi(user, "11111111-1111-4111-8111-111111111111", &runtime.WalletUpdate{UserID: user, Changeset: coins{"coins": 1}})
	p.says("receipt of nobody", err, "foreign key")
	p.equal("wallet", p.wallet(user), "{}")
	p.equal("name", p.displayName(user), "")
}

func multiSkips(p *probe) {
	user := p.user()
	err := p.multi("11111111-1111-4111-8111-111111111111", "",
		&runtime.WalletUpdate{UserID: "11111111-1111-4111-8111-111111111111", Changeset: coins{"coins": -1}},
		&runtime.WalletUpdate{UserID: user, Changeset: coins{"coins": 1}})
	p.ok("update", err)
	p.equal("receipt", p.read("receipt", "") != nil, true)
	p.equal("wallet", p.wallet(user), `{"coins": 1}`)
}

func multiTogether(p *probe) {
	user := p.user()
	_, err := p.write("old", "", `{}`, "")
	p.ok("write", err)
	acks, results, err := p.nk.MultiUpdate(p.ctx,
		[]*runtime.AccountUpdate{{UserID: user, Metadata: map[string]any{"hat": "cowboy"}}},
		[]*runtime.StorageWrite{{Collection: p.name("c"), Key: "b", Value: `{}`}, {Collection: p.name("c"), Key: "a", Value: `{}`}},
		[]*runtime.StorageDelete{{Collection: p.name("c"), Key: "old"}},
		[]*runtime.WalletUpdate{
			{UserID: user, Changeset: coins{"coins": 5}, Metadata: map[string]any{"reason": "one"}},
			{UserID: user, Changeset: coins{"coins": -2}, Metadata: map[string]any{"reason": "two"}},
		}, true)
	p.ok("update", err)
	p.equal("acks in the order of writes", keysOf(acks), []string{"b", "a"})
	p.equal("results", len(results), 2)
	p.equal("deleted", p.read("old", "") == nil, true)
	p.equal("wallet", p.wallet(user), `{"coins": 3}`)
	items, _ := p.ledger(user, 10)
	p.equal("ledger rows", len(items), 2)
	account, err := p.nk.AccountGetId(p.ctx, user)
	p.ok("read account", err)
	p.equal("metadata", account.GetUser().GetMetadata(), `{"hat": "cowboy"}`)
}

func keysOf(acks []*api.StorageObjectAck) []string {
	var keys []string
	for _, ack := range acks {
		keys = append(keys, ack.GetKey())
	}
	return keys
}

func multiNothing(p *probe) {
	acks, results, err := p.nk.MultiUpdate(p.ctx, nil, nil, nil, nil, true)
	p.ok("update", err)
	p.equal("answers", len(acks)+len(results), 0)
}
