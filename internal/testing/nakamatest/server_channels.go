package nakamatest

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/rtapi"
	"github.com/heroiclabs/nakama-common/runtime"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/wrapperspb"
)

// Codes of channel messages.
const (
	chatMessage = 0
	chatUpdate  = 1
	chatRemove  = 2
)

// channelID returns the channel id of a stream.
func channelID(key streamKey) string {
	return fmt.Sprintf("%d.%s.%s.%s", key.mode, key.subject, key.subcontext, key.label)
}

func channelStream(id string) (streamKey, error) {
	parts := strings.SplitN(id, ".", 4)
	if len(parts) != 4 {
		return streamKey{}, runtime.ErrChannelIDInvalid
	}
	mode, err := strconv.Atoi(parts[0])
	if err != nil || mode < streamChannel || mode > streamDirect {
		return streamKey{}, runtime.ErrChannelIDInvalid
	}
	return streamKey{uint8(mode), parts[1], parts[2], parts[3]}, nil
}

// buildChannel returns the stream of the channel between a user and a target.
func (db *database) buildChannel(userID, target string, kind int32) (streamKey, error) {
	switch rtapi.ChannelJoin_Type(kind) {
	case rtapi.ChannelJoin_TYPE_UNSPECIFIED, rtapi.ChannelJoin_ROOM:
		if target == "" || len(target) > 64 {
			return streamKey{}, fmt.Errorf("Channel name is required and must be 1-64 chars: %w", runtime.ErrInvalidChannelTarget) //nolint:staticcheck // the server's words
		}
		return streamKey{mode: streamChannel, label: target}, nil
	case rtapi.ChannelJoin_DIRECT_MESSAGE:
		if _, ok := db.users[target]; !ok {
			return streamKey{}, fmt.Errorf("User ID not found: %w", runtime.ErrInvalidChannelTarget) //nolint:staticcheck // the server's words
		}
		return streamKey{mode: streamDirect, subject: min(userID, target), subcontext: max(userID, target)}, nil
	case rtapi.ChannelJoin_GROUP:
		e, ok := db.edges[membership{target, userID}]
		if userID != "" && (!ok || e.state > GroupMember) {
			return streamKey{}, fmt.Errorf("Group not found: %w", runtime.ErrInvalidChannelTarget) //nolint:staticcheck // the server's words
		}
		return streamKey{mode: streamGroup, subject: target}, nil
	default:
		return streamKey{}, runtime.ErrInvalidChannelType
	}
}

// ChannelIdBuild returns the id of a channel.
func (n *Nakama) ChannelIdBuild(ctx context.Context, sender, target string, kind runtime.ChannelType) (id string, err error) { //nolint:revive // Nakama's name
	err = n.call(ctx, "ChannelIdBuild", func(db *database) error {
		key, err := db.buildChannel(sender, target, int32(kind))
		id = channelID(key)
		return err
	})
	return orNil(id, err)
}

// postMessage sends a message to everyone in a channel, and stores it if it is
// persistent. An update or removal changes the stored message.
func (n *Nakama) postMessage(db *database, key streamKey, m *api.ChannelMessage) *rtapi.ChannelMessageAck {
	m.ChannelId = channelID(key)
	m.RoomName, m.GroupId, m.UserIdOne, m.UserIdTwo = key.channelNames()
	if m.GetPersistent().GetValue() {
		db.storeMessage(m)
	}
	n.process.send(key, messageOf(&rtapi.Envelope{Message: &rtapi.Envelope_ChannelMessage{ChannelMessage: proto.CloneOf(m)}}))
	return &rtapi.ChannelMessageAck{
		ChannelId: m.GetChannelId(), MessageId: m.GetMessageId(), Code: m.GetCode(), Username: m.GetUsername(),
		RoomName: m.GetRoomName(), GroupId: m.GetGroupId(), UserIdOne: m.GetUserIdOne(), UserIdTwo: m.GetUserIdTwo(),
		CreateTime: m.GetCreateTime(), UpdateTime: m.GetUpdateTime(), Persistent: m.GetPersistent(),
	}
}

// ChannelMessageSend sends a message to a channel.
func (n *Nakama) ChannelMessageSend(ctx context.Context, id string, content map[string]any, senderID, senderUsername string, persist bool) (ack *rtapi.ChannelMessageAck, err error) {
	return n.channelCall(ctx, "ChannelMessageSend", id, "", content, chatMessage, author{senderID, senderUsername, persist})
}

// ChannelMessageUpdate changes a message of a channel.
func (n *Nakama) ChannelMessageUpdate(ctx context.Context, id, messageID string, content map[string]any, senderID, senderUsername string, persist bool) (ack *rtapi.ChannelMessageAck, err error) {
	return n.channelCall(ctx, "ChannelMessageUpdate", id, messageID, content, chatUpdate, author{senderID, senderUsername, persist})
}

// ChannelMessageRemove removes a message from a channel.
func (n *Nakama) ChannelMessageRemove(ctx context.Context, id, messageID, senderID, senderUsername string, persist bool) (ack *rtapi.ChannelMessageAck, err error) {
	return n.channelCall(ctx, "ChannelMessageRemove", id, messageID, nil, chatRemove, author{senderID, senderUsername, persist})
}

// author is the sender of a channel message, and whether the message is stored.
type author struct {
	id, username string
	persist      bool
}

func (n *Nakama) channelCall(ctx context.Context, method, id, messageID string, content map[string]any, code int32, by author) (ack *rtapi.ChannelMessageAck, err error) {
	err = n.call(ctx, method, func(db *database) error {
		key, err := channelStream(id)
		if err != nil {
			return err
		}
		text := []byte("{}")
		if content != nil {
			if text, err = json.Marshal(content); err != nil {
				return fmt.Errorf("error encoding content: %v", err.Error())
			}
		}
		ack = n.postMessage(db, key, db.channelMessage(messageID, string(text), code, by))
		return nil
	})
	return orNil(ack, err)
}

func (db *database) channelMessage(messageID, content string, code int32, by author) *api.ChannelMessage {
	if messageID == "" {
		messageID = db.newID()
	}
	return &api.ChannelMessage{
		MessageId: messageID, Code: wrapperspb.Int32(code), SenderId: ownerOf(by.id), Username: by.username, Content: content,
		CreateTime: seconds(db.now), UpdateTime: seconds(db.now), Persistent: wrapperspb.Bool(by.persist),
	}
}

// ChannelMessagesList lists the stored messages of a channel.
func (n *Nakama) ChannelMessagesList(ctx context.Context, id string, limit int, forward bool, cursor string) (messages []*api.ChannelMessage, next, prev string, err error) {
	err = n.call(ctx, "ChannelMessagesList", func(db *database) error {
		page, err := db.messagePage(id, limit, forward, cursor)
		messages, next, prev = page.GetMessages(), page.GetNextCursor(), page.GetPrevCursor()
		return err
	})
	if err != nil {
		return nil, "", "", err
	}
	return messages, next, prev, nil
}
