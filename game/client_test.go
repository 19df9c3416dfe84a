package game_test

import (
	"fmt"
	"maps"
	"slices"
	"strconv"

	"sagishi/game"
)

// client holds a client's knowledge: the last op 100, and every event and position
// after it. It never asks the game.
type client struct {
	phase          game.Phase
	round          int
	ends           int // tick; 0 = the phase has no end
	host, you      game.PlayerID
	settings       game.Settings
	players        [game.MaxSeats]game.PlayerView // by index; without an id: the seat is free
	role           game.Role
	imposters      []game.PlayerID
	tasks          []game.TaskView
	done, total    int
	sabotage       string
	sabotageEnds   int
	bodies         map[game.PlayerID]game.Vec
	caller, victim game.PlayerID
	voted          map[game.PlayerID]bool
	vent           string
	killReady      int
	sabotageReady  int // of imposters
	meetingReady   int
	meetingsLeft   int
	tally          *game.Tallied
	ended          *game.Ended
}

// newClient is a client that received op 100 in this tick.
func newClient(v game.View, tick int) *client {
	c := &client{
		phase: v.Phase, round: v.Round, ends: deadline(v.Remaining, tick), host: v.Host, you: v.You, settings: v.Settings,
		role: v.Role, imposters: v.Imposters, done: v.TasksDone, total: v.TasksTotal,
		bodies: map[game.PlayerID]game.Vec{}, caller: v.Caller, victim: v.Victim, voted: map[game.PlayerID]bool{},
		sabotageReady: deadline(v.SabotageCooldown, tick),
	}
	c.setPlayers(v.Players)
	c.setOwn(v, tick)
	for _, s := range v.Sabotages {
		c.sabotage, c.sabotageEnds = s.System, deadline(s.Remaining, tick)
	}
	for _, b := range v.Bodies {
		c.bodies[b.UserID] = b.At
	}
	for _, id := range v.Voted {
		c.voted[id] = true
	}
	return c
}

// setOwn sets what a client knows from its own accepted actions.
func (c *client) setOwn(v game.View, tick int) {
	c.tasks, c.vent, c.meetingsLeft = slices.Clone(v.Tasks), v.Vent, v.MeetingsLeft
	c.killReady, c.meetingReady = deadline(v.KillCooldown, tick), deadline(v.EmergencyCooldown, tick)
}

// deadline turns a time left into a tick; 0 = the time is over, or none is set.
func deadline(ms int64, tick int) int {
	if ms == 0 {
		return 0
	}
	return tick + int(ms/100)
}

func (c *client) setPlayers(players []game.PlayerView) {
	c.players = [game.MaxSeats]game.PlayerView{}
	for _, p := range players {
		c.players[p.Index] = p
	}
}

func (c *client) player(id game.PlayerID) *game.PlayerView {
	i := slices.IndexFunc(c.players[:], func(p game.PlayerView) bool { return p.UserID == id })
	return &c.players[i]
}

// receive handles an event.
func (c *client) receive(body game.Body, tick int) {
	switch e := body.(type) {
	case game.StateSent:
		*c = *newClient(e.View, tick)
	case game.PhaseChanged:
		c.receivePhase(e, tick)
	case game.RoleAssigned:
		c.role, c.imposters, c.tasks = e.Role, e.Imposters, slices.Clone(e.Tasks)
		c.meetingsLeft = c.settings.EmergencyMeetings
	case game.MeetingCalled:
		if e.By == c.you {
			c.meetingsLeft--
		}
	case game.Voted:
		c.voted[e.By] = true
	case game.Tallied:
		c.tally = &e
	case game.DeathSeen:
		p := c.player(e.Victim)
		p.Alive = false
		if e.Victim != c.you && c.player(c.you).Alive {
			p.Seen = false
		}
		c.bodies[e.Victim] = e.At
	case game.TasksProgressed:
		c.done, c.total = e.Done, e.Total
	case game.SabotageChanged:
		c.sabotage, c.sabotageEnds = "", 0
		if e.Active {
			c.sabotage, c.sabotageEnds = e.System, deadline(e.Remaining, tick)
		} else if c.role == game.Imposter {
			c.sabotageReady = tick + int(c.settings.SabotageCooldown.Seconds()*10)
		}
	case game.PlayersChanged:
		c.host = e.Host
		c.setPlayers(e.Players)
		if e.Settings != nil {
			c.settings = *e.Settings
		}
		if e.Change == game.Left || e.Change == game.Kicked {
			delete(c.voted, e.UserID)
		}
	case game.Ended:
		c.sabotageReady = 0
		e.Replay = false
		c.ended = &e
	default:
	}
}

func (c *client) receivePhase(e game.PhaseChanged, tick int) {
	c.phase, c.round, c.ends = e.Phase, e.Round, deadline(e.Remaining, tick)
	c.caller, c.victim, c.voted = e.Caller, e.Victim, map[game.PlayerID]bool{}
	c.tally, c.ended = nil, nil
	if e.Players != nil {
		c.setPlayers(e.Players)
	}
	c.bodies = map[game.PlayerID]game.Vec{} // found in a meeting, or the game is over
}

// knowledge checks that op 100 has all that a client knows: in each tick it
// compares a client that heard everything with one that would return now. Each
// tick is one seat's turn, or none's.
type knowledge struct {
	clients  [game.MaxSeats]*client
	tick     int
	problems []string
}

