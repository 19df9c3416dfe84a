package nakamatest

import (
	"github.com/heroiclabs/nakama-common/api"
	"google.golang.org/protobuf/types/known/wrapperspb"
)

// ListNotifications lists the client's stored notifications.
func (s *Session) ListNotifications(limit int, cursor string) (*api.NotificationList, error) {
	return s.listNotifications(&api.ListNotificationsRequest{Limit: wrapperspb.Int32(int32(limit)), CacheableCursor: cursor})
}

func (s *Session) listNotifications(in *api.ListNotificationsRequest) (*api.NotificationList, error) {
	return clientRequest(s, "ListNotifications", in, func(db *database, in *api.ListNotificationsRequest) (*api.NotificationList, error) {
		limit, err := pageLimit(in.GetLimit(), 1, 100)
		if err != nil {
			return nil, err
		}
		list, last, _, err := db.listNotifications(s.UserID, limit, in.GetCacheableCursor())
		return &api.NotificationList{Notifications: list, CacheableCursor: last}, err
	})
}

// DeleteNotifications deletes notifications of the client's own.
func (s *Session) DeleteNotifications(ids ...string) error {
	return s.deleteNotifications(&api.DeleteNotificationsRequest{Ids: ids})
}

func (s *Session) deleteNotifications(in *api.DeleteNotificationsRequest) error {
	return clientCommand(s, "DeleteNotifications", in, func(db *database, in *api.DeleteNotificationsRequest) error {
		for _, id := range in.GetIds() {
			db.deleteNotification(s.UserID, id)
		}
		return nil
	})
}
