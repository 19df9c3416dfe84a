package app

import (
	"context"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/platform/ledger"
	"sagishi/internal/service/audit"
	"sagishi/internal/service/iap"
	"sagishi/internal/service/results"
	"sagishi/notifications"
	"sagishi/tournaments"
)

// server is the part of Nakama that payments and counted games use.
type server interface {
	results.Nakama
	tournaments.Nakama
	notifications.Nakama
	ledger.Nakama
	audit.Nakama
	iap.Nakama
}

// database is Nakama with a time limit on each call. Its users work outside of
// requests as well, where nothing else ends a call. It has exactly the methods
// that they need: the compiler finds one that lacks its limit.
type database struct {
	nk server
	caller
}

func (d database) StorageRead(ctx context.Context, reads []*runtime.StorageRead) ([]*api.StorageObject, error) {
	return call(ctx, d.about("StorageRead", first(reads, readName)), func(ctx context.Context) ([]*api.StorageObject, error) {
		return d.nk.StorageRead(ctx, reads)
	})
}

func (d database) StorageWrite(ctx context.Context, writes []*runtime.StorageWrite) ([]*api.StorageObjectAck, error) {
	return call(ctx, d.about("StorageWrite", first(writes, writeName)), func(ctx context.Context) ([]*api.StorageObjectAck, error) {
		return d.nk.StorageWrite(ctx, writes)
	})
}

func (d database) UsersGetId(ctx context.Context, userIDs, facebookIDs []string) ([]*api.User, error) { //nolint:revive // Nakama dictates the name
	return call(ctx, d.about("UsersGetId", first(userIDs, name)), func(ctx context.Context) ([]*api.User, error) {
		return d.nk.UsersGetId(ctx, userIDs, facebookIDs)
	})
}

func (d database) AccountsGetId(ctx context.Context, userIDs, deviceIDs []string) ([]*api.Account, error) { //nolint:revive // Nakama dictates the name
	return call(ctx, d.about("AccountsGetId", first(userIDs, name)), func(ctx context.Context) ([]*api.Account, error) {
		return d.nk.AccountsGetId(ctx, userIDs, deviceIDs)
	})
}

func (d database) LeaderboardsGetId(ctx context.Context, ids []string) ([]*api.Leaderboard, error) { //nolint:revive // Nakama dictates the name
	return call(ctx, d.about("LeaderboardsGetId", first(ids, name)), func(ctx context.Context) ([]*api.Leaderboard, error) {
		return d.nk.LeaderboardsGetId(ctx, ids)
	})
}

func (d database) TournamentsGetId(ctx context.Context, ids []string) ([]*api.Tournament, error) { //nolint:revive // Nakama dictates the name
	return call(ctx, d.about("TournamentsGetId", first(ids, name)), func(ctx context.Context) ([]*api.Tournament, error) {
		return d.nk.TournamentsGetId(ctx, ids)
	})
}

func (d database) StorageDelete(ctx context.Context, deletes []*runtime.StorageDelete) error {
	return callError(ctx, d.about("StorageDelete", first(deletes, deleteName)), func(ctx context.Context) error {
		return d.nk.StorageDelete(ctx, deletes)
	})
}

func (d database) NotificationsSend(ctx context.Context, sends []*runtime.NotificationSend) error {
	return callError(ctx, d.about("NotificationsSend", first(sends, noticeUser)), func(ctx context.Context) error {
		return d.nk.NotificationsSend(ctx, sends)
	})
}

func (d database) NotificationsDelete(ctx context.Context, deletes []*runtime.NotificationDelete) error {
	return callError(ctx, d.about("NotificationsDelete", first(deletes, copyUser)), func(ctx context.Context) error {
		return d.nk.NotificationsDelete(ctx, deletes)
	})
}

func (d database) StorageList(
	ctx context.Context, callerID, userID, collection string, limit int, cursor string,
) (objects []*api.StorageObject, next string, err error) {
	p, err := call(ctx, d.about("StorageList", collection+"/"+userID), func(ctx context.Context) (p page[*api.StorageObject], err error) {
		p.items, p.next, err = d.nk.StorageList(ctx, callerID, userID, collection, limit, cursor)
		return p, err
	})
	return p.items, p.next, err
}

func (d database) NotificationsList(
	ctx context.Context, userID string, limit int, cursor string,
) (notices []*api.Notification, next string, err error) {
	p, err := call(ctx, d.about("NotificationsList", userID), func(ctx context.Context) (p page[*api.Notification], err error) {
		p.items, p.next, err = d.nk.NotificationsList(ctx, userID, limit, cursor)
		return p, err
	})
	return p.items, p.next, err
}

func (d database) LeaderboardRecordsList(
	ctx context.Context, id string, ownerIDs []string, limit int, cursor string, expiry int64,
) (records, ownerRecords []*api.LeaderboardRecord, nextCursor, prevCursor string, err error) {
	p, err := call(ctx, d.about("LeaderboardRecordsList", id+"/"+first(ownerIDs, name)), func(ctx context.Context) (p recordPage, err error) {
		p.records, p.own, p.cursors[0], p.cursors[1], err = d.nk.LeaderboardRecordsList(ctx, id, ownerIDs, limit, cursor, expiry)
		return p, err
	})
	return p.records, p.own, p.cursors[0], p.cursors[1], err
}