func (k *knowledge) check(g *game.Game, inputs []game.Input, events []game.Event) {
	k.tick++
	tallies := map[int]game.Tallied{}
	for i := range events {
		for seat := range game.MaxSeats {
			if events[i].To.Has(seat) {
				k.deliver(seat, events[i].Body, tallies)
			}
		}
	}
	for seat, c := range k.clients {
		if c == nil || g.PlayerAt(seat) != c.you {
			k.clients[seat] = nil
			continue
		}
		c.receivePositions(g, seat)
		if acted(inputs, c.you) || k.roundBegan(events, seat) {
			c.setOwn(g.View(c.you), k.tick)
			if v := g.View(c.you); !slices.Contains(v.Voted, c.you) {
				delete(c.voted, c.you)
			}
		}
	}
	if k.tick%3 == 0 {
		k.compare(g, k.tick/3%game.MaxSeats)
	}
}

func (k *knowledge) roundBegan(events []game.Event, seat int) bool {
	return slices.ContainsFunc(events, func(e game.Event) bool {
		phase, ok := e.Body.(game.PhaseChanged)
		left, gone := e.Body.(game.PlayersChanged)
		return e.To.Has(seat) && (ok && phase.Phase != game.Discussion || gone && (left.Change == game.Left || left.Change == game.Kicked))
	})
}

// deliver passes an event to a seat's client. A tally comes before its phase.
func (k *knowledge) deliver(seat int, body game.Body, tallies map[int]game.Tallied) {
	if e, ok := body.(game.StateSent); ok {
		k.clients[seat] = newClient(e.View, k.tick-1)
		return
	}
	c := k.clients[seat]
	if c == nil {
		return
	}
	c.receive(body, k.tick)
	if e, ok := body.(game.Tallied); ok {
		tallies[seat] = e
	}
	if e, ok := body.(game.PhaseChanged); ok && e.Phase == game.Reveal {
		if tally, ok := tallies[seat]; ok {
			c.tally = &tally
		}
	}
}

func acted(inputs []game.Input, id game.PlayerID) bool {
	return slices.ContainsFunc(inputs, func(in game.Input) bool {
		return in.By == id && in.Action.Kind != game.Position && in.Action.Kind != game.Steer
	})
}

func (c *client) receivePositions(g *game.Game, seat int) {
	visible, hidden := g.Visible(seat), g.Hidden(seat)
	if visible|hidden == 0 {
		return
	}
	for i := range c.players {
		p := &c.players[i]
		if visible.Has(i) {
			p.Seen, p.At = true, g.At(i)
		}
		if hidden.Has(i) {
			p.Seen = false
		}
	}
}

// compare compares the seat's client with one that returns now.
func (k *knowledge) compare(g *game.Game, seat int) {
	have := k.clients[seat]
	if have == nil || len(k.problems) > 5 {
		return
	}
	view := g.View(have.you)
	want := newClient(view, k.tick)
	if !want.player(have.you).Connected {
		return
	}
	want.tally, want.ended = have.tally, have.ended // sent again after op 100: see resendOutcome
	have.alignTimes(want)
	old, now := have.describe(k.tick), want.describe(k.tick)
	for _, name := range slices.Sorted(maps.Keys(now)) {
		if old[name] != now[name] {
			k.problems = append(k.problems, fmt.Sprintf("tick %d, %s, %s (%s): %s: heard %s, op 100 says %s", k.tick, view.Phase, have.you, have.role, name, old[name], now[name]))
		}
	}
}

// alignTimes accepts a difference of one tick: an op 100 on joining waits for the
// end of the tick.
func (c *client) alignTimes(want *client) {
	times := []*int{&c.ends, &c.sabotageEnds, &c.sabotageReady, &c.killReady, &c.meetingReady}
	others := []int{want.ends, want.sabotageEnds, want.sabotageReady, want.killReady, want.meetingReady}
	for i, other := range others {
		if d := *times[i] - other; d == 1 || d == -1 {
			*times[i] = other
		}
	}
}

// describe writes each thing that a client knows. Times over are 0.
func (c *client) describe(tick int) map[string]string {
	left := func(until int) string { return fmt.Sprint(max(0, until-tick)) }
	out := map[string]string{
		"phase": fmt.Sprint(c.phase, c.round), "ends": left(c.ends), "host": string(c.host), "settings": fmt.Sprint(c.settings),
		"role": fmt.Sprint(c.role, c.imposters, c.tasks), "progress": fmt.Sprint(c.done, c.total),
		"sabotage": c.sabotage, "sabotage ends": left(c.sabotageEnds), "sabotage ready": left(c.sabotageReady), "bodies": fmt.Sprint(c.bodies),
		"meeting": fmt.Sprint(c.caller, c.victim), "voted": fmt.Sprint(c.voted), "vent": c.vent,
		"kill": left(c.killReady), "button": left(c.meetingReady), "calls": fmt.Sprint(c.meetingsLeft),
	}
	for i, p := range c.players {
		if p.UserID == c.you || !p.Seen {
			p.At = game.Vec{} // the own position is the client's
		}
		p.Seen = p.Seen || p.UserID == c.you
		out["player "+strconv.Itoa(i)] = fmt.Sprintf("%+v", p)
	}
	return out
}
