package notifications

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/runtime"
)

// Sender sends notifications: all of them or none.
type Sender interface {
	NotificationsSend(ctx context.Context, notifications []*runtime.NotificationSend) error
}

// Lister lists a player's notifications, the oldest first.
type Lister interface {
	NotificationsList(ctx context.Context, userID string, limit int, cursor string) ([]*api.Notification, string, error)
}

// Table returns a copy of the table of codes.
func Table() map[Code]Kind { return maps.Clone(kinds) }

// Notice is one notification to one player. Its ID goes into the content, so
// that a client that gets the same notice twice can see it.
type Notice struct {
	UserID  string         `json:"user_id"`
	Code    Code           `json:"code"`
	ID      string         `json:"id"`
	Content map[string]any `json:"content"`
}

// Send sends notices as the rows of their codes say, all of them or none.
func Send(ctx context.Context, nk Sender, notices ...Notice) error {
	sends := make([]*runtime.NotificationSend, 0, len(notices))
	for _, n := range notices {
		kind, ok := kinds[n.Code]
		if !ok {
			return fmt.Errorf("notification code %d is not in the table", n.Code)
		}
		content := make(map[string]any, len(n.Content)+1)
		maps.Copy(content, n.Content)
		if n.ID != "" {
			content["id"] = n.ID
		}
		sends = append(sends, &runtime.NotificationSend{
			UserID: n.UserID, Subject: kind.Subject, Content: content, Code: int(n.Code), Persistent: kind.Persistent,
		})
	}
	if err := nk.NotificationsSend(ctx, sends); err != nil {
		return fmt.Errorf("send %d notifications: %w", len(sends), err)
	}
	return nil
}

// page is how many records are listed at a time.
const page = 100

// Find returns Nakama's ids of the notifications in the player's inbox with the
// notice's code and id: the oldest first, and not more than asked for. Those that
// the player has deleted are not found.
func Find(ctx context.Context, nk Lister, n Notice, most int) (copies []string, err error) {
	cursor := ""
	for {
		list, next, err := nk.NotificationsList(ctx, n.UserID, page, cursor)
		if err != nil {
			return nil, fmt.Errorf("list notifications of %s: %w", n.UserID, err)
		}
		for _, found := range list {
			if int(found.GetCode()) == int(n.Code) && idOf(found) == n.ID {
				copies = append(copies, found.GetId())
			}
			if len(copies) == most {
				return copies, nil
			}
		}
		if next == "" || next == cursor {
			return copies, nil
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