func (d database) TournamentRecordsList(
	ctx context.Context, id string, ownerIDs []string, limit int, cursor string, expiry int64,
) (records, ownerRecords []*api.LeaderboardRecord, prevCursor, nextCursor string, err error) {
	p, err := call(ctx, d.about("TournamentRecordsList", id+"/"+first(ownerIDs, name)), func(ctx context.Context) (p recordPage, err error) {
		p.records, p.own, p.cursors[0], p.cursors[1], err = d.nk.TournamentRecordsList(ctx, id, ownerIDs, limit, cursor, expiry)
		return p, err
	})
	return p.records, p.own, p.cursors[0], p.cursors[1], err
}

func (d database) LeaderboardRecordWrite(
	ctx context.Context, id, ownerID, username string, score, subscore int64, metadata map[string]any, override *int,
) (*api.LeaderboardRecord, error) {
	return call(ctx, d.about("LeaderboardRecordWrite", id+"/"+ownerID), func(ctx context.Context) (*api.LeaderboardRecord, error) {
		return d.nk.LeaderboardRecordWrite(ctx, id, ownerID, username, score, subscore, metadata, override)
	})
}

func (d database) TournamentRecordWrite(
	ctx context.Context, id, ownerID, username string, score, subscore int64, metadata map[string]any, override *int,
) (*api.LeaderboardRecord, error) {
	return call(ctx, d.about("TournamentRecordWrite", id+"/"+ownerID), func(ctx context.Context) (*api.LeaderboardRecord, error) {
		return d.nk.TournamentRecordWrite(ctx, id, ownerID, username, score, subscore, metadata, override)
	})
}

func (d database) LeaderboardRecordDelete(ctx context.Context, id, ownerID string) error {
	return callError(ctx, d.about("LeaderboardRecordDelete", id+"/"+ownerID), func(ctx context.Context) error {
		return d.nk.LeaderboardRecordDelete(ctx, id, ownerID)
	})
}

func (d database) TournamentRecordDelete(ctx context.Context, id, ownerID string) error {
	return callError(ctx, d.about("TournamentRecordDelete", id+"/"+ownerID), func(ctx context.Context) error {
		return d.nk.TournamentRecordDelete(ctx, id, ownerID)
	})
}

func (d database) MultiUpdate(
	ctx context.Context, accounts []*runtime.AccountUpdate, writes []*runtime.StorageWrite,
	deletes []*runtime.StorageDelete, wallets []*runtime.WalletUpdate, updateLedger bool,
) ([]*api.StorageObjectAck, []*runtime.WalletUpdateResult, error) {
	updated, err := call(ctx, d.about("MultiUpdate", first(writes, writeName)), func(ctx context.Context) (u multiUpdate, err error) {
		u.acks, u.wallets, err = d.nk.MultiUpdate(ctx, accounts, writes, deletes, wallets, updateLedger)
		return u, err
	})
	return updated.acks, updated.wallets, err
}

// CronNext does not use the database.
func (d database) CronNext(expression string, timestamp int64) (int64, error) {
	return d.nk.CronNext(expression, timestamp)
}

// MetricsCounterAdd does not use the database.
func (d database) MetricsCounterAdd(name string, tags map[string]string, delta int64) {
	d.nk.MetricsCounterAdd(name, tags, delta)
}

// MetricsGaugeSet does not use the database.
func (d database) MetricsGaugeSet(name string, tags map[string]string, value float64) {
	d.nk.MetricsGaugeSet(name, tags, value)
}

// page is the answer of a list.
type page[T any] struct {
	items []T
	next  string
}

// recordPage is the answer of a list of records.
type recordPage struct {
	records, own []*api.LeaderboardRecord
	cursors      [2]string
}

// multiUpdate is the answer of a MultiUpdate.
type multiUpdate struct {
	acks    []*api.StorageObjectAck
	wallets []*runtime.WalletUpdateResult
}

func (d database) UsersGetRandom(ctx context.Context, count int) ([]*api.User, error) {
	return call(ctx, d.about("UsersGetRandom", ""), func(ctx context.Context) ([]*api.User, error) { return d.nk.UsersGetRandom(ctx, count) })
}

func (d database) WalletLedgerList(
	ctx context.Context, userID string, limit int, cursor string,
) (items []runtime.WalletLedgerItem, next string, err error) {
	p, err := call(ctx, d.about("WalletLedgerList", userID), func(ctx context.Context) (p page[runtime.WalletLedgerItem], err error) {
		p.items, p.next, err = d.nk.WalletLedgerList(ctx, userID, limit, cursor)
		return p, err
	})
	return p.items, p.next, err
}

func (d database) PurchaseGetByTransactionId(ctx context.Context, transactionID string) (*api.ValidatedPurchase, error) { //nolint:revive // Nakama dictates the name
	return call(ctx, d.about("PurchaseGetByTransactionId", transactionID), func(ctx context.Context) (*api.ValidatedPurchase, error) {
		return d.nk.PurchaseGetByTransactionId(ctx, transactionID)
	})
}

func (d database) PurchasesList(ctx context.Context, userID string, limit int, cursor string) (*api.PurchaseList, error) {
	return call(ctx, d.about("PurchasesList", userID), func(ctx context.Context) (*api.PurchaseList, error) {
		return d.nk.PurchasesList(ctx, userID, limit, cursor)
	})
}
