package game_test

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"testing"

	"sagishi/game"
)

// wallTouched returns a wall that the straight way between two places touches,
// computed independently of the game; nil if there is none.
func wallTouched(walls []game.Wall, a, b game.Vec) *game.Wall {
	for i := range walls {
		if segmentsTouch(a, b, walls[i].A, walls[i].B) {
			return &walls[i]
		}
	}
	return nil
}

// segmentsTouch solves a + s·(b-a) = c + t·(d-c) for s and t between 0 and 1.
func segmentsTouch(a, b, c, d game.Vec) bool {
	cross := func(ux, uz, vx, vz int64) *big.Int {
		n := new(big.Int).Mul(big.NewInt(ux), big.NewInt(vz))
		return n.Sub(n, new(big.Int).Mul(big.NewInt(uz), big.NewInt(vx)))
	}
	way := func(p, q game.Vec) (x, z int64) { return int64(q.X) - int64(p.X), int64(q.Z) - int64(p.Z) }
	ux, uz := way(a, b)
	vx, vz := way(c, d)
	wx, wz := way(a, c)
	div := cross(ux, uz, vx, vz)
	if div.Sign() == 0 {
		return cross(wx, wz, vx, vz).Sign() == 0 && overlap(a.X, b.X, c.X, d.X) && overlap(a.Z, b.Z, c.Z, d.Z)
	}
	return isShare(cross(wx, wz, vx, vz), div) && isShare(cross(wx, wz, ux, uz), div)
}

// isShare reports whether n/div is between 0 and 1.
func isShare(n, div *big.Int) bool {
	if div.Sign() < 0 {
		n, div = new(big.Int).Neg(n), new(big.Int).Neg(div)
	}
	return n.Sign() >= 0 && n.Cmp(div) <= 0
}

func overlap(a, b, c, d int32) bool { return max(min(a, b), min(c, d)) <= min(max(a, b), max(c, d)) }

// randomWalls returns walls of all directions and lengths, some in corners, some
// crossing, some a few thousandths of a unit apart. None touches the origin.
func randomWalls(rng *rand.Rand, size int32) []game.Wall {
	var walls []game.Wall
	place := func() game.Vec { return game.Vec{X: rng.Int32N(2*size+1) - size, Z: rng.Int32N(2*size+1) - size} }
	for range 3 + rng.IntN(25) {
		w := game.Wall{A: place(), B: place()}
		if len(walls) > 0 {
			last := walls[len(walls)-1]
			switch rng.IntN(4) {
			case 0: // a corner
				w.A = last.B
			case 1: // a narrow gap
				gap := rng.Int32N(30)
				w = game.Wall{A: game.Vec{X: last.A.X + gap, Z: last.A.Z}, B: game.Vec{X: last.B.X, Z: last.B.Z + gap}}
			}
		}
		if rng.IntN(3) == 0 {
			w.B.X = w.A.X
		}
		if !segmentsTouch(w.A, w.B, game.Vec{}, game.Vec{}) {
			walls = append(walls, w)
		}
	}
	return walls
}

// walledGame is a game of one player at the origin, between random walls.
func walledGame(t *testing.T, rng *rand.Rand) (g *game.Game, m *game.Map, rate int) {
	t.Helper()
	size := int32(1+rng.IntN(60)) * game.Milli
	m = &game.Map{Min: game.Vec{X: -size, Z: -size}, Max: game.Vec{X: size, Z: size}, Spawns: []game.Vec{{}}, Walls: randomWalls(rng, size)}
	s := game.DefaultSettings()
	s.MaxSpeed = 1000 + rng.Int32N(99_001)
	rate = 1 + rng.IntN(60)
	g = game.New(game.Config{TickRate: rate, Map: m, Settings: s})
	if err := g.Join("a", "a"); err != nil {
		t.Fatal(err)
	}
	// The first position counts wherever it is: it must not be a place of the walk.
	g.Step([]game.Input{input("a", game.Action{Kind: game.Position, Op: 1})})
	return g, m, rate
}

