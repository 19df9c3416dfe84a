package game_test

import (
	"fmt"
	"math"
	"slices"

	"sagishi/game"
)

// oracle watches a game from outside. From all that everyone is told it knows
// the truth, and it checks that nobody is told more than they may know.
type invariants struct {
	settings game.Settings
	rate     int
	problems []string

	tick           int
	phase          game.Phase
	round          int
	ids            [game.MaxSeats]game.PlayerID
	roles          [game.MaxSeats]game.Role
	dead           game.Audience
	left           game.Audience                // dead because they left: everyone knows
	disconnected   game.Audience                // has lost the connection
	reconnectedAt  [game.MaxSeats]int           // when they last came back
	knowDeath      [game.MaxSeats]game.Audience // by victim: who knows of the death
	bodyPos        [game.MaxSeats]game.Vec
	lastPos        [game.MaxSeats]game.Vec // at the end of the tick before
	distanceWalked [game.MaxSeats]float64  // walked since the round began
	roundStart     int                     // the tick in which the round began
	voted          game.Audience
	comms          bool
	tasksDone      int
	ended          int
}

func newInvariants(s game.Settings, rate int) *invariants {
	return &invariants{settings: s, rate: rate, phase: game.Lobby}
}

func (o *invariants) fail(format string, args ...any) {
	if len(o.problems) < 10 {
		o.problems = append(o.problems, fmt.Sprintf("tick %d, %s: %s", o.tick, o.phase, fmt.Sprintf(format, args...)))
	}
}

// watch checks one tick.
func (o *invariants) check(g *game.Game, events []game.Event) {
	o.tick++
	for seat := range o.ids {
		o.ids[seat] = g.PlayerAt(seat)
	}
	for i := range events {
		o.checkEvent(g, &events[i])
	}
	o.checkPositions(g)
	for seat := range o.lastPos {
		o.lastPos[seat] = g.At(seat)
	}
}

func (o *invariants) seat(id game.PlayerID) int { return slices.Index(o.ids[:], id) }

func (o *invariants) running() bool {
	return o.phase != game.Lobby && o.phase != game.Starting && o.phase != game.Finished
}

// living is whether the recipient lives, and so may not know everything.
func (o *invariants) isAlive(seat int) bool { return !o.dead.Has(seat) }

func (o *invariants) checkEvent(g *game.Game, e *game.Event) {
	switch body := e.Body.(type) {
	case game.PhaseChanged:
		o.checkPhase(body)
		o.checkPlayers(g, e.To, body.Players)
	case game.PlayersChanged:
		if body.Change == game.Left || body.Change == game.Kicked {
			if s := o.seat(body.UserID); s >= 0 && o.running() {
				o.recordDeath(s, o.lastPos[s])
				o.left |= game.Only(s)
			}
		}
		o.trackConnection(body)
		o.checkPlayers(g, e.To, body.Players)
	case game.StateSent:
		o.checkState(g, e.To, body.View)
	case game.RoleAssigned:
		o.checkRole(e.To, body)
	case game.Voted:
		o.checkVote(body)
	case game.MeetingCalled:
		if o.dead.Has(o.seat(body.By)) {
			o.fail("%s called a meeting, dead", body.By)
		}
	case game.Tallied:
		if o.phase != game.Reveal { // else it is told again
			o.checkTally(body)
		}
	case game.DeathSeen:
		o.checkDeath(g, e.To, body)
	case game.TasksProgressed:
		o.checkProgress(e.To, body)
	case game.SabotageChanged:
		o.comms = body.Active && body.System == game.Comms
	case game.Ended:
		if !body.Replay {
			o.checkEnd(body)
		}
	case game.Refused, game.PositionCorrected:
		if !isOneSeat(e.To) {
			o.fail("%T told to several", body)
		}
	default:
	}
}

func (o *invariants) trackConnection(e game.PlayersChanged) {
	if seat := o.seat(e.UserID); seat >= 0 && e.Change == game.Disconnected {
		o.disconnected |= game.Only(seat)
	} else if seat >= 0 && (e.Change == game.Reconnected || e.Change == game.Joined) {
		o.disconnected &^= game.Only(seat)
		o.reconnectedAt[seat] = o.tick
	}
}

