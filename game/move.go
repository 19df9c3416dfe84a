package game

// position moves a player who walks by telling where they are.
func (g *Game) position(p *player, to Vec) refusal {
	r := g.mayWalk(p)
	switch {
	case r.code != "":
	case !g.board.holds(to):
		r = refuse(CodeOutOfBounds, "outside the map")
	case !p.placed:
		p.placed = true
		g.moveTo(p, to)
	case !p.pay(to, int64(g.rules.rate)):
		r = refuse(CodeTooFast, "faster than anyone can walk")
	default:
		p.stand()
		p.steered = false
		g.moveTo(p, to)
	}
	if r.code != "" {
		g.correct(p)
	}
	return r
}

// steer makes the server walk a player.
func (g *Game) steer(p *player, wish Vec) refusal {
	if r := g.mayWalk(p); r.code != "" {
		g.correct(p)
		return r
	}
	p.steered, p.placed = true, true
	p.dir, p.pace = direction(wish)
	return refusal{}
}

func (g *Game) mayWalk(p *player) refusal {
	switch {
	case !g.phase.moves():
		return wrongPhase()
	case p.vent >= 0:
		return inVent()
	}
	return refusal{}
}

// correct tells a player where they are, once a Step.
func (g *Game) correct(p *player) {
	if p.correctedAt != g.tick {
		p.correctedAt = g.tick
		g.tell(p.bit, Corrected{At: p.pos})
	}
}

// pay takes the way to a place from the player's budget, if it is enough.
func (p *player) pay(to Vec, rate int64) bool {
	cost2 := gap2(p.pos, to) * rate * rate
	if cost2 > p.budget*p.budget {
		return false
	}
	p.budget -= rootUp(cost2)
	return true
}

func (p *player) stand() { p.dir, p.pace, p.carry = Vec{}, 0, [2]int64{} }

// walk moves those whom the server walks by one tick.
func (g *Game) walk() {
	if !g.phase.moves() {
		return
	}
	for _, p := range g.players {
		if p.pace == 0 || !p.connected || p.vent >= 0 {
			continue
		}
		cost := p.pace * g.rules.speed / Milli
		if p.budget < cost {
			continue // gone in this tick already, by telling
		}
		p.budget -= cost
		to := p.pos
		to.X += g.stride(p.dir.X, &p.carry[0])
		to.Z += g.stride(p.dir.Z, &p.carry[1])
		g.moveTo(p, g.board.clamp(to))
	}
}

// stride is how far a player walks in one tick along an axis. What is less
// than the smallest step is carried over.
func (g *Game) stride(dir int32, carry *int64) int32 {
	whole := int64(Milli) * int64(g.rules.rate)
	way := *carry + int64(dir)*g.rules.speed
	*carry = way % whole
	return narrow(way / whole)
}

// moveTo puts a player where they walked to.
func (g *Game) moveTo(p *player, to Vec) {
	if to == p.pos {
		return
	}
	p.pos = to
	g.sight.moved |= p.bit
	g.sight.stir(p.bit)
	g.arrive(p)
}

// spawn is where the seat begins.
func (g *Game) spawn(seat int) Vec { return g.board.Spawns[seat%len(g.board.Spawns)] }

// gather puts everyone at a spawn. Others learn of it from the phase's
// message.
func (g *Game) gather() {
	for i, p := range g.players {
		p.pos, p.vent, p.placed = g.spawn(i), -1, true
		p.budget = g.rules.savings
		for t := range p.tasks {
			p.tasks[t].since = -1
		}
		g.arrive(p)
	}
	g.sight.stir(everyone)
}
