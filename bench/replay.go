package main

import (
	"time"

	"sagishi/game"
	"sagishi/protocol"
)

// replayTick lets a player of a relayed match walk as a bot once walked in a game:
// while it was in the phase playing the player sends ten positions a second, whether
// walking or not.
func (p *player) replayTick() {
	m := p.match
	c := m.generator
	t := &c.traces[m.number%len(c.traces)]
	at, moved, playing := t.step(p.seat, m.offset+p.ticks)
	p.ticks++
	c.windows.Load().recordMix(time.Now().UnixNano(), playing, playing && moved)
	if playing && (moved || !c.variant.OnlySteps) {
		p.sendPosition(at, players-1)
	}
}

// sendPosition sends op 1. Its arrival is measured only if it is a new place, since
// that tells it from the position before.
func (p *player) sendPosition(at game.Vec, receivers int64) {
	number := p.nextStep.Load()
	if number > 0 && unpack(p.kept[(number-1)%keptSteps].Load()) == (game.Vec{X: at.X, Z: at.Z}) {
		receivers = 0
	}
	p.kept[number%keptSteps].Store(pack(at))
	p.payload = protocol.AppendPosition(p.payload[:0], p.match.generator.variant.encoding(), at)
	p.sendStep(protocol.OpPosition, receivers)
}

// keptStep returns the last of a player's kept steps after another one at this
// place; false if there is none that is measured.
func (p *player) keptStep(at game.Vec, after int64) (int64, bool) {
	next := p.nextStep.Load()
	place := pack(at)
	for step := next - 1; step > after && step > next-keptSteps; step-- {
		if p.kept[step%keptSteps].Load() == place && p.sentAt[step%keptSteps].Load() != 0 {
			return step, true
		}
	}
	return 0, false
}
