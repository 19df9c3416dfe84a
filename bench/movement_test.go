package main

import (
	"math/rand/v2"
	"testing"
	"time"

	"sagishi/game"
)

func TestPositionsIdentifyTheirStep(t *testing.T) {
	origin := game.Vec{X: -2121, Y: 7, Z: 2121}
	for step := range int64(3 * cycle) {
		if got, ok := stepOf(origin, positionAt(origin, step), step+1+step%3); !ok || got != step {
			t.Fatalf("step %d is read as %d, %t", step, got, ok)
		}
	}
}

func TestStepsAreWithinTheSpeedLimit(t *testing.T) {
	for step := range int64(cycle - 1) {
		from, to := positionAt(game.Vec{}, step), positionAt(game.Vec{}, step+1)
		if x, z := int64(to.X-from.X), int64(to.Z-from.Z); x*x+z*z > maxStep*maxStep {
			t.Fatalf("step %d goes %d, %d", step, x, z)
		}
	}
}

func TestOtherPositionsHaveNoStep(t *testing.T) {
	for _, at := range []game.Vec{{X: 1}, {X: -stride}, {Z: laneOffset * lanes}, {X: stride * steps}} {
		if step, ok := stepOf(game.Vec{}, at, 10000); ok {
			t.Errorf("%v is step %d", at, step)
		}
	}
}

func TestPlayersStayOnTheMap(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	at, direction := game.Vec{}, 0
	for range 5000 {
		was := direction
		if direction = newDirection(r, was, at); direction == was {
			t.Fatal("the direction did not change")
		}
		vector := directionVector(direction)
		for range 13 {
			to := game.Vec{X: at.X + vector.X*maxStep/game.Milli, Z: at.Z + vector.Z*maxStep/game.Milli}
			if !movedIn(vector, at, to) || movedIn(directionVector(was), at, to) {
				t.Fatalf("the step from %v to %v does not differ from the direction before", at, to)
			}
			at = to
		}
		if max(at.X, -at.X, at.Z, -at.Z) > 50*game.Milli {
			t.Fatalf("left the map at %v", at)
		}
	}
}

func TestWindowCountsMessagesSentInIt(t *testing.T) {
	w := &window{}
	w.recordSent(50, 9)
	w.from.Store(100)
	w.recordSent(150, 2)
	w.recordArrival(50, 160)
	w.recordArrival(150, 150+int64(20*time.Millisecond))
	w.recordArrival(150, 150+int64(2*time.Second))
	if got := w.deliveredShare(); got != 0.5 {
		t.Errorf("delivered %v", got)
	}
	if got := w.latency.quantile(0.99); got < 20*time.Millisecond || got > 21*time.Millisecond {
		t.Errorf("p99 is %v", got)
	}
}

func TestQuantiles(t *testing.T) {
	var h histogram
	for i := range 100 {
		h.add(time.Duration(i) * time.Millisecond)
	}
	if got := h.quantile(0.5); got.Round(time.Millisecond) != 49*time.Millisecond {
		t.Errorf("p50 is %v", got)
	}
	if got := (&histogram{}).quantile(0.5); got != 0 {
		t.Errorf("without messages it is %v", got)
	}
}

func TestSearchTakesLargerStepsWhileTheCoreIsIdle(t *testing.T) {
	for _, c := range []struct {
		n    int
		core float64
		want int
	}{{30, 0.4, 61}, {30, 0.1, 91}, {100, 0.9, 106}, {5, 0.95, 6}} {
		if got := nextCount(c.n, c.core); got != c.want {
			t.Errorf("after %d at %v comes %d, want %d", c.n, c.core, got, c.want)
		}
	}
}

func TestSearchOfGamesTakesSmallStepsOnceTheCoreIsHalfFull(t *testing.T) {
	for _, c := range []struct {
		n    int
		core float64
		want int
	}{{100, 0.2, 306}, {100, 0.45, 120}, {100, 0.9, 106}, {2, 0.6, 3}} {
		s := search{n: c.n, upwards: true}
		if got := s.next(c.core); got != c.want {
			t.Errorf("after %d at %v comes %d, want %d", c.n, c.core, got, c.want)
		}
	}
}

func TestSearchFindsTheCapacity(t *testing.T) {
	for _, most := range []int{0, 1, 7, 40, 167, 400} {
		s := search{n: 100}
		for tries := 0; !s.done(); tries++ {
			if tries > 60 {
				t.Fatalf("the search for %d does not end: %+v", most, s)
			}
			r := &result{Core: float64(s.n) / 170, Delivered: 1}
			if s.n > most {
				r.P99 = 500
			}
			s.record(r)
		}
		if s.most > most || float64(most) > float64(s.most)*growth+1 {
			t.Errorf("found %d, want %d", s.most, most)
		}
	}
}

func TestWalkersTurnWhereNoWallIs(t *testing.T) {
	board, err := gamesBoard()
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(5, 6))
	at, direction, blocked := game.Vec{X: 3000}, 0, 0
	const turns = 500
	for range turns {
		direction = freeDirection(r, board.Paths, direction, at)
		to := ahead(at, direction, 10)
		if !board.Paths.Sees(at, to) {
			blocked++
			continue
		}
		at = to
	}
	if blocked > turns/100 {
		t.Errorf("a wall was in the way of %d of %d turns", blocked, turns)
	}
}

func TestSearchOfGamesOnlyGoesUp(t *testing.T) {
	s := search{n: 100, upwards: true}
	most := 0
	for !s.done() {
		if s.n < most {
			t.Fatalf("tries %d after %d", s.n, most)
		}
		most = s.n
		r := &result{Core: 0.85, Delivered: 1}
		if s.n > 120 {
			r.P99 = 500
		}
		s.record(r)
	}
	if s.most > 120 || float64(s.most) < 120/growth-1 {
		t.Errorf("found %d", s.most)
	}
}
