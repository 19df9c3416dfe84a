package game

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

func TestDurationsRoundUpToTicks(t *testing.T) {
	s := DefaultSettings()
	s.KillCooldown = 250 * time.Millisecond
	if r := rulesFrom(s, 10); r.killCooldown != 3 || r.voting != 600 || r.reconnect != 300 {
		t.Errorf("%+v", r)
	}
}

func TestFloodTextNamesTheLimit(t *testing.T) {
	if !strings.HasSuffix(floodText, fmt.Sprintf(" %d a second", MessagesPerSecond)) {
		t.Errorf("%q does not name %d", floodText, MessagesPerSecond)
	}
}
