package client

import (
	"math/bits"

	"sagishi/game"
	"sagishi/game/bots"
)

// Places are where a client draws everybody: what it was told, and how it goes on
// from there. The client itself walks by its own directions.
type Places struct {
	Seat     int // the client's own
	MaxSpeed int32
	Rate     int      // ticks a second
	Heading  game.Vec // the client's own direction, in thousandths
	// Predicts says that the client goes on by its own steps until the match tells it
	// where it is; Reports that it sends its positions, so that the match need not.
	// Else it is where the match last said.
	Predicts, Reports bool

	at, direction [game.MaxSeats]game.Vec
	remainder     [2]int64 // of the client's own steps, below a thousandth
	fresh, moving game.Audience
	hidden        game.Audience
}

// Own is where the client itself is.
func (p *Places) Own() game.Vec { return p.at[p.Seat] }

// Place puts a player somewhere, to stand there.
func (p *Places) Place(seat int, at game.Vec) {
	p.at[seat], p.direction[seat] = at, game.Vec{}
	p.fresh |= game.Only(seat)
	p.moving &^= game.Only(seat)
}

// Hide takes a player out of sight.
func (p *Places) Hide(seat int) { p.hide(game.Only(seat)) }

func (p *Places) hide(seats game.Audience) {
	p.hidden |= seats
	p.moving &^= seats
	p.fresh &^= seats
}

// Update reads op 103.
func (p *Places) Update(u *Update) {
	for rest := uint16(u.Shown); rest != 0; rest &= rest - 1 {
		seat := bits.TrailingZeros16(rest)
		if seat == p.Seat && (p.Predicts || p.Reports) {
			p.correct(u.At[seat], u.Direction[seat])
			continue
		}
		p.Place(seat, u.At[seat])
		if u.Direction[seat] != (game.Vec{}) {
			p.direction[seat] = u.Direction[seat]
			p.moving |= game.Only(seat)
		}
	}
	p.hidden &^= u.Shown
	p.hide(u.Hidden)
}

// correct reads the client's own course. The match has made a step that the client
// makes only with its next tick.
func (p *Places) correct(at, direction game.Vec) {
	if p.Reports {
		return
	}
	if SameWay(direction, p.Heading) {
		step := p.step(direction, &[2]int64{})
		at.X, at.Z = at.X-step.X, at.Z-step.Z
	}
	p.at[p.Seat] = at
}

// SameWay reports whether two directions are the same but for rounding.
func SameWay(a, b game.Vec) bool {
	const tolerance = 3
	return max(a.X-b.X, b.X-a.X, a.Z-b.Z, b.Z-a.Z) <= tolerance
}

// step returns how far a player walks in a tick, and carries on the remainder, as the
// match does.
func (p *Places) step(direction game.Vec, remainder *[2]int64) game.Vec {
	return game.Vec{X: p.length(direction.X, &remainder[0]), Z: p.length(direction.Z, &remainder[1])}
}

func (p *Places) length(direction int32, remainder *int64) int32 {
	unit := int64(game.Milli) * int64(max(p.Rate, 1))
	length := *remainder + int64(direction)*int64(p.MaxSpeed)
	*remainder = length % unit
	return int32(length / unit)
}

// Advance lets everyone go on for one tick.
func (p *Places) Advance() {
	for rest := uint16(p.moving); rest != 0; rest &= rest - 1 {
		seat := bits.TrailingZeros16(rest)
		p.walk(seat, p.direction[seat], &[2]int64{})
	}
	if (p.Predicts || p.Reports) && p.Heading != (game.Vec{}) {
		p.walk(p.Seat, p.Heading, &p.remainder)
	}
}

func (p *Places) walk(seat int, direction game.Vec, remainder *[2]int64) {
	step := p.step(direction, remainder)
	p.at[seat].X += step.X
	p.at[seat].Z += step.Z
	p.fresh |= game.Only(seat)
}

// Take returns what has changed since the last call, for the bot.
func (p *Places) Take() bots.Positions {
	seen := bots.Positions{Shown: p.fresh, Hidden: p.hidden, At: &p.at}
	p.fresh, p.hidden = 0, 0
	return seen
}
