package main

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

// The embedded server behaves as one with this repository's nakama.yml.
func TestSettingsAreThoseOfTheConfiguration(t *testing.T) {
	text, err := os.ReadFile("../nakama.yml")
	if err != nil {
		t.Fatal(err)
	}
	for name, value := range map[string]int64{
		"token_expiry_sec":         int64(sessionLife.Seconds()),
		"refresh_token_expiry_sec": int64(refreshLife.Seconds()),
		"max_message_size_bytes":   maxMessageBytes,
		"max_request_size_bytes":   maxRequestBytes,
		"ping_period_ms":           pingPeriod.Milliseconds(),
		"pong_wait_ms":             pongWait.Milliseconds(),
		"outgoing_queue_size":      outgoingQueue,
		"interval_sec":             int64(matchmakerInterval.Seconds()),
		"max_intervals":            matchmakerIntervals,
		"max_tickets":              matchmakerTickets,
	} {
		if line := fmt.Sprintf("\n  %s: %d", name, value); !strings.Contains(string(text), line+"\n") && !strings.Contains(string(text), line+" ") {
			t.Errorf("nakama.yml does not say%q", line)
		}
	}
}
