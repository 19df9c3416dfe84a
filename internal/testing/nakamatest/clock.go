package nakamatest

import (
	"context"
	"database/sql"
	"slices"
	"time"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/runtime"
)

type (
	tournamentCallback  = func(context.Context, runtime.Logger, *sql.DB, runtime.NakamaModule, *api.Tournament, int64, int64) error
	leaderboardCallback = func(context.Context, runtime.Logger, *sql.DB, runtime.NakamaModule, *api.Leaderboard, int64) error
)

// Advance moves the clock of all servers on this database. On the way it fires the
// timers of leaderboards and tournaments, in order, on every server that is up:
// each server has its own timers.
func (n *Nakama) Advance(d time.Duration) {
	target := n.Now().Add(d)
	fired := int64(0)
	for {
		wake, ends, resets := n.nextTimers(fired)
		if wake == 0 || time.Unix(wake, 0).After(target) {
			break
		}
		n.setNow(time.Unix(wake, 0))
		for _, server := range n.db.upServers() {
			server.fireTimers(wake, ends, resets)
		}
		fired = wake
	}
	n.setNow(target)
}

func (n *Nakama) setNow(t time.Time) {
	n.db.mu.Lock()
	defer n.db.mu.Unlock()
	if t.After(n.db.now) {
		n.db.now = t.UTC()
	}
}

// upServers lists the servers that are up.
func (db *database) upServers() []*Nakama {
	db.mu.Lock()
	defer db.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(db.servers), func(n *Nakama) bool { return !n.faults.reachable() })
}

// nextTimers returns the next second after the one fired last at which a period
// ends or expires, and the boards concerned.
func (n *Nakama) nextTimers(fired int64) (wake int64, ends, resets []*board) {
	n.db.mu.Lock()
	defer n.db.mu.Unlock()
	now := n.db.now
	note := func(at int64, list *[]*board, b *board) {
		if at <= now.Unix() || at <= fired || (wake != 0 && at > wake) {
			return
		}
		if at < wake || wake == 0 {
			wake, ends, resets = at, nil, nil
		}
		*list = append(*list, b)
	}
	for _, b := range n.db.boardsWhere(func(*board) bool { return true }) {
		if !b.isTournament() {
			note(b.nextReset(now), &resets, b)
			continue
		}
		if b.end > 0 && b.end < now.Unix() {
			continue
		}
		_, endActive, expiry := b.deadlines(now)
		note(endActive, &ends, b)
		note(expiry, &resets, b)
	}
	return wake, ends, resets
}

// fireTimers calls the registered callbacks for the ends and resets of a second.
func (n *Nakama) fireTimers(at int64, ends, resets []*board) {
	n.db.mu.Lock()
	before := time.Unix(at-1, 0).UTC()
	for _, b := range resets {
		b.size = 0
	}
	n.db.mu.Unlock()
	endAll := func() { n.fireTournaments("TournamentEnd", "tournament_end", ends, before) }
	if !n.options.ResetFirst {
		endAll()
	}
	n.fireTournaments("TournamentReset", "tournament_reset", resets, before)
	if n.options.ResetFirst {
		endAll()
	}
	reset, ok := n.Initializer().Registration("LeaderboardReset").(leaderboardCallback)
	if !ok {
		return
	}
	for _, b := range resets {
		if b.isTournament() {
			continue
		}
		if err := reset(n.callerContext(identity{}, "leaderboard_reset"), n.Logger(), nil, n, b.apiLeaderboard(before), at); err != nil {
			n.Logger().Warn("Failed to invoke leaderboard reset callback: %v", err)
		}
	}
}

func (n *Nakama) fireTournaments(name, mode string, boards []*board, before time.Time) {
	callback, ok := n.Initializer().Registration(name).(tournamentCallback)
	if !ok {
		return
	}
	for _, b := range boards {
		if !b.isTournament() {
			continue
		}
		n.db.mu.Lock()
		t := b.stored(before)
		n.db.mu.Unlock()
		t.Authoritative = false
		if err := callback(n.callerContext(identity{}, mode), n.Logger(), nil, n, t, int64(t.GetEndActive()), int64(t.GetNextReset())); err != nil {
			n.Logger().Warn("Failed to invoke %s callback: %v", mode, err)
		}
	}
}
