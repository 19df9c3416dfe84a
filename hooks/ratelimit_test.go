package hooks

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/rtapi"
	"github.com/heroiclabs/nakama-common/runtime"
)

func data() *rtapi.Envelope {
	return &rtapi.Envelope{Message: &rtapi.Envelope_MatchDataSend{MatchDataSend: &rtapi.MatchDataSend{MatchId: matchID, OpCode: 1}}}
}

func TestDataLimitRefusesOnlyTheFloodingSession(t *testing.T) {
	f := newFixture(t)
	for range dataBurst {
		wantCode(t, send(t, f, "MatchDataSend", data()), 0)
	}
	wantCode(t, send(t, f, "MatchDataSend", data()), 8)
	wantCode(t, send(t, f, "PartyDataSend", data()), 8)
	wantCode(t, sendAs(t, f, bob, "MatchDataSend", data()), 0)
	f.now = f.now.Add(time.Second)
	for range dataPerSecond {
		wantCode(t, send(t, f, "MatchDataSend", data()), 0)
	}
	wantCode(t, send(t, f, "MatchDataSend", data()), 8)
	if f.server.counted["sagishi_guard_refusedmap[reason:flood]"] != 3 {
		t.Errorf("counted %v", f.server.counted)
	}
}

func TestOneMessagePerTickIsNeverRefused(t *testing.T) {
	f := newFixture(t)
	for range 30 * 60 {
		f.now = f.now.Add(time.Second / 30)
		wantCode(t, send(t, f, "MatchDataSend", data()), 0)
	}
}

func TestMostRefusalsAreNotAnswered(t *testing.T) {
	f := newFixture(t)
	passed, answered, dropped := 0, 0, 0
	for range 600 {
		in := data()
		switch err := send(t, f, "MatchDataSend", in); {
		case err != nil:
			answered++
		case in.GetMatchDataSend().GetMatchId() == matchID:
			passed++
		default:
			dropped++
		}
	}
	if passed != dataBurst || answered != replyBurst || dropped != 600-dataBurst-replyBurst {
		t.Errorf("%d passed, %d were answered, %d were dropped", passed, answered, dropped)
	}
	wantCode(t, send(t, f, "PartyDataSend", &rtapi.Envelope{Message: &rtapi.Envelope_PartyDataSend{PartyDataSend: &rtapi.PartyDataSend{}}}), 8)
}

func TestFloodingSessionIsDisconnected(t *testing.T) {
	f := newFixture(t)
	for range dataBurst + refusalBurst {
		_ = send(t, f, "MatchDataSend", data())
	}
	if len(f.server.disconnected) != 0 {
		t.Fatal("disconnected too early")
	}
	wantCode(t, send(t, f, "MatchDataSend", data()), 8)
	if len(f.server.disconnected) != 1 || f.server.disconnected[0] != session(ann) {
		t.Errorf("disconnected %v", f.server.disconnected)
	}
	f.server.err = errors.New("down")
	wantCode(t, send(t, f, "MatchDataSend", data()), 13)
}

// floodAs sends data by a session of ann until it is disconnected, at most n
// messages, and returns how many were sent.
func floodAs(f *fixture, n int, sessionID string) (sent int) {
	ctx := context.WithValue(as(ann), runtime.RUNTIME_CTX_SESSION_ID, sessionID) //nolint:staticcheck // Nakama uses plain strings as keys.
	hook := f.in.Registration("BeforeRt matchdatasend").(envelopeHook)
	before := len(f.server.disconnected)
	for sent < n && len(f.server.disconnected) == before {
		_, _ = hook(ctx, f.logger, nil, nil, data())
		sent++
	}
	end := f.in.Registration("EventSessionEnd").(func(context.Context, runtime.Logger, *api.Event))
	end(ctx, f.logger, nil)
	return sent
}

func TestFlooderWhoConnectsAgainIsDisconnectedAtOnce(t *testing.T) {
	f := newFixture(t)
	if sent := floodAs(f, 20_000, "first"); sent != dataBurst+refusalBurst+1 {
		t.Errorf("disconnected after %d messages", sent)
	}
	for i := range 20 {
		if sent := floodAs(f, 20_000, fmt.Sprint("again", i)); sent != dataBurst+1 {
			t.Fatalf("the session after it is disconnected after %d messages", sent)
		}
	}
	f.now = f.now.Add(refusalBurst / refusalPerSecond * time.Second)
	if sent := floodAs(f, 1000, "later"); sent != 1000 {
		t.Errorf("a session that begins after a pause is disconnected after %d messages", sent)
	}
}

