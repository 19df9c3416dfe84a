package bots

import (
	"math/rand/v2"
	"testing"

	"sagishi/game"
)

func nothing(int) Positions { return Positions{At: &[game.MaxSeats]game.Vec{}} }

func TestPersonsPaceSendsADirectionOncePerLeg(t *testing.T) {
	b := playing(t, game.Crew, true)
	var at [game.MaxSeats]game.Vec
	steers, lastKind := 0, game.Kind(0)
	for tick := range 80 {
		var in []game.Input
		if b.Begin(tick) {
			in = b.Act(nil)
		}
		for _, i := range in {
			lastKind = i.Action.Kind
			if i.Action.Kind == game.Steer {
				steers++
				if i.Action.To.X < 0 || i.Action.To.X > 950 {
					t.Errorf("tick %d: direction %v", tick, i.Action.To)
				}
			}
		}
		if b.pace.leg.walking { // as the server would walk it: 0.76 units a tick at most
			at[0].X = min(at[0].X+760, 5000)
			b.See(Positions{Shown: game.Only(0), At: &at})
		}
	}
	if steers < 2 || steers > 4 || lastKind != game.Steer {
		t.Errorf("%d directions for one way, the last action is %v", steers, lastKind)
	}
}

func TestPersonsPaceLeavesTimeBeforeWordsAndVotes(t *testing.T) {
	for seed := range uint64(50) {
		b := playing(t, game.Crew, true)
		b.Rand = rand.New(rand.NewPCG(seed, 1))
		b.others[1].suspicion = 2
		b.Receive(game.PhaseChanged{Phase: game.Discussion, Remaining: 15_000})
		spoke, voted := -1, -1
		for tick := range 150 {
			if b.Begin(tick) {
				b.Act(nil)
			}
			if _, ok := b.TakeLine(); ok && spoke < 0 {
				spoke = tick
			}
		}
		b.now = 150
		b.Receive(game.PhaseChanged{Phase: game.Voting, Remaining: 60_000})
		for tick := 150; tick < 750; tick++ {
			if b.Begin(tick) && len(b.Act(nil)) > 0 && voted < 0 {
				voted = tick - 150
			}
		}
		if spoke < 20 || spoke > 110 || voted < 20 || voted > 150 {
			t.Errorf("seed %d: spoke after %d ticks, voted after %d", seed, spoke, voted)
		}
	}
}

func TestPersonsPaceVotesInAShortVote(t *testing.T) {
	for seed := range uint64(50) {
		b := playing(t, game.Crew, true)
		b.Rand = rand.New(rand.NewPCG(seed, 1))
		b.Receive(game.PhaseChanged{Phase: game.Voting, Remaining: 5000})
		votes := 0
		for tick := range 50 {
			if b.Begin(tick) {
				votes += len(b.Act(nil))
			}
		}
		if votes != 1 {
			t.Errorf("seed %d: %d votes in 5 s", seed, votes)
		}
	}
}

func TestBodyIsReportedAfterATimeToReact(t *testing.T) {
	b := playing(t, game.Crew, true)
	b.run(5, nothing)
	b.Receive(game.DeathSeen{Victim: "bob", At: game.Vec{X: 1000}})
	for tick := 5; tick < 60; tick++ {
		if !b.Begin(tick) {
			continue
		}
		for _, in := range b.Act(nil) {
			if in.Action.Kind != game.Report {
				continue
			}
			if in.Action.Target != "bob" || tick < 5+4 {
				t.Errorf("tick %d: reports %s", tick, in.Action.Target)
			}
			return
		}
	}
	t.Error("the body is not reported")
}

func TestTicksDoNotAllocate(t *testing.T) {
	for _, role := range []game.Role{game.Crew, game.Imposter} {
		b := playing(t, role, true)
		in := make([]game.Input, 0, 16)
		at := [game.MaxSeats]game.Vec{2: {X: 90_000}}
		tick := 0
		if n := testing.AllocsPerRun(5000, func() {
			if b.Begin(tick) {
				b.Act(in[:0])
			}
			at[2].X++
			b.See(Positions{Shown: game.Only(2), At: &at})
			tick++
		}); n != 0 {
			t.Errorf("%s: %v allocations a tick", role, n)
		}
	}
}

func TestLinesAreShortAndNotEmpty(t *testing.T) {
	b := playing(t, game.Crew, true)
	for _, suspicion := range []float64{0.5, 2, 5} {
		for range 20 {
			if text := b.accusation(&b.others[1], suspicion); len(text) < 5 || len(text) > 60 {
				t.Errorf("says %q", text)
			}
		}
	}
	if b.smallTalk() == "" {
		t.Error("says nothing")
	}
}
