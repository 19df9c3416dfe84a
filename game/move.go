package game

// position moves a player who walks by telling where they are.
func (g *Game) handlePosition(p *player, to Vec) refusal {
	r := g.checkMovement(p)
	switch {
	case r.code != "":
	case !g.gameMap.contains(to):
		r = refuse(CodeOutOfBounds, "outside the map")
	case !p.placed:
		p.placed = true
		g.moveTo(p, to)
	case !p.spendMove(to, int64(g.rules.rate)):
		r = refuse(CodeTooFast, "faster than anyone can walk")
	default:
		p.stopWalking()
		p.steered = false
		g.moveTo(p, to)
	}
	if r.code != "" {
		g.emitCorrection(p)
	}
	return r
}

// steer makes the server walk a player.
func (g *Game) handleSteer(p *player, wish Vec) refusal {
	if r := g.checkMovement(p); r.code != "" {
		g.emitCorrection(p)
		return r
	}
	p.steered, p.placed = true, true
	p.heading, p.stepSize = clampDirection(wish)
	return refusal{}
}

func (g *Game) checkMovement(p *player) refusal {
	switch {
	case !g.phase.allowsMovement():
		return wrongPhase()
	case p.vent >= 0:
		return inVent()
	}
	return refusal{}
}

// correct tells a player where they are, once a Step.
func (g *Game) emitCorrection(p *player) {
	if p.correctionSentAt != g.tick {
		p.correctionSentAt = g.tick
		g.emit(p.bit, PositionCorrected{At: p.pos})
	}
}

// pay takes the way to a place from the player's budget, if it is enough.
func (p *player) spendMove(to Vec, rate int64) bool {
	cost2 := distance2(p.pos, to) * rate * rate
	if cost2 > p.moveBudget*p.moveBudget {
		return false
	}
	p.moveBudget -= sqrtCeil(cost2)
	return true
}

func (p *player) stopWalking() { p.heading, p.stepSize, p.remainder = Vec{}, 0, [2]int64{} }

// walk moves those whom the server walks by one tick.
func (g *Game) walkSteered() {
	if !g.phase.allowsMovement() {
		return
	}
	for _, p := range g.players {
		if p.stepSize == 0 || !p.connected || p.vent >= 0 {
			continue
		}
		cost := p.stepSize * g.rules.speed / Milli
		if p.moveBudget < cost {
			continue // gone in this tick already, by telling
		}
		p.moveBudget -= cost
		to := p.pos
		to.X += g.stepLength(p.heading.X, &p.remainder[0])
		to.Z += g.stepLength(p.heading.Z, &p.remainder[1])
		g.moveTo(p, g.gameMap.nearestInside(to))
	}
}

// stride is how far a player walks in one tick along an axis. What is less
// than the smallest step is carried over.
func (g *Game) stepLength(dir int32, carry *int64) int32 {
	whole := int64(Milli) * int64(g.rules.rate)
	way := *carry + int64(dir)*g.rules.speed
	*carry = way % whole
	return clampInt32(way / whole)
}

// moveTo puts a player where they walked to.
func (g *Game) moveTo(p *player, to Vec) {
	if to == p.pos {
		return
	}
	p.pos = to
	g.visibility.moved |= p.bit
	g.visibility.markDirty(p.bit)
	g.updateTaskTimers(p)
}

// spawn is where the seat begins.
func (g *Game) spawnPoint(seat int) Vec { return g.gameMap.Spawns[seat%len(g.gameMap.Spawns)] }

// gather puts everyone at a spawn. Others learn of it from the phase's
// message.
func (g *Game) respawnAll() {
	for i, p := range g.players {
		p.pos, p.vent, p.placed = g.spawnPoint(i), -1, true
		p.moveBudget = g.rules.moveBudgetMax
		for t := range p.tasks {
			p.tasks[t].arrivedAt = -1
		}
		g.updateTaskTimers(p)
	}
	g.visibility.markDirty(everyone)
}
