package nakamatest

import (
	"context"
	"errors"

	"github.com/heroiclabs/nakama-common/runtime"
)

// SessionDisconnect closes a client's connection.
func (n *Nakama) SessionDisconnect(ctx context.Context, sessionID string, _ ...runtime.PresenceReason) error {
	var s *Session
	err := n.call(ctx, "SessionDisconnect", func(*database) error {
		if !isID(sessionID) {
			return errors.New("expects valid session id")
		}
		s = n.process.sessions[sessionID]
		return nil
	})
	if err == nil && s != nil {
		s.Close() //nolint:contextcheck // the end of a session has a context of its own
	}
	return err
}