func randomStep(rng *rand.Rand, at game.Vec, most int32) game.Vec {
	most = 1 + rng.Int32N(most)
	return game.Vec{X: at.X + rng.Int32N(2*most+1) - most, Z: at.Z + rng.Int32N(2*most+1) - most}
}

// TestRandomWalksNeverCrossWalls walks by op 1 and op 13 between random walls, at
// random speeds and tick rates. No tick's way may touch a wall.
func TestRandomWalksNeverCrossWalls(t *testing.T) {
	for seed := range uint64(400) {
		rng := rand.New(rand.NewPCG(seed, 0))
		g, m, rate := walledGame(t, rng)
		for tick := range 300 {
			from := g.At(0)
			var in []game.Input
			switch rng.IntN(4) {
			case 0:
				in = append(in, input("a", game.Action{Kind: game.Position, Op: 1, To: randomStep(rng, from, g.Settings().MaxSpeed/int32(rate)+1)}))
			case 1, 2:
				in = append(in, input("a", game.Action{Kind: game.Steer, Op: 13, To: randomStep(rng, game.Vec{}, 1200)}))
			}
			g.Step(in)
			if w := wallTouched(m.Walls, from, g.At(0)); w != nil && g.At(0) != from {
				t.Fatalf("seed %d, tick %d, %d ticks a second: from %v to %v through %v", seed, tick, rate, from, g.At(0), *w)
			}
		}
	}
}

// TestOp1IsBlockedExactlyByWalls compares the refusals of op 1 with the oracle's.
func TestOp1IsBlockedExactlyByWalls(t *testing.T) {
	blocked := 0
	for seed := range uint64(300) {
		rng := rand.New(rand.NewPCG(seed, 0))
		g, m, rate := walledGame(t, rng)
		for range rate {
			g.Step(nil) // fills the budget of movement
		}
		from := g.At(0)
		to := randomStep(rng, from, g.Settings().MaxSpeed*2/3)
		to = game.Vec{X: min(max(to.X, m.Min.X), m.Max.X), Z: min(max(to.Z, m.Min.Z), m.Max.Z)}
		want := wallTouched(m.Walls, from, to)
		events := g.Step([]game.Input{input("a", game.Action{Kind: game.Position, Op: 1, To: to})})
		got := hasCode(events, game.CodeBlocked)
		if got != (want != nil) || got == (g.At(0) == to) {
			t.Fatalf("seed %d: from %v to %v: blocked %v, at %v, wall %v", seed, from, to, got, g.At(0), want)
		}
		if got {
			blocked++
		}
	}
	if blocked < 20 {
		t.Errorf("only %d of 300 steps blocked", blocked)
	}
}

// TestSupersededPositionsAreTakenInSilence sends several positions in a tick: the
// player ends where it would with each of them answered, and is answered at most once.
func TestSupersededPositionsAreTakenInSilence(t *testing.T) {
	ways := 0
	for seed := range uint64(300) {
		silent, m, rate := walledGame(t, rand.New(rand.NewPCG(seed, 0)))
		answered, _, _ := walledGame(t, rand.New(rand.NewPCG(seed, 0)))
		rng := rand.New(rand.NewPCG(seed, 1))
		for range 50 {
			var in [2][]game.Input
			place := silent.At(0)
			for left := rng.IntN(6); left >= 0; left-- {
				place = randomStep(rng, place, silent.Settings().MaxSpeed/2)
				a := game.Action{Kind: game.Position, Op: 1, To: place}
				in[0] = append(in[0], input("a", a))
				a.Superseded = left > 0
				in[1] = append(in[1], input("a", a))
			}
			from := silent.At(0)
			answered.Step(in[0])
			refusals := 0
			for _, e := range silent.Step(in[1]) {
				if _, refused := e.Body.(game.Refused); refused {
					refusals++
				}
			}
			if silent.At(0) != answered.At(0) || refusals > 1 {
				t.Fatalf("seed %d: at %v, not %v; %d refusals", seed, silent.At(0), answered.At(0), refusals)
			}
			if wallTouched(m.Walls, from, silent.At(0)) != nil {
				ways++
			}
			for range rate { // the budgets fill up again
				silent.Step(nil)
				answered.Step(nil)
			}
		}
	}
	if ways < 20 {
		t.Errorf("only %d ways around walls", ways)
	}
}

