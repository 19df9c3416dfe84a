package notifications

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/platform/storage"
	"sagishi/internal/platform/uuid"
)

// Outbox is what telling players of payments needs of the server.
//
// A notification is no part of a transaction. So the transaction of a payment
// puts a letter into the server's outbox; whoever paid then delivers it and
// takes it out. What a crash leaves there is found by Sweep.
type Outbox interface {
	Sender
	Lister
	StorageWrite(ctx context.Context, writes []*runtime.StorageWrite) ([]*api.StorageObjectAck, error)
	StorageDelete(ctx context.Context, deletes []*runtime.StorageDelete) error
	StorageList(ctx context.Context, callerID, userID, collection string, limit int, cursor string) ([]*api.StorageObject, string, error)
	UsersGetId(ctx context.Context, userIDs, facebookIDs []string) ([]*api.User, error)
}

const (
	// lease is for how long a letter belongs to whoever wrote it last: that one
	// has delivered it by then, or has died.
	lease = 15 * time.Second
	// patience is how long a delivery may take. It ends before the lease.
	patience = 10 * time.Second
)

// letter is a notice in the outbox.
type letter struct {
	Notice

	Tries int `json:"tries"` // to deliver it; each makes another version
}

// Post is the write that puts a notice with an ID into the outbox. Whoever
// writes it, in the transaction of what the notice tells, delivers it.
func Post(n Notice) (*runtime.StorageWrite, error) {
	return storage.Write(storage.Ref{Collection: storage.Outbox, Key: n.ID}, letter{Notice: n, Tries: 1}, storage.Absent, storage.ReadNone)
}

// Deliver sends a notice that the caller has just posted, and takes it out of
// the outbox. After an error Sweep tries again.
func Deliver(ctx context.Context, nk Outbox, n Notice) error {
	patient, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	if err := Send(patient, nk, n); err != nil && !gone(ctx, nk, n.UserID) {
		return err
	}
	if err := nk.StorageDelete(ctx, []*runtime.StorageDelete{{Collection: storage.Outbox, Key: n.ID}}); err != nil {
		return fmt.Errorf("take %s out of the outbox: %w", n.ID, err)
	}
	return nil
}

// gone reports whether a player has no account any more, and so needs no
// notice. It asks twice: a list may come short without an error.
func gone(ctx context.Context, nk Outbox, userID string) bool {
	for range 2 {
		users, err := nk.UsersGetId(ctx, []string{userID}, nil)
		if err != nil || len(users) > 0 {
			return false
		}
	}
	return true
}

// Sweep delivers the letters that lie in the outbox for longer than a delivery
// takes. One that fails delays no other. Several servers may sweep at once.
func Sweep(ctx context.Context, nk Outbox, now time.Time) error {
	var faults []error
	cursor := ""
	for {
		letters, next, err := nk.StorageList(ctx, "", uuid.System, storage.Outbox, page, cursor)
		if err != nil {
			return errors.Join(append(faults, fmt.Errorf("list the outbox: %w", err))...)
		}
		for _, o := range letters {
			if now.Before(o.GetUpdateTime().AsTime().Add(lease)) {
				continue // somebody is about it
			}
			if err := redeliver(ctx, nk, o); err != nil {
				faults = append(faults, fmt.Errorf("deliver %s: %w", o.GetKey(), err))
			}
		}
		if next == "" || next == cursor || ctx.Err() != nil {
			return errors.Join(faults...)
		}
		cursor = next
	}
}

// redeliver takes over a letter and delivers it, unless the notice lies in the
// player's inbox already.
func redeliver(ctx context.Context, nk Outbox, o *api.StorageObject) error {
	var l letter
	if err := json.Unmarshal([]byte(o.GetValue()), &l); err != nil {
		return fmt.Errorf("decode: %w", err)
	}
	l.Tries++
	claim, err := storage.Write(storage.Ref{Collection: storage.Outbox, Key: o.GetKey()}, l, o.GetVersion(), storage.ReadNone)
	if err != nil {
		return err
	}
	_, err = nk.StorageWrite(ctx, []*runtime.StorageWrite{claim})
	if errors.Is(err, runtime.ErrStorageRejectedVersion) {
		return nil // another server was faster
	}
	if err != nil {
		return fmt.Errorf("claim: %w", err)
	}
	told, err := Has(ctx, nk, l.Notice)
	if err != nil {
		return err
	}
	if told {
		return nk.StorageDelete(ctx, []*runtime.StorageDelete{{Collection: storage.Outbox, Key: o.GetKey()}})
	}
	return Deliver(ctx, nk, l.Notice)
}
