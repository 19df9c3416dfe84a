package game

import "math/bits"

// MaxSeats is the most players a match can hold. Seats have the indexes
// 0..MaxSeats-1.
const MaxSeats = 16

// Audience is a set of seats: bit i stands for the seat with index i. An event
// with the zero value reaches no one.
type Audience uint16

// everyone is every seat, taken or not.
const everyone Audience = 1<<MaxSeats - 1

// Only returns the audience of one seat.
func Only(seat int) Audience { return 1 << seat }

// Has reports whether the seat is in the audience.
func (a Audience) Has(seat int) bool { return a&Only(seat) != 0 }

// First returns the lowest seat of an audience that is not empty.
func (a Audience) First() int { return bits.TrailingZeros16(uint16(a)) }

// Count returns how many seats are in the audience.
func (a Audience) Count() int { return bits.OnesCount16(uint16(a)) }

// audienceOf returns the seats of the players for whom include is true.
func (g *Game) audienceOf(include func(*player) bool) Audience {
	var a Audience
	for _, p := range g.players {
		if include(p) {
			a |= p.bit
		}
	}
	return a
}

// connectedAudience runs several times a tick: a loop of its own is faster than
// audienceOf.
func (g *Game) connectedAudience() Audience {
	var a Audience
	for _, p := range g.players {
		if p.connected {
			a |= p.bit
		}
	}
	return a
}

func (g *Game) connectedCount() int { return g.connectedAudience().Count() }

func (g *Game) roleAudience(role Role) Audience {
	return g.audienceOf(func(p *player) bool { return p.role == role })
}

// Count returns the number of seats taken by persons. A disconnected player's seat
// counts until the player has left. Seats of bots do not, since persons may take them.
func (g *Game) Count() int {
	return (g.audienceOf((*player).occupiesSeat) &^ g.bots).Count()
}
