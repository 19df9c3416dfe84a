package bots

import (
	"math/rand/v2"
	"testing"

	"sagishi/game"
)

// atTask returns a bot of the crew that began its first task in tick 0, which it
// completes in tick 380.
func atTask(t *testing.T, human bool) *Bot {
	t.Helper()
	b := playing(t, game.Crew, human)
	b.Seat, b.at, b.viewStale = 5, b.tasks[0].At, true // it repairs lights and comms
	b.Map.Panels = []game.Panel{{System: game.Lights, At: game.Vec{X: -50_000}}, {System: game.Reactor, At: game.Vec{X: -60_000}}}
	return b
}

func TestPersonFinishesATaskThatTakesNotLongBeforeARepair(t *testing.T) {
	for _, c := range []struct {
		system   string
		now      int
		human    bool
		finishes bool
	}{
		{game.Lights, 100, true, false},
		{game.Lights, 140, true, true},
		{game.Reactor, 140, true, false},
		{game.Reactor, 240, true, true},
		{game.Lights, 370, false, false},
	} {
		b := atTask(t, c.human)
		b.Begin(c.now)
		b.Receive(game.SabotageChanged{System: c.system, Active: true})
		if got := b.finishesTask(); got != c.finishes {
			t.Errorf("%+v: finishes its task: %t", c, got)
		}
		if b.finishesTask() && b.repairs() {
			t.Errorf("%+v: leaves the task that it finishes", c)
		}
		b.pace.leg.walking = true
		if b.finishesTask() {
			t.Errorf("%+v: finishes a task while it walks by", c)
		}
	}
}

func TestPersonLooksForAVictimWithoutStandingStill(t *testing.T) {
	b := playing(t, game.Imposter, true)
	b.killAt = 0
	at := [game.MaxSeats]game.Vec{}
	b.See(Positions{Hidden: ^game.Only(0), At: &at}) // nobody is in sight
	standing, longest := 0, 0
	for tick := range 600 {
		if b.Begin(tick) {
			b.Act(nil)
		}
		leg := b.pace.leg
		standing++
		if leg.walking && tick < leg.until {
			standing = 0
		}
		longest = max(longest, standing)
		if leg.walking && tick == leg.until-1 { // the map has no walls: a leg leads to the goal
			at[0] = leg.goal
		}
		b.See(Positions{Shown: game.Only(0), At: &at})
	}
	if longest > 10 {
		t.Errorf("stands still for %d ticks", longest)
	}
}

func TestPersonVotesForWhomItWouldAccuse(t *testing.T) {
	for seats, want := range map[int]float64{2: 0, 3: accuseThreshold, 4: accuseThreshold} {
		b := playing(t, game.Crew, true)
		b.Rand = rand.New(rand.NewPCG(1, 1))
		for i := range b.others {
			b.others[i].alive = i >= 1 && i <= seats
		}
		if got := b.suspicionToVote(); got != want {
			t.Errorf("with %d others: votes at a suspicion of %v, want %v", seats, got, want)
		}
	}
}
