package main

import (
	"context"
	"crypto/rand"
	"encoding/binary"
	"time"

	"sagishi/internal/testing/nakamatest"
)

// clockStep is how often the clock of the server is set: the precision of its times.
const clockStep = 10 * time.Millisecond

// live runs what a server does by itself.
type live struct {
	ctx    context.Context //nolint:containedctx // matches begin at any time and end with it
	nakama *nakamatest.Nakama
}

// newLive returns a server whose matches tick in real time until the context ends.
func newLive(ctx context.Context, log *logWriter, env map[string]string) (*live, error) {
	var seed [8]byte
	if _, err := rand.Read(seed[:]); err != nil {
		return nil, err
	}
	l := &live{ctx: ctx}
	l.nakama = nakamatest.New(nakamatest.Options{
		Now: time.Now(), Seed: binary.LittleEndian.Uint64(seed[:]), Node: nodeName, Env: env, FilesDir: ".",
		SessionLife: sessionLife, RefreshLife: refreshLife, MaxTickets: matchmakerTickets, MaxIntervals: matchmakerIntervals,
		Live: true, Log: log.plugin, OnMatch: func(id string, rate int) { go l.runMatch(id, rate) },
	})
	return l, nil
}

// run keeps the clock and the matchmaker going until the context ends.
func (l *live) run() {
	clock, matchmaker := time.NewTicker(clockStep), time.NewTicker(matchmakerInterval)
	defer clock.Stop()
	defer matchmaker.Stop()
	for {
		select {
		case <-l.ctx.Done():
			return
		case <-clock.C:
			// Advance fires the ends and resets of boards on the way.
			l.nakama.Advance(time.Until(l.nakama.Now()) * -1)
		case <-matchmaker.C:
			go l.nakama.RunMatchmaker() // hooks may take their time; the clock does not wait
		}
	}
}

// runMatch runs the ticks of a match until it or the server ends.
func (l *live) runMatch(id string, rate int) {
	ticks := time.NewTicker(time.Second / time.Duration(rate))
	defer ticks.Stop()
	for {
		select {
		case <-l.ctx.Done():
			return
		case <-ticks.C:
			if !l.nakama.RunTick(id) {
				return
			}
		}
	}
}
