package game_test

import (
	"fmt"
	"math"
	"slices"

	"sagishi/game"
)

// invariants checks a game from outside, tick by tick. It combines the events of
// all players into the true state, and checks that no player receives more than
// that player may know.
type invariants struct {
	settings game.Settings
	walls    []game.Wall
	rate     int
	problems []string

	tick           int
	phase          game.Phase
	round          int
	ids            [game.MaxSeats]game.PlayerID
	roles          [game.MaxSeats]game.Role
	dead           game.Audience
	left           game.Audience // left during the game: everyone knows that they are dead
	disconnected   game.Audience
	reconnectedAt  [game.MaxSeats]int           // tick of the last return
	knowDeath      [game.MaxSeats]game.Audience // by victim: the seats that know of the death
	bodyPos        [game.MaxSeats]game.Vec
	shownPos       [game.MaxSeats]game.Vec   // where others saw the player last
	lastPos        [game.MaxSeats]game.Vec   // at the end of the last tick
	jumps          [game.MaxSeats][]game.Vec // positions that were told and taken in this tick, in order
	refused        game.Audience             // to whom a told position was refused in this tick
	distanceWalked [game.MaxSeats]float64    // since the round began
	roundStart     int                       // the tick in which the round began
	voted          game.Audience
	comms          bool
	tasksDone      int
	ended          int
}

func newInvariants(m *game.Map, s game.Settings, rate int) *invariants {
	return &invariants{settings: s, walls: m.Walls, rate: rate, phase: game.Lobby}
}

func (c *invariants) fail(format string, args ...any) {
	if len(c.problems) < 10 {
		c.problems = append(c.problems, fmt.Sprintf("tick %d, %s: %s", c.tick, c.phase, fmt.Sprintf(format, args...)))
	}
}

// check checks one tick.
func (c *invariants) check(g *game.Game, inputs []game.Input, events []game.Event) {
	c.tick++
	for seat := range c.ids {
		c.ids[seat] = g.PlayerAt(seat)
	}
	c.trackJumps(inputs, events)
	for i := range events {
		c.checkEvent(g, &events[i])
	}
	c.checkPositions(g)
	for seat := range c.lastPos {
		c.lastPos[seat] = g.At(seat)
	}
}

func (c *invariants) seat(id game.PlayerID) int { return slices.Index(c.ids[:], id) }

func (c *invariants) running() bool {
	return c.phase != game.Lobby && c.phase != game.Starting && c.phase != game.Finished
}

func (c *invariants) isAlive(seat int) bool { return !c.dead.Has(seat) }

func (c *invariants) checkEvent(g *game.Game, e *game.Event) {
	switch body := e.Body.(type) {
	case game.PhaseChanged:
		c.checkPhase(body)
		c.checkPlayers(g, e.To, body.Players)
	case game.PlayersChanged:
		if body.Change == game.Left || body.Change == game.Kicked {
			if s := c.seat(body.UserID); s >= 0 && c.running() {
				c.recordDeath(s, c.lastPos[s])
				c.left |= game.Only(s)
			}
		}
		c.trackConnection(body)
		c.checkPlayers(g, e.To, body.Players)
	case game.StateSent:
		c.checkState(g, e.To, body.View)
	case game.RoleAssigned:
		c.checkRole(e.To, body)
	case game.Voted:
		c.checkVote(body)
	case game.MeetingCalled:
		if c.dead.Has(c.seat(body.By)) {
			c.fail("%s called a meeting while dead", body.By)
		}
	case game.Tallied:
		if c.phase != game.Reveal { // otherwise it is sent again to a player who reconnected
			c.checkTally(body)
		}
	case game.DeathSeen:
		c.checkDeath(g, e.To, body)
	case game.TasksProgressed:
		c.checkProgress(e.To, body)
	case game.SabotageChanged:
		c.comms = body.Active && body.System == game.Comms
	case game.Ended:
		if !body.Replay {
			c.checkEnd(body)
		}
	case game.Refused, game.PositionCorrected:
		if !isOneSeat(e.To) {
			c.fail("%T sent to several seats", body)
		}
	default:
	}
}

func (c *invariants) trackConnection(e game.PlayersChanged) {
	if seat := c.seat(e.UserID); seat >= 0 && e.Change == game.Disconnected {
		c.disconnected |= game.Only(seat)
	} else if seat >= 0 && (e.Change == game.Reconnected || e.Change == game.Joined) {
		c.disconnected &^= game.Only(seat)
		c.reconnectedAt[seat] = c.tick
	}
}

func isOneSeat(a game.Audience) bool { return a != 0 && a&(a-1) == 0 }

