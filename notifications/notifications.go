// Package notifications is what the server tells players outside matches: one
// table of codes, and how a notification of each is sent.
package notifications

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"

	"github.com/heroiclabs/nakama-common/api"
)

// Sender sends one notification.
type Sender interface {
	NotificationSend(
		ctx context.Context, userID, subject string, content map[string]any, code int, sender string, persistent bool,
	) error
}

// Lister lists a player's notifications, the oldest first.
type Lister interface {
	NotificationsList(ctx context.Context, userID string, limit int, cursor string) ([]*api.Notification, string, error)
}

// Table returns a copy of the table of codes.
func Table() map[Code]Kind { return maps.Clone(kinds) }

// Notice is one notification to one player. An ID goes into the content, where
// a client that got the same notice twice can see that it is the same.
type Notice struct {
	UserID  string         `json:"user_id"`
	Code    Code           `json:"code"`
	ID      string         `json:"id"`
	Content map[string]any `json:"content"`
}

// Send sends a notice as its code's row of the table says.
func Send(ctx context.Context, nk Sender, n Notice) error {
	kind, ok := kinds[n.Code]
	if !ok {
		return fmt.Errorf("notification code %d is not in the table", n.Code)
	}
	content := make(map[string]any, len(n.Content)+1)
	maps.Copy(content, n.Content)
	if n.ID != "" {
		content["id"] = n.ID
	}
	if err := nk.NotificationSend(ctx, n.UserID, kind.Subject, content, int(n.Code), "", kind.Persistent); err != nil {
		return fmt.Errorf("notify %s of %s: %w", n.UserID, kind.Name, err)
	}
	return nil
}

// page is how many notifications are read at a time.
const page = 100

// Has reports whether a notice with the code and id lies in the player's inbox.
// One that the player has deleted is not found.
func Has(ctx context.Context, nk Lister, n Notice) (bool, error) {
	cursor := ""
	for {
		list, next, err := nk.NotificationsList(ctx, n.UserID, page, cursor)
		if err != nil {
			return false, fmt.Errorf("list notifications of %s: %w", n.UserID, err)
		}
		for _, found := range list {
			if int(found.GetCode()) == int(n.Code) && idOf(found) == n.ID {
				return true, nil
			}
		}
		if next == "" || next == cursor {
			return false, nil
		}
		cursor = next
	}
}

func idOf(n *api.Notification) string {
	var content struct {
		ID string `json:"id"`
	}
	if json.Unmarshal([]byte(n.GetContent()), &content) != nil {
		return ""
	}
	return content.ID
}
