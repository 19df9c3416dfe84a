package storage

import (
	"context"
	"crypto/rand"
	"fmt"
	"time"

	"github.com/heroiclabs/nakama-common/runtime"
)

// DatabaseTime is the time by the database's clock, which all servers share. It
// costs a write, since Nakama tells the time of writes alone.
func DatabaseTime(ctx context.Context, w Writer) (time.Time, error) {
	// A random value is a new version, without which Nakama changes no time.
	write, err := Write(Ref{Collection: Clock, Key: "now"}, map[string]string{"random": rand.Text()}, "", ReadNone)
	if err != nil {
		return time.Time{}, err
	}
	acks, err := w.StorageWrite(ctx, []*runtime.StorageWrite{write})
	if err != nil {
		return time.Time{}, fmt.Errorf("read the database's clock: %w", err)
	}
	return acks[0].GetUpdateTime().AsTime(), nil
}
