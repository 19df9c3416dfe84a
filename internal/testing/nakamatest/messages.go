package nakamatest

import (
	"cmp"
	"slices"
	"time"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/runtime"
	"google.golang.org/protobuf/proto"
)

// messageRow is a row of the table of channel messages. Rows are in the order of their
// positions.
type messageRow struct {
	api      *api.ChannelMessage
	position int
}

func (db *database) storeMessage(m *api.ChannelMessage) {
	stored := proto.CloneOf(m)
	if content, ok := normalize(m.GetContent()); ok {
		stored.Content = content
	}
	at := slices.IndexFunc(db.messages, func(old *messageRow) bool { return old.api.GetMessageId() == m.GetMessageId() })
	switch {
	case at < 0:
		db.messageCount++
		db.messages = append(db.messages, &messageRow{stored, db.messageCount})
	case m.GetCode().GetValue() == chatRemove:
		db.messages = slices.Delete(db.messages, at, at+1)
	default:
		changed := proto.CloneOf(db.messages[at].api)
		changed.Content, changed.UpdateTime = stored.GetContent(), m.GetUpdateTime()
		db.messages[at] = &messageRow{changed, db.messages[at].position}
	}
}

// messageCursor is a place in a list of messages: from the message at the position, to
// the next page or to the previous one.
type messageCursor struct {
	Channel       string
	Position      int
	Forward, Next bool // Forward: of the whole list
}

func (c messageCursor) encode() string { return encodeCursor(c) }

// messagePage lists a page of a channel's stored messages, the oldest first if forward.
// Its cacheable cursor leads to messages that will follow.
func (db *database) messagePage(id string, limit int, forward bool, cursor string) (*api.ChannelMessageList, error) {
	from := messageCursor{Channel: id, Forward: forward, Next: true}
	if cursor != "" {
		var err error
		if from, err = decodeCursor[messageCursor](cursor); err != nil || from.Channel != id || from.Forward != forward {
			return nil, runtime.ErrChannelCursorInvalid
		}
	}
	rows := db.messagesFrom(from)
	page := rows[:min(limit, len(rows))]
	if len(page) == 0 {
		if cursor != "" {
			from.Forward, from.Next = true, true
			return &api.ChannelMessageList{CacheableCursor: from.encode()}, nil
		}
		return &api.ChannelMessageList{}, nil
	}
	out := &api.ChannelMessageList{}
	first, last := page[0], page[len(page)-1]
	hasNext, hasPrevious := len(rows) > len(page), cursor != ""
	if !from.Next {
		slices.Reverse(page)
		first, last = last, first
		hasNext, hasPrevious = hasPrevious, hasNext
	}
	for _, m := range page {
		out.Messages = append(out.Messages, proto.CloneOf(m.api))
	}
	if hasNext {
		out.NextCursor = messageCursor{id, last.position, forward, true}.encode()
	}
	if hasPrevious {
		out.PrevCursor = messageCursor{id, first.position, forward, false}.encode()
	}
	out.CacheableCursor = messageCursor{id, last.position, true, true}.encode()
	return out, nil
}

// messagesFrom returns all messages behind a cursor, the nearest first. The list is the
// caller's own.
func (db *database) messagesFrom(from messageCursor) []*messageRow {
	ascending := from.Forward == from.Next
	var rows []*messageRow
	for _, m := range db.messages {
		order := cmp.Compare(m.position, from.Position)
		if m.api.GetChannelId() == from.Channel && (from.Position == 0 || (ascending && order > 0) || (!ascending && order < 0)) {
			rows = append(rows, m)
		}
	}
	if !ascending {
		slices.Reverse(rows)
	}
	return rows
}

// PruneMessages deletes the stored messages older than age.
func (n *Nakama) PruneMessages(age time.Duration) {
	n.db.mu.Lock()
	defer n.db.mu.Unlock()
	n.db.messages = slices.DeleteFunc(n.db.messages, func(m *messageRow) bool {
		return n.db.now.Sub(m.api.GetCreateTime().AsTime()) > age
	})
}
