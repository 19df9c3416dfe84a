package game_test

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"sagishi/game"
	"sagishi/game/bots/simulation"
	"sagishi/internal/platform/gamedata"
)

// shownPlayer is a player in the picture that a client draws.
type shownPlayer struct {
	shown  bool
	course game.Course
	tick   int // of the course

	// For the check of the way: where the player was, and which way the client showed,
	// in the last tick.
	seen     bool
	at       game.Vec
	way      game.Vec
	mistaken int // for how many ticks in a row the player went another way than shown
}

// picture is one client's drawing of the others, from the lists of players and the
// courses that it is told.
type picture struct {
	id       game.PlayerID
	settings game.Settings
	players  [game.MaxSeats]shownPlayer
}

// pictures draws the picture of each client in each tick, and compares it with what
// the client's player may know.
type pictures struct {
	courses                       *game.Courses
	clients                       [game.MaxSeats]*picture
	walkers                       game.Audience           // whom the server walks
	wishes                        [game.MaxSeats]game.Vec // the directions that they sent last
	turned                        game.Audience           // who sent another one in this tick
	tick, rate                    int
	messages, snapshots, compared int
	problems                      []string
}

func (p *pictures) fail(format string, args ...any) {
	if len(p.problems) < 10 {
		p.problems = append(p.problems, fmt.Sprintf("tick %d: %s", p.tick, fmt.Sprintf(format, args...)))
	}
}

func (p *pictures) check(g *game.Game, inputs []game.Input, events []game.Event) {
	p.tick++
	if p.courses == nil {
		p.courses, p.rate = game.NewCourses(g), 10
	}
	p.courses.Update(math.MaxUint16)
	for i := range events {
		for seat := range p.clients {
			if events[i].To.Has(seat) {
				p.deliver(seat, events[i].Body)
			}
		}
	}
	p.findWalkers(g, inputs, events)
	for seat, c := range p.clients {
		if c == nil || g.PlayerAt(seat) != c.id {
			p.clients[seat] = nil
			continue
		}
		if !connected(g, c.id) {
			continue
		}
		p.receive(g, seat)
		p.compare(g, seat)
	}
}

func connected(g *game.Game, id game.PlayerID) bool {
	return slices.ContainsFunc(g.View(id).Players, func(v game.PlayerView) bool { return v.UserID == id && v.Connected })
}

// deliver handles an event: in a list of players all stand.
func (p *pictures) deliver(seat int, body game.Body) {
	if e, ok := body.(game.StateSent); ok {
		p.clients[seat] = &picture{id: e.View.You, settings: e.View.Settings}
		p.clients[seat].list(e.View.Players, p.tick)
		return
	}
	c := p.clients[seat]
	if c == nil {
		return
	}
	switch e := body.(type) {
	case game.PhaseChanged:
		c.list(e.Players, p.tick)
	case game.PlayersChanged:
		c.list(e.Players, p.tick)
		if e.Settings != nil {
			c.settings = *e.Settings
		}
	case game.DeathSeen:
		for i := range p.clients {
			if p.clients[i] != nil && p.clients[i].id == e.Victim {
				c.players[i].shown = false
			}
		}
	default:
	}
}

func (c *picture) list(players []game.PlayerView, tick int) {
	if players == nil {
		return
	}
	var seen game.Audience
	for _, v := range players {
		if v.Seen {
			c.players[v.Index].set(game.Course{At: v.At}, tick)
			seen |= game.Only(v.Index)
		}
	}
	for i := range c.players {
		c.players[i].shown = seen.Has(i)
	}
}

func (s *shownPlayer) set(course game.Course, tick int) {
	s.shown, s.course, s.tick = true, course, tick
}

// findWalkers notes whom the server walks: the last movement of the player that was
// taken is a direction.
func (p *pictures) findWalkers(g *game.Game, inputs []game.Input, events []game.Event) {
	var refused, steer game.Audience
	p.turned = 0
	for i := range events {
		switch events[i].Body.(type) {
		case game.Refused, game.PositionCorrected:
			refused |= events[i].To
		default:
		}
	}
	for i := range inputs {
		seat, ok := g.Seat(inputs[i].By)
		switch kind := inputs[i].Action.Kind; {
		case !ok:
		case kind == game.Position:
			p.walkers &^= game.Only(seat)
			refused |= game.Only(seat)
		case kind == game.Steer:
			steer |= game.Only(seat)
			if p.wishes[seat] != inputs[i].Action.To || !p.walkers.Has(seat) {
				p.wishes[seat] = inputs[i].Action.To
				p.turned |= game.Only(seat)
			}
		}
	}
	p.walkers |= steer &^ refused
}

