package main

import (
	"testing"

	"sagishi/bench/client"
	"sagishi/game"
)

// twoPlayers returns a receiver, and a sender whose next message is that number.
func twoPlayers(v variant, next int64) (receiver, sender *player) {
	c := newGenerator(v, "")
	w := &window{}
	w.from.Store(1)
	c.windows.Store(w)
	m := &match{generator: c, seats: [16]int{0, 1}}
	receiver, sender = &player{match: m}, &player{match: m, seat: 1}
	m.players[0], m.players[1] = receiver, sender
	receiver.lastStep[1] = -1
	sender.nextStep.Store(next)
	return receiver, sender
}

func (p *player) keepSent(number int64, what game.Vec, at int64) {
	p.kept[number%keptSteps].Store(pack(what))
	p.sentAt[number%keptSteps].Store(at)
}

func arrivals(p *player) int64 { return p.match.generator.windows.Load().latency.count() }

func TestPositionsOfGamesAreFoundAmongTheKeptSteps(t *testing.T) {
	receiver, sender := twoPlayers(variant{Games: true}, 4)
	for step, x := range []int32{10, 20, 20, 30} {
		sent := int64(100 + step)
		if step == 2 {
			sent = 0 // stood: not measured
		}
		sender.keepSent(int64(step), game.Vec{X: x, Z: -x}, sent)
	}
	receiver.recordPosition(1, game.Vec{X: 11}, 500)
	if n := arrivals(receiver); n != 0 {
		t.Errorf("%d arrivals of a place where the sender never was", n)
	}
	receiver.recordPosition(1, game.Vec{X: 20, Z: -20}, 500)
	if n := arrivals(receiver); n != 2 || receiver.lastStep[1] != 1 {
		t.Errorf("%d arrivals up to step %d, want 2 up to 1", n, receiver.lastStep[1])
	}
	receiver.recordPosition(1, game.Vec{X: 10, Z: -10}, 500)
	receiver.recordPosition(1, game.Vec{X: 30, Z: -30}, 500)
	if n := arrivals(receiver); n != 3 || receiver.lastStep[1] != 3 {
		t.Errorf("%d arrivals up to step %d, want 3 up to 3", n, receiver.lastStep[1])
	}
}

func TestTurnsAreSeenInCoursesAndInSteps(t *testing.T) {
	for _, mode := range []client.Mode{client.Course, client.Snapshot} {
		receiver, sender := twoPlayers(variant{Games: true, Move: true, Positions: mode}, 2)
		sender.keepSent(0, game.Vec{X: 600}, 100)
		sender.keepSent(1, game.Vec{Z: -1000}, 200)
		u := &client.Update{Shown: game.Only(1)}
		u.Direction[1], u.At[1] = game.Vec{X: -600}, game.Vec{X: -480}
		receiver.recordUpdate(u, 300)
		if n := arrivals(receiver); n != 0 {
			t.Errorf("%s: %d arrivals of another direction", mode, n)
		}
		u.Direction[1], u.At[1] = game.Vec{X: 600}, game.Vec{}
		receiver.recordUpdate(u, 300)
		if n := arrivals(receiver); n != 1 || receiver.lastStep[1] != 0 {
			t.Errorf("%s: %d arrivals up to turn %d, want 1 up to 0: the sender has turned again meanwhile", mode, n, receiver.lastStep[1])
		}
		u.Direction[1], u.At[1] = game.Vec{Z: -1000}, game.Vec{Z: -800}
		receiver.recordUpdate(u, 300)
		if n := arrivals(receiver); n != 2 || receiver.lastStep[1] != 1 {
			t.Errorf("%s: %d arrivals up to turn %d, want 2 up to 1", mode, n, receiver.lastStep[1])
		}
		receiver.recordUpdate(u, 300)
		if n := arrivals(receiver); n != 2 {
			t.Errorf("%s: the same turn arrives twice", mode)
		}
	}
}

func TestTurnsThatNobodyCanRecognizeAreNotMeasured(t *testing.T) {
	for _, c := range []struct {
		was, now game.Vec
		want     bool
	}{
		{game.Vec{}, game.Vec{X: 700}, true},
		{game.Vec{X: 700}, game.Vec{X: -700}, true},
		{game.Vec{X: 700}, game.Vec{X: 720, Z: 10}, false},
		{game.Vec{}, game.Vec{X: 200}, false},
		{game.Vec{X: 700}, game.Vec{}, false},
	} {
		if got := recognizable(c.was, c.now); got != c.want {
			t.Errorf("from %v to %v: %t", c.was, c.now, got)
		}
	}
}

func TestTurnThatAStopReplacedHasArrivedWithTheStop(t *testing.T) {
	receiver, sender := twoPlayers(variant{Games: true, Move: true, Positions: client.Course}, 2)
	sender.keepSent(0, game.Vec{X: 600}, 100)
	sender.keepSent(1, game.Vec{}, 0) // a stop is not measured
	u := &client.Update{Shown: game.Only(1)}
	receiver.recordUpdate(u, 300)
	if n := arrivals(receiver); n != 1 || receiver.lastStep[1] != 1 {
		t.Errorf("%d arrivals up to turn %d, want 1 up to 1", n, receiver.lastStep[1])
	}
}

func TestTurnTowardsWallHasArrivedWithTheWayAlongIt(t *testing.T) {
	for _, mode := range []client.Mode{client.Course, client.Snapshot} {
		receiver, sender := twoPlayers(variant{Games: true, Move: true, Positions: mode}, 1)
		sender.keepSent(0, game.Vec{X: 385, Z: -858}, 100)
		u := &client.Update{Shown: game.Only(1)}
		u.Direction[1], u.At[1] = game.Vec{Z: 857}, game.Vec{Z: 686}
		receiver.recordUpdate(u, 300)
		if n := arrivals(receiver); n != 0 {
			t.Errorf("%s: %d arrivals of another direction", mode, n)
		}
		u.Direction[1], u.At[1] = game.Vec{Z: -857}, game.Vec{}
		receiver.recordUpdate(u, 300)
		if n := arrivals(receiver); n != 1 || receiver.lastStep[1] != 0 {
			t.Errorf("%s: %d arrivals up to turn %d, want 1 up to 0", mode, n, receiver.lastStep[1])
		}
	}
}

func TestWayOfEarlierTurnIsNotTakenForOneAlongWall(t *testing.T) {
	receiver, sender := twoPlayers(variant{Games: true, Move: true, Positions: client.Course}, 2)
	sender.keepSent(0, game.Vec{X: 600}, 100)
	sender.keepSent(1, game.Vec{X: 600, Z: -700}, 200)
	u := &client.Update{Shown: game.Only(1)}
	u.Direction[1] = game.Vec{X: 600}
	receiver.recordUpdate(u, 300)
	if n := arrivals(receiver); n != 1 || receiver.lastStep[1] != 0 {
		t.Errorf("%d arrivals up to turn %d, want 1 up to 0", n, receiver.lastStep[1])
	}
}
