package client

import (
	"math/rand/v2"

	"sagishi/game"
	"sagishi/game/bots"
)

// Config has the knowledge of a client before it joins.
type Config struct {
	Map  *game.Map
	Mode game.Mode
	Rate int // ticks a second, of the match and of the client
	Rand *rand.Rand
}

// Seat is a client that a bot plays at the speed of a person. It knows what the match
// tells it and nothing else. It is not safe for concurrent use.
type Seat struct {
	Places Places

	config Config
	bot    *bots.Bot // nil until op 100
	phase  game.Phase
	alive  bool
	tick   int
}

// NewSeat returns a client that has not been told anything yet.
func NewSeat(config Config) *Seat { return &Seat{config: config} }

// Connect says how the client plays from now on: how it is told positions, and
// whether it reports its own or sends directions.
func (s *Seat) Connect(mode Mode, reports bool) {
	s.Places.Reports, s.Places.Predicts = reports, mode == Course
}

// Seated reports whether the match has told the client its seat.
func (s *Seat) Seated() bool { return s.bot != nil }

// Starting reports whether the match counts down to a game.
func (s *Seat) Starting() bool { return s.phase == game.Starting }

// Playing reports whether players may walk.
func (s *Seat) Playing() bool { return s.phase == game.Playing }

// Alive reports whether the client's player lives.
func (s *Seat) Alive() bool { return s.alive }

// Tick lets everyone go on for one tick, and appends what the client does. A seat
// that has not been told anything does nothing.
func (s *Seat) Tick(in []game.Input) []game.Input {
	if s.bot == nil {
		return in
	}
	s.tick++
	acts := s.bot.Begin(s.tick)
	s.Places.Advance()
	s.bot.See(s.Places.Take())
	if acts {
		in = s.bot.Act(in)
	}
	return in
}

// TakeLine returns what the client's player says in this tick. ok is false if it is
// silent.
func (s *Seat) TakeLine() (line bots.Line, ok bool) {
	if s.bot == nil {
		return line, false
	}
	return s.bot.TakeLine()
}

// Hear tells the client what a player says.
func (s *Seat) Hear(line bots.Line) {
	if s.bot != nil {
		s.bot.Hear(line)
	}
}

// Receive tells the client what happened.
func (s *Seat) Receive(body game.Body) {
	switch e := body.(type) {
	case game.StateSent:
		s.take(&e.View)
	case game.PhaseChanged:
		s.phase, s.Places.Heading = e.Phase, game.Vec{}
		s.placeAll(e.Players)
	case game.PlayersChanged:
		s.placeAll(e.Players)
	case game.PositionCorrected: // walking on would be refused again
		s.Places.Heading = game.Vec{}
		s.Places.Place(s.Places.Seat, e.At)
	case game.DeathSeen:
		s.alive = s.alive && (s.bot == nil || e.Victim != s.bot.ID)
	default:
	}
	if s.bot != nil {
		s.bot.Receive(body)
	}
}

// take reads op 100. The first one makes the bot.
func (s *Seat) take(view *game.View) {
	for i := range view.Players {
		if view.Players[i].UserID != view.You || s.bot != nil {
			continue
		}
		s.Places.Seat, s.Places.MaxSpeed, s.Places.Rate = view.Players[i].Index, view.Settings.MaxSpeed, s.config.Rate
		s.bot = bots.New(bots.Config{
			ID: view.You, Seat: view.Players[i].Index, Map: s.config.Map, Mode: s.config.Mode,
			TickRate: s.config.Rate, Rand: s.config.Rand, Human: true,
		})
	}
	s.phase, s.Places.Heading = view.Phase, game.Vec{} // the bot plans its way again
	s.placeAll(view.Players)
}

// placeAll reads a list of players, in which all stand.
func (s *Seat) placeAll(list []game.PlayerView) {
	for i := range list {
		view := &list[i]
		if s.bot != nil && view.UserID == s.bot.ID {
			s.alive = view.Alive
		}
		if view.Seen {
			s.Places.Place(view.Index, view.At)
		}
	}
}
