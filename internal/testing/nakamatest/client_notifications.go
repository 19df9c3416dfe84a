package nakamatest

import (
	"github.com/heroiclabs/nakama-common/api"
	"google.golang.org/protobuf/types/known/wrapperspb"
)

// ListNotifications lists the client's stored notifications.
func (s *Session) ListNotifications(limit int, cursor string) (*api.NotificationList, error) {
	in := &api.ListNotificationsRequest{Limit: wrapperspb.Int32(int32(limit)), CacheableCursor: cursor}
	return clientRequest(s, "ListNotifications", in, func(db *database, in *api.ListNotificationsRequest) (*api.NotificationList, error) {
		if in.GetLimit().GetValue() < 1 || in.GetLimit().GetValue() > 100 {
			return nil, errInvalid("Invalid limit - limit must be between 1 and 100.")
		}
		list, last, _, err := db.listNotifications(s.UserID, int(in.GetLimit().GetValue()), in.GetCacheableCursor())
		return &api.NotificationList{Notifications: list, CacheableCursor: last}, err
	})
}

// DeleteNotifications deletes notifications of the client's own.
func (s *Session) DeleteNotifications(ids ...string) error {
	return clientCommand(s, "DeleteNotifications", &api.DeleteNotificationsRequest{Ids: ids}, func(db *database, in *api.DeleteNotificationsRequest) error {
		for _, id := range in.GetIds() {
			db.deleteNotification(s.UserID, id)
		}
		return nil
	})
}
