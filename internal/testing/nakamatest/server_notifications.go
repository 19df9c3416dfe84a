package nakamatest

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/rtapi"
	"github.com/heroiclabs/nakama-common/runtime"
	"google.golang.org/protobuf/proto"
)

// notificationRow is a row of the table of notifications.
type notificationRow struct {
	id, userID, subject, content, sender string
	code                                 int
	created                              time.Time
	number                               int // in order of sending
}

func (o *notificationRow) api() *api.Notification {
	out := &api.Notification{
		Id: o.id, Subject: o.subject, Content: o.content, Code: int32(o.code), SenderId: o.sender,
		CreateTime: seconds(o.created), Persistent: true,
	}
	if o.sender == systemUser {
		out.SenderId = ""
	}
	return out
}

// Inbox returns the user's stored notifications, oldest first.
func (n *Nakama) Inbox(userID string) []*api.Notification {
	n.db.mu.Lock()
	defer n.db.mu.Unlock()
	var out []*api.Notification
	for _, o := range n.db.inbox(userID) {
		out = append(out, o.api())
	}
	return out
}

func (db *database) inbox(userID string) []*notificationRow {
	var out []*notificationRow
	for _, o := range db.notifications {
		if o.userID == userID {
			out = append(out, o)
		}
	}
	slices.SortFunc(out, func(a, b *notificationRow) int {
		return cmp.Or(a.created.Compare(b.created), cmp.Compare(a.number, b.number))
	})
	return out
}

// NotificationSend sends one notification.
func (n *Nakama) NotificationSend(ctx context.Context, userID, subject string, content map[string]any, code int, sender string, persistent bool) error {
	return n.notify(ctx, "NotificationSend", []*runtime.NotificationSend{{
		UserID: userID, Subject: subject, Content: content, Code: code, Sender: sender, Persistent: persistent,
	}})
}

// NotificationsSend stores all notifications or none.
func (n *Nakama) NotificationsSend(ctx context.Context, notifications []*runtime.NotificationSend) error {
	return n.notify(ctx, "NotificationsSend", notifications)
}

func (n *Nakama) notify(ctx context.Context, method string, sends []*runtime.NotificationSend) error {
	return n.call(ctx, method, func(db *database) error {
		for _, send := range sends {
			if err := checkNotification(send); err != nil {
				return err
			}
			out, err := db.addNotification(send)
			if err != nil {
				return err
			}
			n.process.notify(send.UserID, out)
		}
		return nil
	})
}

func checkNotification(send *runtime.NotificationSend) error {
	switch {
	case !isID(send.UserID):
		return errors.New("expects userID to be a valid UUID")
	case send.Subject == "":
		return errors.New("expects subject to be a non-empty string")
	case send.Code <= 0 && (send.Code < -2000 || send.Code > -1000):
		return errors.New("expects code to number above 0")
	case send.Sender != "" && !isID(send.Sender):
		return errors.New("expects sender to either be an empty string or a valid UUID")
	}
	return nil
}

func (db *database) addNotification(send *runtime.NotificationSend) (*api.Notification, error) {
	text, err := json.Marshal(send.Content)
	if err != nil {
		return nil, fmt.Errorf("failed to convert content: %s", err.Error())
	}
	content, ok := normalize(string(text))
	if !ok {
		content = string(text)
	}
	db.notificationCount++
	o := &notificationRow{
		id: db.newID(), userID: send.UserID, subject: send.Subject, content: content, code: send.Code,
		sender: ownerOf(send.Sender), created: db.now, number: db.notificationCount,
	}
	out := o.api()
	out.Persistent, out.Content, out.SenderId = send.Persistent, string(text), o.sender
	if !send.Persistent {
		return out, nil
	}
	if _, ok := db.users[send.UserID]; !ok {
		return nil, errForeignKey
	}
	put(db, db.notifications, o.id, o)
	return out, nil
}

// NotificationsList lists stored notifications, oldest first. The cursor is
// empty on the last page.
func (n *Nakama) NotificationsList(ctx context.Context, userID string, limit int, cursor string) (list []*api.Notification, next string, err error) {
	err = n.call(ctx, "NotificationsList", func(db *database) error {
		if !isID(userID) {
			return errors.New("expects a valid user id")
		}
		if limit < 0 || limit > 1000 {
			return errors.New("expects limit to be 0-100")
		}
		var last string
		list, last, next, err = db.listNotifications(userID, limit, cursor)
		_ = last
		return err
	})
	if err != nil {
		return nil, "", err
	}
	return list, next, nil
}

// listNotifications lists a page after the cursor. It returns last even if no page
// follows: clients keep it to request newer notifications.
func (db *database) listNotifications(userID string, limit int, cursor string) (list []*api.Notification, last, next string, err error) {
	after := 0
	if cursor != "" {
		if after, err = decodeCursor[int](cursor); err != nil {
			return nil, "", "", errCursor
		}
	}
	last = encodeCursor(after)
	for _, o := range db.inbox(userID) {
		if o.number <= after {
			continue
		}
		if limit > 0 && len(list) == limit {
			return list, last, last, nil
		}
		list = append(list, o.api())
		last = encodeCursor(o.number)
	}
	return list, last, "", nil
}

// NotificationsDelete deletes notifications of users.
func (n *Nakama) NotificationsDelete(ctx context.Context, deletes []*runtime.NotificationDelete) error {
	return n.call(ctx, "NotificationsDelete", func(db *database) error {
		for _, del := range deletes {
			if !isID(del.UserID) || !isID(del.NotificationID) {
				return errors.New("expects notificationID to be a valid UUID")
			}
			db.deleteNotification(del.UserID, del.NotificationID)
		}
		return nil
	})
}

func (db *database) deleteNotification(userID, id string) {
	if o, ok := db.notifications[id]; ok && o.userID == userID {
		drop(db, db.notifications, id)
	}
}

// NotificationsDeleteId deletes notifications of one user.
func (n *Nakama) NotificationsDeleteId(ctx context.Context, userID string, ids []string) error { //nolint:revive // Nakama's name
	return n.call(ctx, "NotificationsDeleteId", func(db *database) error {
		for _, id := range ids {
			db.deleteNotification(userID, id)
		}
		return nil
	})
}

// NotificationsGetId returns the notifications that exist.
func (n *Nakama) NotificationsGetId(ctx context.Context, userID string, ids []string) (out []*runtime.Notification, err error) { //nolint:revive // Nakama's name
	err = n.call(ctx, "NotificationsGetId", func(db *database) error {
		out = []*runtime.Notification{}
		for _, id := range ids {
			o, ok := db.notifications[id]
			if !ok || (userID != "" && o.userID != userID) {
				continue
			}
			var content map[string]any
			if err := json.Unmarshal([]byte(o.content), &content); err != nil {
				return err
			}
			out = append(out, &runtime.Notification{
				Id: o.id, UserID: o.userID, Subject: o.subject, Content: content, Code: o.code, Sender: o.sender,
				CreateTime: seconds(o.created), Persistent: true,
			})
		}
		return nil
	})
	return orNil(out, err)
}

// notify delivers a notification to the user's sessions.
func (l *process) notify(userID string, out *api.Notification) {
	for _, s := range l.sessionsOf(userID) {
		s.receive(messageOf(&rtapi.Envelope{Message: &rtapi.Envelope_Notifications{Notifications: &rtapi.Notifications{
			Notifications: []*api.Notification{proto.CloneOf(out)},
		}}}))
	}
}