func (c *invariants) checkPhase(e game.PhaseChanged) {
	if e.Phase == c.phase { // the same phase, for recipients who know something else
		return
	}
	legal := map[game.Phase][]game.Phase{
		game.Lobby: {game.Starting}, game.Starting: {game.Lobby, game.Playing}, game.Playing: {game.Discussion, game.Finished},
		game.Discussion: {game.Voting, game.Finished}, game.Voting: {game.Reveal, game.Finished},
		game.Reveal: {game.Playing, game.Finished}, game.Finished: {game.Lobby},
	}
	if !slices.Contains(legal[c.phase], e.Phase) {
		c.fail("went to %s", e.Phase)
	}
	c.phase, c.round = e.Phase, e.Round
	switch e.Phase {
	case game.Playing:
		c.roundStart, c.distanceWalked = c.tick, [game.MaxSeats]float64{}
		if e.Round == 1 {
			c.dead, c.left, c.roles, c.tasksDone, c.comms, c.ended = 0, 0, [game.MaxSeats]game.Role{}, 0, false, 0
		}
	case game.Discussion, game.Finished:
		for seat := range c.knowDeath {
			if c.dead.Has(seat) {
				c.knowDeath[seat] = math.MaxUint16
			}
		}
	case game.Voting:
		c.voted = 0
	default:
	}
}

func (c *invariants) checkRole(to game.Audience, e game.RoleAssigned) {
	if !isOneSeat(to) {
		c.fail("a role sent to several seats")
	}
	for seat := range c.roles {
		if to.Has(seat) {
			c.roles[seat] = e.Role
		}
	}
	if e.Role == game.Crew && e.Imposters != nil {
		c.fail("crew received imposters")
	}
}

func (c *invariants) checkState(g *game.Game, to game.Audience, v game.View) {
	seat, _ := g.Seat(v.You)
	if to != game.Only(seat) {
		c.fail("the state of %s sent to others", v.You)
	}
	c.roles[seat] = v.Role
	c.checkPlayers(g, to, v.Players)
	if c.roles[seat] == game.Crew && c.running() {
		if v.Imposters != nil || v.Vents {
			c.fail("crew received imposters or vents")
		}
		if c.comms && v.TasksDone > c.tasksDone {
			c.fail("crew received task progress while comms is sabotaged")
		}
	}
}

func (c *invariants) checkVote(e game.Voted) {
	seat := c.seat(e.By)
	if c.dead.Has(seat) || c.voted.Has(seat) && !c.someoneLeft() {
		c.fail("%s voted while dead or twice", e.By)
	}
	c.voted |= game.Only(seat)
}

// someoneLeft reports whether voters may have voted again.
func (c *invariants) someoneLeft() bool { return c.left != 0 }

func (c *invariants) checkTally(e game.Tallied) {
	votes, living := 0, 0
	for _, line := range e.Votes {
		votes += line.Count
		if c.settings.AnonymousVotes && line.Voters != nil {
			c.fail("voters sent in an anonymous vote")
		}
	}
	for seat := range c.ids {
		if c.roles[seat] != "" && !c.dead.Has(seat) {
			living++
		}
	}
	if votes > living {
		c.fail("%d votes of %d living", votes, living)
	}
	if e.Ejected != "" {
		seat := c.seat(e.Ejected)
		if c.dead.Has(seat) {
			c.fail("%s ejected while dead", e.Ejected)
		}
		c.recordDeath(seat, c.lastPos[seat])
		c.knowDeath[seat] = math.MaxUint16
	}
	if !c.settings.ConfirmEjects && e.Role != "" {
		c.fail("the role of an ejected player sent")
	}
}

func (c *invariants) checkProgress(to game.Audience, e game.TasksProgressed) {
	if e.Done < c.tasksDone || e.Done > e.Total {
		c.fail("tasks went from %d to %d of %d", c.tasksDone, e.Done, e.Total)
	}
	if !c.comms {
		c.tasksDone = e.Done
	}
	for seat := range c.ids {
		if to.Has(seat) && c.comms && c.roles[seat] == game.Crew {
			c.fail("crew received task progress while comms is sabotaged")
		}
	}
}

func (c *invariants) checkEnd(e game.Ended) {
	c.ended++
	if c.ended > 1 {
		c.fail("the game ended twice")
	}
	if (e.Winner == "") != (e.Reason == game.Abandoned) {
		c.fail("winner %q by %s", e.Winner, e.Reason)
	}
	living := map[game.Role]int{}
	for _, s := range e.Players {
		if s.Alive {
			living[s.Role]++
		}
		if s.Role == game.Imposter && (s.TasksDone > 0 || s.CorrectVotes > 0) || s.Role == game.Crew && s.Kills > 0 || s.CorrectVotes > s.Votes {
			c.fail("score %+v", s)
		}
	}
	if e.Reason == game.Parity && living[game.Imposter] < living[game.Crew] || e.Reason == game.ImpostersGone && living[game.Imposter] > 0 {
		c.fail("%s with %v living", e.Reason, living)
	}
}
