package nakamatest

import "github.com/heroiclabs/nakama-common/runtime"

// Presence is a user's session in a match or stream.
type Presence struct {
	UserID, SessionID, Username, Node string
	Status                            string
	Hidden, Persistence               bool
	Reason                            runtime.PresenceReason
}

var _ runtime.Presence = Presence{}

// GetUserId returns the user.
func (p Presence) GetUserId() string { return p.UserID } //nolint:revive // Nakama's name

// GetSessionId returns the session.
func (p Presence) GetSessionId() string { return p.SessionID } //nolint:revive // Nakama's name

// GetNodeId returns the server on which the session is.
func (p Presence) GetNodeId() string { return p.Node } //nolint:revive // Nakama's name

// GetHidden reports whether the presence is hidden from others.
func (p Presence) GetHidden() bool { return p.Hidden }

// GetPersistence reports whether messages to the stream are stored.
func (p Presence) GetPersistence() bool { return p.Persistence }

// GetUsername returns the name of the user.
func (p Presence) GetUsername() string { return p.Username }

// GetStatus returns the status text.
func (p Presence) GetStatus() string { return p.Status }

// GetReason returns why the presence joined or left.
func (p Presence) GetReason() runtime.PresenceReason { return p.Reason }

// MatchData is a message from a player to a match.
type MatchData struct {
	Presence
	OpCode      int64
	Data        []byte
	Reliable    bool
	ReceiveTime int64
}

var _ runtime.MatchData = MatchData{}

// GetOpCode returns the op code.
func (m MatchData) GetOpCode() int64 { return m.OpCode }

// GetData returns the payload.
func (m MatchData) GetData() []byte { return m.Data }

// GetReliable reports whether the client asked for reliable delivery.
func (m MatchData) GetReliable() bool { return m.Reliable }

// GetReceiveTime returns when the server received the message.
func (m MatchData) GetReceiveTime() int64 { return m.ReceiveTime }
