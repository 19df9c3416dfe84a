package notifications_test

import (
	"context"
	"testing"
	"time"

	"github.com/heroiclabs/nakama-common/api"
	"google.golang.org/protobuf/types/known/timestamppb"

	"sagishi/internal/platform/ledger"
	"sagishi/internal/testing/nakamatest"
	"sagishi/notifications"
)

// clockWasAhead is a database whose clock was a day ahead when its records were
// written.
type clockWasAhead struct{ *nakamatest.Nakama }

// StorageList dates the objects a day ahead.
//
//nolint:revive // Nakama dictates the signature
func (c clockWasAhead) StorageList(
	ctx context.Context, callerID, userID, collection string, limit int, cursor string,
) ([]*api.StorageObject, string, error) {
	objects, next, err := c.Nakama.StorageList(ctx, callerID, userID, collection, limit, cursor)
	for _, o := range objects {
		o.CreateTime = timestamppb.New(o.GetCreateTime().AsTime().Add(24 * time.Hour))
		o.UpdateTime = timestamppb.New(o.GetUpdateTime().AsTime().Add(24 * time.Hour))
	}
	return objects, next, err
}

func TestNoticeThatAClockAheadHasDatedIsDelivered(t *testing.T) {
	n, user := undelivered(t, "a")
	n.Advance(time.Minute)
	o := notifications.NewOutbox(clockWasAhead{n}, ledger.New(n), n.Logger(), n.Now, nil)
	if _, err := o.Sweep(t.Context()); err != nil {
		t.Fatal(err)
	}
	want(t, n, user, 1, 0)
}
