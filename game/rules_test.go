package game

import (
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
