package match

import (
	"fmt"
	"testing"

	"sagishi/internal/testing/nakamatest"
	"sagishi/protocol"
)

// countingPresence is a presence that counts how often it is asked for an id.
type countingPresence struct {
	nakamatest.Presence
	calls *int
}

func (p countingPresence) GetSessionId() string { *p.calls++; return p.SessionID } //nolint:revive // Nakama's name
func (p countingPresence) GetUserId() string    { *p.calls++; return p.UserID }    //nolint:revive // Nakama's name

func TestBroadcastsUseCachedIDs(t *testing.T) {
	calls := 0
	m := openMatch(t, nakamatest.NewDispatcher(), `{}`)
	m.join(countingPresence{testPresence(0), &calls})
	m.join(testPresence(1))
	m.loop()
	calls = 0
	for x := range 5 {
		data := fmt.Appendf(nil, `{"x":%d,"z":0}`, x)
		m.loop(nakamatest.MatchData{Presence: testPresence(1), OpCode: protocol.OpPosition, Data: data})
	}
	if calls != 0 {
		t.Errorf("a recipient was asked %d times", calls)
	}
}
