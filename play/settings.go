package main

import "time"

// What nakama.yml sets, and Nakama's defaults of what it does not set. A test compares
// them with the file.
const (
	serverKey = "defaultkey"
	httpKey   = "defaulthttpkey"

	sessionLife = 7200 * time.Second
	refreshLife = 2592000 * time.Second

	maxMessageBytes = 40960
	maxRequestBytes = 131072
	pingPeriod      = 4000 * time.Millisecond
	pongWait        = 8500 * time.Millisecond
	writeWait       = 5 * time.Second
	outgoingQueue   = 256
	pingBackoff     = 20 // messages after which the client counts as alive without a pong

	matchmakerInterval  = 5 * time.Second
	matchmakerIntervals = 2
	matchmakerTickets   = 2

	readTimeout    = 10 * time.Second
	idleTimeout    = 60 * time.Second
	maxHeaderBytes = 5120
)
