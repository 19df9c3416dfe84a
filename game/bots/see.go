package bots

import "sagishi/game"

// Positions are those that a seat is sent in a tick: where the players who are shown
// are, and who went out of sight. At holds nothing of use for the others.
type Positions struct {
	Shown, Hidden game.Audience
	At            *[game.MaxSeats]game.Vec
}

// See reads the positions that the seat is sent in this tick. With Human it may be
// left out if there are none.
func (b *Bot) See(p Positions) {
	if p.Shown|p.Hidden != 0 {
		b.readPositions(p)
	}
	if b.alive && b.phase == game.Playing && b.timeToWatch() {
		b.updateCompany()
	}
}

func (b *Bot) readPositions(p Positions) {
	b.viewStale = true
	for rest := p.Shown; rest != 0; rest &= rest - 1 {
		seat := rest.First()
		if seat == b.Seat {
			b.at = p.At[seat]
			continue
		}
		b.others[seat].at, b.others[seat].seenAt = p.At[seat], b.now
	}
	for rest := p.Hidden; rest != 0; rest &= rest - 1 {
		b.others[rest.First()].seenAt = -1
	}
}
