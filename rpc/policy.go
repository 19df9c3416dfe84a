package rpc

import "time"

// limit is how often one player may call.
type limit struct {
	every time.Duration
	burst int
}

// The limits. Nakama has none of its own, and no hook stands before an RPC.
//
// An empty match lives for half a minute, so making bounds how many a player
// can leave lying about. Guessing bounds how fast join codes can be tried.
var (
	usual    = limit{every: time.Second / 50, burst: 500} // all of a player's calls together
	making   = limit{every: 2 * time.Second, burst: 60}
	looking  = limit{every: time.Second / 5, burst: 60}
	guessing = limit{every: time.Second, burst: 60}
)
