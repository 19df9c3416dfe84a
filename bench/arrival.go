package main

import (
	"math/bits"

	"sagishi/bench/client"
	"sagishi/game"
)

// recordUpdate records what op 103 tells a player of the others.
func (p *player) recordUpdate(u *client.Update, now int64) {
	move := p.match.generator.variant.Move
	for rest := uint16(u.Shown); rest != 0; rest &= rest - 1 {
		index := bits.TrailingZeros16(rest)
		seat, at := p.match.seats[index], u.At[index]
		switch {
		case seat < 0 || seat >= players:
			continue
		case seat == p.seat:
			p.position.Store(pack(at))
			p.positionAt.Store(now)
		case move:
			p.recordTurn(seat, at, u.Direction[index], now)
		default:
			p.recordPosition(seat, at, now)
		}
		p.lastPosition[seat] = at
	}
}

// recordPosition records the position of another player: it and all positions
// before it have been delivered.
func (p *player) recordPosition(seat int, at game.Vec, now int64) {
	step, ok := p.match.players[seat].stepAt(at, p.lastStep[seat])
	if !ok || step <= p.lastStep[seat] {
		return
	}
	p.recordArrivals(seat, max(p.lastStep[seat]+1, step-keptSteps+1), step, now)
}

// stepAt returns the player's last step at a place.
func (p *player) stepAt(at game.Vec, after int64) (int64, bool) {
	if p.match.generator.variant.Games {
		return p.keptStep(at, after)
	}
	return stepOf(p.origin, at, p.nextStep.Load())
}

// recordTurn records that the player sees another player's new direction: it and all
// turns before it have been delivered.
func (p *player) recordTurn(seat int, at, direction game.Vec, now int64) {
	const back = 3 // turns, of a player who turns several times within the latency
	other := p.match.players[seat]
	last := other.nextStep.Load() - 1
	for turn := last; turn > max(p.lastStep[seat], last-back); turn-- {
		wanted := unpack(other.kept[turn%keptSteps].Load())
		if other.sentAt[turn%keptSteps].Load() == 0 && !p.stopped(wanted, direction) {
			continue
		}
		if p.turned(wanted, direction, p.lastPosition[seat], at) {
			p.recordArrivals(seat, max(p.lastStep[seat]+1, last-back+1), turn, now)
			return
		}
	}
}

// recordArrivals records that messages of another player have been delivered, of
// which the last is the one that was received.
func (p *player) recordArrivals(seat int, first, last, now int64) {
	other := p.match.players[seat]
	w := p.match.generator.windows.Load()
	for s := first; s <= last; s++ {
		sent := other.sentAt[s%keptSteps].Load()
		w.recordArrival(sent, now)
		if s == last && w.contains(sent) {
			w.exact.Add(1)
		}
	}
	p.lastStep[seat] = last
}

// turned reports whether what a player was told of another shows a direction: by the
// course, or by the step since the last position.
func (p *player) turned(wanted, told, from, to game.Vec) bool {
	if p.match.generator.variant.Positions == client.Course {
		return client.SameWay(wanted, told)
	}
	return movedIn(wanted, from, to)
}

// stopped reports whether a course tells that another player stopped, as it wanted. A
// stop is not measured, but the turns before it have been delivered with it.
func (p *player) stopped(wanted, told game.Vec) bool {
	return p.match.generator.variant.Positions == client.Course && wanted == (game.Vec{}) && told == wanted
}
