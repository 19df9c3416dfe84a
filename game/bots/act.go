package bots

import (
	"math"

	"sagishi/game"
)

// How fast bots are. A person looks around, and takes a while at a task.
const (
	haste  = 0.75 // of the greatest speed
	linger = 28.0 // seconds at a task beyond what it takes
)

// Op codes, as a client's messages would have them.
const (
	opPosition = 1
	opVote     = 2
	opStart    = 3
	opKill     = 6
	opReport   = 7
	opTask     = 8
	opSabotage = 9
	opRepair   = 10
	opVent     = 11
	opSteer    = 13
)

func (b *bot) ask(in []game.Input, a game.Action) []game.Input {
	return append(in, game.Input{By: b.id, Action: a})
}

// act adds what the bot asks for in this tick.
func (b *bot) act(in []game.Input, said *claims) []game.Input {
	switch b.nature {
	case Hostile:
		return b.harass(in)
	case Clumsy:
		if b.chance(0.1) {
			in = b.harass(in)
		}
	default:
	}
	switch b.phase {
	case game.Lobby:
		if b.host == b.id && b.now%b.rate == 0 {
			in = b.ask(in, game.Action{Kind: game.Start, Op: opStart})
		}
	case game.Playing:
		in = b.play(in)
	case game.Discussion:
		b.accuse(said)
	case game.Voting:
		in = b.vote(in, said)
	default:
	}
	return in
}

func (b *bot) play(in []game.Input) []game.Input {
	if !b.alive {
		return b.work(in)
	}
	if body, ok := b.bodyInReach(); ok && b.reports() {
		return b.ask(in, game.Action{Kind: game.Report, Op: opReport, Target: string(body.Victim)})
	}
	switch {
	case b.role == game.Imposter:
		return b.hunt(in)
	case b.sabotage != "" && b.minds():
		return b.mend(in)
	case b.wantsMeeting():
		return b.ask(in, game.Action{Kind: game.CallOrVote, Op: opVote, Call: true})
	case len(b.bodies) > 0:
		return b.walk(in, b.bodies[0].At)
	}
	return b.work(in)
}

func (b *bot) bodyInReach() (game.DeathSeen, bool) {
	for _, body := range b.bodies {
		if far(b.at, body.At) <= float64(b.settings.ReportDistance) {
			return body, true
		}
	}
	return game.DeathSeen{}, false
}

// reports says whether the bot reports a body: the crew always, an imposter
// hardly ever.
func (b *bot) reports() bool {
	return b.role == game.Crew || b.chance(0.002)
}

// wantsMeeting says whether the bot presses the button, in passing, because it
// is sure of someone.
func (b *bot) wantsMeeting() bool {
	if !b.button || far(b.at, b.board.Button) > float64(b.settings.ButtonDistance) || !b.chance(0.05) {
		return false
	}
	_, doubt := b.suspect(nil)
	b.button = doubt < sure
	return doubt >= sure
}

// minds says whether the bot goes to repair a sabotage: some do, and the others
// go on working.
func (b *bot) minds() bool {
	switch b.sabotage {
	case game.Reactor:
		return b.seat%2 == 0 || b.crewLeft() < 4
	case game.Lights:
		return b.seat%2 == 1
	}
	return b.seat%5 == 0
}

// mend walks to the nearest panel, and repairs.
func (b *bot) mend(in []game.Input) []game.Input {
	best, gap := -1, math.Inf(1)
	for i, p := range b.board.Panels {
		if d := far(b.at, p.At); p.System == b.sabotage && d < gap {
			best, gap = i, d
		}
	}
	if best < 0 {
		return b.work(in)
	}
	if gap <= float64(b.settings.TaskDistance) {
		return b.ask(in, game.Action{Kind: game.Repair, Op: opRepair, Target: b.sabotage})
	}
	return b.walk(in, b.board.Panels[best].At)
}

// work goes from one own task to the next, and strolls when all are done.
func (b *bot) work(in []game.Input) []game.Input {
	next := -1
	for i := range b.tasks {
		if !b.tasks[i].Done && (next < 0 || far(b.at, b.tasks[i].At) < far(b.at, b.tasks[next].At)) {
			next = i
		}
	}
	if next < 0 {
		return b.stroll(in)
	}
	t := &b.tasks[next]
	if far(b.at, t.At) > float64(b.settings.TaskDistance)/2 {
		b.working = b.now
		return b.walk(in, t.At)
	}
	if b.now-b.working < int((b.settings.TaskTime.Seconds()+linger)*float64(b.rate)) {
		return b.halt(in)
	}
	t.Done = true
	b.working = b.now
	return b.ask(in, game.Action{Kind: game.DoTask, Op: opTask, Target: t.ID})
}

// stroll walks between the places of tasks.
func (b *bot) stroll(in []game.Input) []game.Input {
	if b.now >= b.goalFor {
		b.goal = b.board.Tasks[b.rng.IntN(len(b.board.Tasks))].At
		b.goalFor = b.now + (6+b.rng.IntN(8))*b.rate
	}
	return b.walk(in, b.goal)
}

// halt makes a bot that walks by direction stand.
func (b *bot) halt(in []game.Input) []game.Input {
	if b.steers {
		return b.ask(in, game.Action{Kind: game.Steer, Op: opSteer})
	}
	return in
}

// walk takes a step towards a place.
func (b *bot) walk(in []game.Input, to game.Vec) []game.Input {
	gap := far(b.at, to)
	if gap < 1 {
		return b.halt(in)
	}
	step := min(haste*float64(b.settings.MaxSpeed)/float64(b.rate), gap)
	x, z := float64(to.X-b.at.X)/gap, float64(to.Z-b.at.Z)/gap
	if b.steers {
		pace := game.Milli * min(haste, gap*float64(b.rate)/float64(b.settings.MaxSpeed))
		return b.ask(in, game.Action{Kind: game.Steer, Op: opSteer, To: game.Vec{X: int32(x * pace), Z: int32(z * pace)}})
	}
	b.at.X += int32(x * step)
	b.at.Z += int32(z * step)
	return b.ask(in, game.Action{Kind: game.Position, Op: opPosition, To: b.at})
}
