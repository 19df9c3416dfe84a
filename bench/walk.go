package main

import (
	"math/rand/v2"
	"time"

	"sagishi/bench/client"
	"sagishi/game"
	"sagishi/protocol"
)

// step sends the next position of a player who walks all the time.
func (p *player) step() {
	c := p.match.generator
	number := p.nextStep.Load()
	p.payload = protocol.AppendPosition(p.payload[:0], c.variant.encoding(), positionAt(p.origin, number))
	p.sendStep(protocol.OpPosition, players-1)
}

// turn sends another direction for such a player.
func (p *player) turn(random *rand.Rand) {
	c := p.match.generator
	at := p.walkedTo(time.Now().UnixNano())
	p.heading = freeDirection(random, c.board.Paths, p.heading, at)
	direction := directionVector(p.heading)
	p.keepDirection(direction)
	p.payload = client.AppendMove(p.payload[:0], c.variant.encoding(), direction)
	p.sendStep(protocol.OpMove, players-1)
}

// walkedTo is where the player is now: courses tell it only at turns.
func (p *player) walkedTo(now int64) game.Vec {
	at := unpack(p.position.Load())
	if p.match.generator.variant.Positions != client.Course {
		return at
	}
	ticks := (now - p.positionAt.Load()) * perSecond / int64(time.Second)
	return ahead(at, p.heading, ticks)
}

// sendStep sends the payload as the player's next message whose arrival at other
// players is measured, or not if nobody receives it.
func (p *player) sendStep(op int64, receivers int64) {
	c := p.match.generator
	number := p.nextStep.Load()
	now := time.Now().UnixNano()
	measured := now
	if receivers == 0 {
		measured = 0
	}
	p.sentAt[number%keptSteps].Store(measured)
	p.nextStep.Store(number + 1)
	c.windows.Load().recordSent(now, receivers)
	p.sendNow(op)
}

// sendNow sends the payload.
func (p *player) sendNow(op int64) {
	if !p.disconnected.Load() && p.send(op, p.payload) != nil {
		p.disconnected.Store(true)
	}
}

// keepDirection keeps the direction of the next message.
func (p *player) keepDirection(direction game.Vec) {
	p.kept[p.nextStep.Load()%keptSteps].Store(pack(direction))
}

// pack and unpack put a place or a direction on the ground into one number.
func pack(v game.Vec) uint64 { return uint64(uint32(v.X))<<32 | uint64(uint32(v.Z)) }

func unpack(packed uint64) game.Vec {
	return game.Vec{X: int32(uint32(packed >> 32)), Z: int32(uint32(packed))}
}
