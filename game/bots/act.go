package bots

import "sagishi/game"

// Op codes, as a client's messages would carry them.
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

// send appends one action of this bot to the inputs of the tick.
func (b *Bot) send(in []game.Input, a game.Action) []game.Input {
	return append(in, game.Input{By: b.ID, Action: a})
}

// Begin begins a tick, before the bot is told anything of it. It reports whether the
// bot wants to act in it.
func (b *Bot) Begin(tick int) bool {
	b.now = tick
	return tick >= b.pace.decideAt
}

// Act appends the bot's actions of the tick to the inputs.
func (b *Bot) Act(in []game.Input) []game.Input {
	b.planDecision()
	switch b.Nature {
	case Hostile:
		return b.sendChaos(in)
	case Clumsy:
		if b.chance(0.1) {
			in = b.sendChaos(in)
		}
	default:
	}
	switch b.phase {
	case game.Lobby:
		if b.host == b.ID && b.now%b.TickRate == 0 { // in simulations
			in = b.send(in, game.Action{Kind: game.Start, Op: opStart})
		}
	case game.Playing:
		in = b.playRound(in)
	case game.Discussion:
		b.accuse()
	case game.Voting:
		in = b.vote(in)
	default:
	}
	return in
}

// playRound chooses what to do between meetings, the most urgent first.
func (b *Bot) playRound(in []game.Input) []game.Input {
	if !b.alive {
		return b.doTasks(in)
	}
	if body, ok := b.bodyInReach(); ok && b.reports() && b.noticed() {
		return b.send(in, game.Action{Kind: game.Report, Op: opReport, Target: string(body.Victim)})
	}
	switch {
	case b.role == game.Imposter:
		return b.hunt(in)
	case b.sabotage != "" && b.repairs():
		return b.repair(in)
	case b.wantsMeeting():
		return b.send(in, game.Action{Kind: game.CallOrVote, Op: opVote, Call: true})
	case len(b.bodies) > 0:
		return b.walk(in, b.bodies[0].At)
	}
	return b.doTasks(in)
}

func (b *Bot) bodyInReach() (game.DeathSeen, bool) {
	for _, body := range b.bodies {
		if distance(b.at, body.At) <= float64(b.settings.ReportDistance) {
			return body, true
		}
	}
	return game.DeathSeen{}, false
}

// reports decides whether the bot reports a body: crew always do, imposters
// rarely.
func (b *Bot) reports() bool {
	return b.role == game.Crew || b.chance(0.002)
}
