package game

// handlePosition moves a player whose client sends its position, or corrects the
// client.
func (g *Game) handlePosition(p *player, to Vec) refusal {
	r := g.tryPosition(p, to)
	if r.code != "" {
		g.emitCorrection(p)
	}
	return r
}

// tryPosition moves a player to the position that its client sent, if that is allowed.
func (g *Game) tryPosition(p *player, to Vec) refusal {
	r, cost2 := g.checkMovement(p), p.moveCost2(to, g.rules.rate)
	switch {
	case r.code != "":
		return r
	case !g.gameMap.contains(to):
		return refuse(CodeOutOfBounds, "outside the map: stay between its min and max")
	case !p.placed:
		p.placed = true
		g.moveTo(p, to)
		return refusal{}
	case !p.canMove(cost2):
		return g.tooFast()
	case g.solid.blockWay(p.pos, to):
		return refuse(CodeBlocked, "a wall is in the way: go on from the position in op 1")
	}
	p.spendMove(cost2)
	p.stopWalking()
	p.steered = false
	g.visibility.reported |= p.bit
	g.moveTo(p, to)
	return refusal{}
}

// handleSteer makes the server walk a player.
func (g *Game) handleSteer(p *player, wish Vec) refusal {
	if r := g.checkMovement(p); r.code != "" {
		g.emitCorrection(p)
		return r
	}
	p.steered, p.placed = true, true
	p.heading, p.headingLength = clampDirection(wish)
	return refusal{}
}

func (g *Game) checkMovement(p *player) refusal {
	switch {
	case !g.phase.allowsMovement():
		return g.wrongPhase()
	case p.vent >= 0:
		return inVent()
	}
	return refusal{}
}

// emitCorrection sends a player's position to the player, at most once a Step.
func (g *Game) emitCorrection(p *player) {
	if p.correctionSentAt != g.tick {
		p.correctionSentAt = g.tick
		g.emit(p.bit, PositionCorrected{At: p.pos})
	}
}

func (p *player) stopWalking() { p.heading, p.headingLength, p.remainder = Vec{}, 0, [2]int64{} }

func (g *Game) stopEveryone() {
	for _, p := range g.players {
		p.stopWalking()
	}
}

// walkSteered walks the steered players by one tick.
func (g *Game) walkSteered() {
	for _, p := range g.players {
		if !g.walks(p) {
			continue
		}
		cost := p.headingLength * g.rules.speed / Milli
		if p.moveBudget < cost {
			continue // the player's own position messages used the budget
		}
		p.moveBudget -= cost
		g.moveTo(p, g.slide(p.pos, Vec{
			X: g.stepLength(p.heading.X, &p.remainder[0]),
			Z: g.stepLength(p.heading.Z, &p.remainder[1]),
		}))
	}
}

// walks reports whether the server walks a player now.
func (g *Game) walks(p *player) bool {
	return p.headingLength != 0 && p.connected && p.vent < 0 && g.phase.allowsMovement()
}

// stepLength returns how far a player walks in one tick along an axis. The
// remainder below one thousandth of a unit is carried to the next tick.
func (g *Game) stepLength(heading int32, remainder *int64) int32 {
	perTick := int64(Milli) * int64(g.rules.rate)
	length := *remainder + int64(heading)*g.rules.speed
	*remainder = length % perTick
	return clampInt32(length / perTick)
}

func (g *Game) moveTo(p *player, to Vec) {
	if to == p.pos {
		return
	}
	p.pos = to
	p.markActive()
	g.visibility.moved |= p.bit
	g.visibility.markDirty(p.bit)
	g.updateTaskTimers(p)
}

func (g *Game) spawnPoint(i int) Vec { return g.gameMap.Spawns[i%len(g.gameMap.Spawns)] }

// respawnAll puts everyone at a spawn point. The event of the phase contains the
// new positions.
func (g *Game) respawnAll() {
	for i, p := range g.players {
		p.pos, p.vent, p.placed = g.spawnPoint(i), -1, true
		p.moveBudget = g.rules.moveBudgetMax
		for t := range p.tasks {
			p.tasks[t].arrivedAt = -1
		}
		g.updateTaskTimers(p)
	}
	g.visibility.reported = 0
	g.visibility.markDirty(everyone)
}
