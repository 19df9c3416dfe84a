package nakamatest

import (
	"context"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/runtime"
)

// MultiUpdate changes accounts, storage and wallets in one transaction. It skips
// wallets of users who do not exist.
func (n *Nakama) MultiUpdate(ctx context.Context, accounts []*runtime.AccountUpdate, writes []*runtime.StorageWrite, deletes []*runtime.StorageDelete, wallets []*runtime.WalletUpdate, updateLedger bool) (acks []*api.StorageObjectAck, results []*runtime.WalletUpdateResult, err error) {
	err = n.call(ctx, "MultiUpdate", func(db *database) error {
		for _, update := range accounts {
			if err := db.updateAccount(update); err != nil {
				return err
			}
		}
		if acks, err = db.writeObjects(writes, true); err != nil {
			return err
		}
		if err = db.deleteObjects(deletes, true); err != nil {
			return err
		}
		results, err = db.updateWallets(wallets, updateLedger)
		return err
	})
	if err != nil {
		return nil, nil, err
	}
	return acks, results, nil
}