// receive handles op 103.
func (p *pictures) receive(g *game.Game, seat int) {
	c, shown, hidden := p.clients[seat], p.courses.Shown(seat), g.Hidden(seat)
	if g.Visible(seat)|hidden != 0 {
		p.snapshots++
	}
	if shown|hidden != 0 {
		p.messages++
	}
	if shown&hidden != 0 {
		p.fail("%s is told courses %b and that %b are hidden", c.id, shown, hidden)
	}
	for i := range c.players {
		if shown.Has(i) {
			c.players[i].set(p.courses.Course(i, p.courses.Ghosts(seat).Has(i)), p.tick)
		}
		if hidden.Has(i) {
			c.players[i].shown = false
		}
	}
}

// compare compares the picture of a seat's client with what its player may know.
func (p *pictures) compare(g *game.Game, seat int) {
	c := p.clients[seat]
	for _, v := range g.View(c.id).Players {
		s := &c.players[v.Index]
		if v.UserID == c.id {
			continue
		}
		if s.shown != v.Seen {
			p.fail("%s shows %s: %v, but may see: %v", c.id, v.UserID, s.shown, v.Seen)
		}
		if !v.Seen || !s.shown {
			s.seen = false
			continue
		}
		p.compared++
		way := float64(c.settings.MaxSpeed) / float64(p.rate) // of one tick
		most := max(250, 1.25*way) + way
		if p.walkers.Has(v.Index) {
			most = 60 // 0.25 is promised
			p.compareWay(c, v, way)
		}
		s.seen, s.at, s.way = true, v.At, s.course.Direction
		x, z := s.place(p.tick, way)
		if off := math.Hypot(math.Hypot(x-float64(v.At.X), z-float64(v.At.Z)), float64(s.course.At.Y-v.At.Y)); off > most+3 {
			p.fail("%s shows %s at %.0f, %.0f: off by %.0f from %v; walker: %v", c.id, v.UserID, x, z, off, v.At, p.walkers.Has(v.Index))
		}
	}
}

// place returns where the client draws the player.
func (s *shownPlayer) place(tick int, way float64) (x, z float64) {
	length := float64(tick-s.tick) * way / game.Milli
	return float64(s.course.At.X) + float64(s.course.Direction.X)*length, float64(s.course.At.Z) + float64(s.course.Direction.Z)*length
}

// compareWay checks that a walker does not go another way than shown for longer than
// one tick.
func (p *pictures) compareWay(c *picture, v game.PlayerView, way float64) {
	s := &c.players[v.Index]
	x := float64(v.At.X-s.at.X) - float64(s.way.X)*way/game.Milli
	z := float64(v.At.Z-s.at.Z) - float64(s.way.Z)*way/game.Milli
	if !s.seen || p.turned.Has(v.Index) || math.Hypot(x, z) <= 60 {
		s.mistaken = 0
		return
	}
	if s.mistaken++; s.mistaken > 1 {
		p.fail("%s: %s goes another way than %v for %d ticks: from %v to %v", c.id, v.UserID, s.way, s.mistaken, s.at, v.At)
	}
}

// TestPicturesOfCourses plays whole games with bots that walk by op 1 and by op 13,
// and draws every client's picture in every tick.
func TestPicturesOfCourses(t *testing.T) {
	all, err := gamedata.LoadMaps(gamedata.EmbeddedMaps())
	if err != nil {
		t.Fatal(err)
	}
	games := 40
	if testing.Short() || raceDetector {
		games = 8
	}
	messages, snapshots := 0, 0
	for seed := uint64(1); seed <= uint64(games); seed++ {
		players, o := seedOptions(all, seed)
		p := &pictures{}
		o.Watch = p.check
		simulation.Play(seed, players, o)
		for _, problem := range p.problems {
			t.Errorf("seed %d: %s", seed, problem)
		}
		if p.compared == 0 {
			t.Errorf("seed %d: nothing compared", seed)
		}
		messages, snapshots = messages+p.messages, snapshots+p.snapshots
	}
	t.Logf("%d messages, %.2f × those of snapshots", messages, float64(messages)/float64(snapshots))
}
