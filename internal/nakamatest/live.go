package nakamatest

// liveState is what lives in a process and ends with it: sessions, matches,
// streams, tickets.
type liveState struct {
	sessions map[string]*Session
}

func newLiveState() *liveState {
	return &liveState{sessions: map[string]*Session{}}
}

// online reports whether the user has a session.
func (l *liveState) online(userID string) bool {
	for _, s := range l.sessions {
		if s.UserID == userID {
			return true
		}
	}
	return false
}

// Session is a client that is logged in.
type Session struct {
	UserID, SessionID, Username string
}