func isOneSeat(a game.Audience) bool { return a != 0 && a&(a-1) == 0 }

func (o *invariants) checkPhase(e game.PhaseChanged) {
	if e.Phase == o.phase { // the same, told to others with other knowledge
		return
	}
	legal := map[game.Phase][]game.Phase{
		game.Lobby: {game.Starting}, game.Starting: {game.Lobby, game.Playing}, game.Playing: {game.Discussion, game.Finished},
		game.Discussion: {game.Voting, game.Finished}, game.Voting: {game.Reveal, game.Finished},
		game.Reveal: {game.Playing, game.Finished}, game.Finished: {game.Lobby},
	}
	if !slices.Contains(legal[o.phase], e.Phase) {
		o.fail("went to %s", e.Phase)
	}
	o.phase, o.round = e.Phase, e.Round
	switch e.Phase {
	case game.Playing:
		o.roundStart, o.distanceWalked = o.tick, [game.MaxSeats]float64{}
		if e.Round == 1 {
			o.dead, o.left, o.roles, o.tasksDone, o.comms, o.ended = 0, 0, [game.MaxSeats]game.Role{}, 0, false, 0
		}
	case game.Discussion, game.Finished:
		for seat := range o.knowDeath {
			if o.dead.Has(seat) {
				o.knowDeath[seat] = math.MaxUint16
			}
		}
	case game.Voting:
		o.voted = 0
	default:
	}
}

func (o *invariants) checkRole(to game.Audience, e game.RoleAssigned) {
	if !isOneSeat(to) {
		o.fail("a role told to several")
	}
	for seat := range o.roles {
		if to.Has(seat) {
			o.roles[seat] = e.Role
		}
	}
	if e.Role == game.Crew && e.Imposters != nil {
		o.fail("crew told of imposters")
	}
}

func (o *invariants) recordDeath(seat int, at game.Vec) {
	if o.dead.Has(seat) {
		return
	}
	o.dead |= game.Only(seat)
	o.bodyPos[seat], o.knowDeath[seat] = at, o.dead
}

// death checks that only the victim, the dead, and those near enough are told.
func (o *invariants) checkDeath(g *game.Game, to game.Audience, e game.DeathSeen) {
	victim := o.seat(e.Victim)
	if to.Has(victim) || o.disconnected.Has(victim) { // who is away dies without being told
		o.recordDeath(victim, e.At)
	}
	if !o.dead.Has(victim) {
		o.fail("death of %s, who lives", e.Victim)
	}
	o.knowDeath[victim] |= to
	for seat := range o.ids {
		if !to.Has(seat) || !o.isAlive(seat) {
			continue
		}
		sight := max(o.settings.CrewSight, o.settings.ImposterSight)
		if min(distance(g.At(seat), e.At), distance(o.lastPos[seat], e.At)) > o.withSlack(float64(sight)) { // a killer may be off through a vent
			o.fail("%s told of a death at %v from %v", o.ids[seat], e.At, g.At(seat))
		}
	}
}

// reach is a distance with what one can walk in a second for good measure:
// positions change in the middle of a tick.
func (o *invariants) withSlack(length float64) float64 { return length + float64(o.settings.MaxSpeed) }

func distance(a, b game.Vec) float64 {
	return math.Sqrt(math.Pow(float64(a.X)-float64(b.X), 2) + math.Pow(float64(a.Y)-float64(b.Y), 2) + math.Pow(float64(a.Z)-float64(b.Z), 2))
}

// players checks a list of players against what its recipients may know.
func (o *invariants) checkPlayers(g *game.Game, to game.Audience, players []game.PlayerView) {
	if !o.running() {
		return
	}
	for seat := range o.ids {
		if to.Has(seat) && o.isAlive(seat) {
			for i := range players {
				o.checkPlayer(g, seat, &players[i])
			}
		}
	}
}

