package app

import (
	"testing"
	"time"
)

func TestFirstAuditIsAMinuteAfterTheStart(t *testing.T) {
	start := time.Date(2026, time.January, 7, 12, 0, 0, 0, time.UTC)
	run := auditSample(nil, func() time.Time { return start })
	next, err := run(t.Context())
	if want := start.Add(time.Minute); err != nil || !next.Equal(want) {
		t.Errorf("the next run is due at %v, want %v: %v", next, want, err)
	}
}
