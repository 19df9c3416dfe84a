package notifications

import (
	"context"
	"fmt"

	"github.com/heroiclabs/nakama-common/runtime"
)

// maxCopies is how many copies of a notice are looked for.
const maxCopies = 8

// removeCopies leaves the player the first copy of a notice: the ids are of all
// copies, the oldest first. There are several if a server was paused while it sent
// the notice, and another took over.
func (o *Outbox) removeCopies(ctx context.Context, n Notice, ids []string) error {
	if len(ids) < 2 {
		return nil
	}
	deletes := make([]*runtime.NotificationDelete, 0, len(ids)-1)
	for _, id := range ids[1:] {
		deletes = append(deletes, &runtime.NotificationDelete{UserID: n.UserID, NotificationID: id})
	}
	if err := o.nk.NotificationsDelete(ctx, deletes); err != nil {
		return fmt.Errorf("remove copies of %s: %w", n.ID, err)
	}
	o.logger.WithField("id", n.ID).Info("notice was sent twice, copy removed")
	return nil
}