func (o *invariants) checkPlayer(g *game.Game, to int, p *game.PlayerView) {
	if p.Index == to || !o.dead.Has(p.Index) {
		if !p.Alive && p.Index != to {
			o.fail("%s told that %s is dead, who lives", o.ids[to], p.UserID)
		}
		return
	}
	if o.reconnectedAt[to] == o.tick && distance(o.lastPos[to], o.bodyPos[p.Index]) <= o.withSlack(float64(max(o.settings.CrewSight, o.settings.ImposterSight))) {
		// The body may lie before their eyes, or around a corner.
		if !p.Alive {
			o.knowDeath[p.Index] |= game.Only(to)
		}
	}
	knows := o.knowDeath[p.Index].Has(to) || o.left.Has(p.Index)
	if !knows && !p.Alive {
		o.fail("%s told of the death of %s, unseen", o.ids[to], p.UserID)
	}
	if p.Seen && (knows || p.At != o.bodyPos[p.Index]) {
		o.fail("%s told where the dead %s is", o.ids[to], p.UserID)
	}
	if !knows && !p.Seen && g.Settings().Visibility == game.SeeAll {
		o.fail("%s not told where %s is: as good as a death notice", o.ids[to], p.UserID)
	}
}

func (o *invariants) checkState(g *game.Game, to game.Audience, v game.View) {
	seat, _ := g.Seat(v.You)
	if to != game.Only(seat) {
		o.fail("the state of %s told to others", v.You)
	}
	o.roles[seat] = v.Role
	o.checkPlayers(g, to, v.Players)
	if o.roles[seat] == game.Crew && o.running() {
		if v.Imposters != nil || v.Vents {
			o.fail("crew told of imposters or vents")
		}
		if o.comms && v.TasksDone > o.tasksDone {
			o.fail("crew told of progress while comms is out")
		}
	}
}

func (o *invariants) checkVote(e game.Voted) {
	seat := o.seat(e.By)
	if o.dead.Has(seat) || o.voted.Has(seat) && !o.someoneLeft() {
		o.fail("%s voted, dead or again", e.By)
	}
	o.voted |= game.Only(seat)
}

// someoneLeft is whether votes may have been given back.
func (o *invariants) someoneLeft() bool { return o.left != 0 }

func (o *invariants) checkTally(e game.Tallied) {
	votes, living := 0, 0
	for _, line := range e.Votes {
		votes += line.Count
		if o.settings.AnonymousVotes && line.Voters != nil {
			o.fail("voters told in an anonymous vote")
		}
	}
	for seat := range o.ids {
		if o.roles[seat] != "" && !o.dead.Has(seat) {
			living++
		}
	}
	if votes > living {
		o.fail("%d votes of %d living", votes, living)
	}
	if e.Ejected != "" {
		seat := o.seat(e.Ejected)
		if o.dead.Has(seat) {
			o.fail("%s ejected, dead", e.Ejected)
		}
		o.recordDeath(seat, o.lastPos[seat])
		o.knowDeath[seat] = math.MaxUint16
	}
	if !o.settings.ConfirmEjects && e.Role != "" {
		o.fail("a role told at an ejection")
	}
}

func (o *invariants) checkProgress(to game.Audience, e game.TasksProgressed) {
	if e.Done < o.tasksDone || e.Done > e.Total {
		o.fail("tasks went from %d to %d of %d", o.tasksDone, e.Done, e.Total)
	}
	if !o.comms {
		o.tasksDone = e.Done
	}
	for seat := range o.ids {
		if to.Has(seat) && o.comms && o.roles[seat] == game.Crew {
			o.fail("crew told of progress while comms is out")
		}
	}
}

func (o *invariants) checkEnd(e game.Ended) {
	o.ended++
	if o.ended > 1 {
		o.fail("the game ended twice")
	}
	if (e.Winner == "") != (e.Reason == game.Abandoned) {
		o.fail("winner %q by %s", e.Winner, e.Reason)
	}
	living := map[game.Role]int{}
	for _, s := range e.Players {
		if s.Alive {
			living[s.Role]++
		}
		if s.Role == game.Imposter && (s.TasksDone > 0 || s.CorrectVotes > 0) || s.Role == game.Crew && s.Kills > 0 || s.CorrectVotes > s.Votes {
			o.fail("score %+v", s)
		}
	}
	if e.Reason == game.Parity && living[game.Imposter] < living[game.Crew] || e.Reason == game.ImpostersGone && living[game.Imposter] > 0 {
		o.fail("%s with %v living", e.Reason, living)
	}
}
