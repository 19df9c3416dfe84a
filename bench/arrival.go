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
// turns before it have been delivered. A player who turns towards a wall is seen to go
// along it, unless an earlier turn went that way.
func (p *player) recordTurn(seat int, at, direction game.Vec, now int64) {
	seen := seenWay{p.match.generator.variant.Positions == client.Course, direction, p.lastPosition[seat], at}
	if !p.recordTurnThat(seen.shows, seat, now) {
		p.recordTurnThat(seen.showsAlongWall, seat, now)
	}
}

// recordTurnThat records the newest turn of which a player sees the direction, and
// reports whether there is one.
func (p *player) recordTurnThat(seen func(wanted game.Vec) bool, seat int, now int64) bool {
	const back = 3 // turns, of a player who turns several times within the latency
	other := p.match.players[seat]
	last := other.nextStep.Load() - 1
	for turn := last; turn > max(p.lastStep[seat], last-back); turn-- {
		wanted := unpack(other.kept[turn%keptSteps].Load())
		if other.sentAt[turn%keptSteps].Load() == 0 && wanted != (game.Vec{}) {
			continue
		}
		if seen(wanted) {
			p.recordArrivals(seat, max(p.lastStep[seat]+1, last-back+1), turn, now)
			return true
		}
	}
	return false
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

// seenWay holds what shows a player which way another goes: the course, or the step
// since the last position.
type seenWay struct {
	course   bool
	told     game.Vec
	from, to game.Vec
}

// shows reports whether the other goes the way that it wanted. In a course a stop shows
// too: it is not measured, but the turns before it have been delivered with it.
func (s seenWay) shows(wanted game.Vec) bool {
	switch {
	case wanted == (game.Vec{}):
		return s.course && s.told == wanted
	case s.course:
		return client.SameWay(wanted, s.told)
	}
	return movedIn(wanted, s.from, s.to)
}

// showsAlongWall reports whether the other goes along a wall as the way that it wanted
// leads there.
func (s seenWay) showsAlongWall(wanted game.Vec) bool {
	return wanted.X != 0 && wanted.Z != 0 && (s.shows(game.Vec{X: wanted.X}) || s.shows(game.Vec{Z: wanted.Z}))
}
