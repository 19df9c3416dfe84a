package nakamatest

import (
	"github.com/heroiclabs/nakama-common/runtime"
)

// Codes of the notifications that the server itself sends.
const (
	codeDirect        = -1
	codeFriendRequest = -2
	codeFriendAccept  = -3
	codeGroupAdd      = -4
	codeGroupRequest  = -5
	codeFriendRemove  = -9
	chatGroupJoin     = 3 // of the messages that the server writes into a group's channel
	chatGroupAdd      = 4
	chatGroupLeave    = 5
	chatGroupKick     = 6
	chatGroupPromote  = 7
	chatGroupBan      = 8
	chatGroupDemote   = 9
)

// notice is a notification that the server itself sends and stores.
type notice struct {
	user, subject, sender string
	content               map[string]any
	code                  int
}

// notifyUser stores and delivers a notice. One for a missing user is dropped. The caller
// holds the lock of the database.
func (n *Nakama) notifyUser(of notice) {
	if _, ok := n.db.users[of.user]; !ok {
		return
	}
	out, err := n.db.addNotification(&runtime.NotificationSend{
		UserID: of.user, Subject: of.subject, Content: of.content, Code: of.code, Sender: of.sender, Persistent: true,
	})
	if err == nil {
		n.process.notify(of.user, out)
	}
}

// postGroupMessage writes into a group's channel what became of a user.
func (n *Nakama) postGroupMessage(groupID, userID string, code int32) {
	u, ok := n.db.users[userID]
	if !ok {
		return
	}
	n.postMessage(n.db, streamKey{mode: streamGroup, subject: groupID}, n.db.channelMessage("", "{}", code, author{userID, u.username, true}))
}