func hasCode(events []game.Event, code game.Code) bool {
	for _, e := range events {
		if r, ok := e.Body.(game.Refused); ok && r.Code == code {
			return true
		}
	}
	return false
}

// TestWalkersAreNotHeldByWalls pushes a player against walls and into corners. The
// player must then be able to walk off again in some direction.
func TestWalkersAreNotHeldByWalls(t *testing.T) {
	for seed := range uint64(150) {
		rng := rand.New(rand.NewPCG(seed, 0))
		g, _, rate := walledGame(t, rng)
		for range 20 {
			steer(g, randomStep(rng, game.Vec{}, 1000), 1+rng.IntN(2*rate))
			if !canWalk(g) {
				t.Fatalf("seed %d: held at %v, %d ticks a second, speed %d", seed, g.At(0), rate, g.Settings().MaxSpeed)
			}
		}
	}
}

func steer(g *game.Game, way game.Vec, ticks int) {
	in := []game.Input{input("a", game.Action{Kind: game.Steer, Op: 13, To: way})}
	for range ticks {
		g.Step(in)
		in = nil
	}
}

func canWalk(g *game.Game) bool {
	from := g.At(0)
	for _, way := range [][2]int32{{1, 0}, {-1, 0}, {0, 1}, {0, -1}, {1, 1}, {-1, 1}, {1, -1}, {-1, -1}} {
		steer(g, game.Vec{X: way[0] * 1000, Z: way[1] * 1000}, 1)
		if g.At(0) != from {
			return true
		}
	}
	return false
}

// TestWalkersSlideAlongWalls walks at walls of every direction: the player stops
// before the wall, and goes on along it as fast as the direction allows.
func TestWalkersSlideAlongWalls(t *testing.T) {
	for _, rate := range []int{1, 7, 10, 60} {
		for _, end := range []game.Vec{at(0, 0, 40), at(20, 0, 40), at(-20, 0, 40), at(35, 0, 40), at(1, 0, 40)} {
			t.Run(fmt.Sprintf("%d ticks a second, wall towards %v", rate, end), func(t *testing.T) {
				m := &game.Map{Min: at(-500, 0, -500), Max: at(500, 0, 500), Spawns: []game.Vec{at(-30, 0, 0)}, Walls: []game.Wall{{
					A: game.Vec{X: -10 * end.X, Z: -10 * end.Z}, B: game.Vec{X: 10 * end.X, Z: 10 * end.Z},
				}}}
				s := game.DefaultSettings()
				g := game.New(game.Config{TickRate: rate, Map: m, Settings: s})
				if err := g.Join("a", "a"); err != nil {
					t.Fatal(err)
				}
				steer(g, game.Vec{X: 1000}, 10*rate)
				from := g.At(0)
				steer(g, game.Vec{X: 800, Z: 600}, 10*rate)
				length := distance(game.Vec{}, end)
				along := (0.8*float64(end.X) + 0.6*float64(end.Z)) / length
				want := 10 * float64(s.MaxSpeed) * along
				if got := distance(from, g.At(0)); got < want-float64(9*rate) || got > want+float64(9*rate) {
					t.Errorf("slid %.0f from %v to %v, want %.0f", got, from, g.At(0), want)
				}
				gap := float64(int64(g.At(0).X)*int64(end.Z)-int64(g.At(0).Z)*int64(end.X)) / length
				if gap > -8.5 || gap < -11.5 {
					t.Errorf("%.1f thousandths from the wall, want 10", -gap)
				}
			})
		}
	}
}