func TestPlayerWhoLagsAndConnectsAgainIsNotDisconnected(t *testing.T) {
	f := newFixture(t)
	const framesPerSecond, secondsOfLag = 144, 20
	for i := range 30 { // all that a fast client sent during the lag arrives at once
		f.now = f.now.Add(secondsOfLag * time.Second)
		floodAs(f, framesPerSecond*secondsOfLag, fmt.Sprint("session", i))
	}
	if len(f.server.disconnected) != 0 {
		t.Errorf("disconnected %v", f.server.disconnected)
	}
}

func TestFastClientIsLimitedButNotDisconnected(t *testing.T) {
	f := newFixture(t)
	passed := 0
	const seconds = 60
	for range 144 * seconds {
		f.now = f.now.Add(time.Second / 144)
		in := data()
		if send(t, f, "MatchDataSend", in) == nil && in.GetMatchDataSend().GetMatchId() == matchID {
			passed++
		}
	}
	if len(f.server.disconnected) != 0 {
		t.Error("a client that sends at each frame is disconnected")
	}
	if most := dataBurst + dataPerSecond*seconds; passed < most-2 || passed > most+1 {
		t.Errorf("%d messages passed in %d s", passed, seconds)
	}
}

func TestEndedSessionIsDropped(t *testing.T) {
	f := newFixture(t)
	for range dataBurst {
		wantCode(t, send(t, f, "MatchDataSend", data()), 0)
	}
	end := f.in.Registration("EventSessionEnd").(func(context.Context, runtime.Logger, *api.Event))
	end(as(bob), f.logger, nil)
	end(context.Background(), f.logger, nil)
	wantCode(t, send(t, f, "MatchDataSend", data()), 8)
	end(as(ann), f.logger, nil)
	wantCode(t, send(t, f, "MatchDataSend", data()), 0)
	f.wantCalls(t, "ended "+session(bob), "ended "+session(ann))
}

func TestCallWithoutASessionIsNotLimited(t *testing.T) {
	f := newFixture(t)
	g := newGuard(f.deps)
	if out, err := g.limits.gate(context.Background(), f.logger, nil, nil, data()); err != nil || out == nil {
		t.Errorf("returned %v, %v", out, err)
	}
}

func benchmarkGuard(b *testing.B) (*guard, *rtapi.Envelope) {
	b.Helper()
	f := newFixture(b)
	start, step := f.now, new(atomic.Int64)
	f.deps.Now = func() time.Time { return start.Add(time.Duration(step.Add(int64(time.Second)))) }
	return newGuard(f.deps), data()
}

func BenchmarkGate(b *testing.B) {
	b.Run("one", func(b *testing.B) {
		g, in := benchmarkGuard(b)
		ctx := as(ann)
		b.ReportAllocs()
		for b.Loop() {
			if _, err := g.limits.gate(ctx, nil, nil, nil, in); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("many", func(b *testing.B) {
		g, in := benchmarkGuard(b)
		var sessions atomic.Int64
		b.ReportAllocs()
		b.RunParallel(func(pb *testing.PB) {
			ctx := context.WithValue(context.Background(), runtime.RUNTIME_CTX_SESSION_ID, fmt.Sprint(sessions.Add(1))) //nolint:staticcheck // Nakama uses plain strings as keys.
			for pb.Next() {
				if _, err := g.limits.gate(ctx, nil, nil, nil, in); err != nil {
					b.Error(err)
					return
				}
			}
		})
	})
}

func TestGateDoesNotAllocate(t *testing.T) {
	f := newFixture(t)
	g, in, ctx := newGuard(f.deps), data(), as(ann)
	allocs := testing.AllocsPerRun(1000, func() {
		f.now = f.now.Add(time.Second)
		if _, err := g.limits.gate(ctx, nil, nil, nil, in); err != nil {
			t.Error(err)
		}
	})
	if allocs != 0 {
		t.Errorf("%v allocations a message", allocs)
	}
}
