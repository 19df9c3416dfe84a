package game

// Strikes: what a player sends that is refused is a strike of some weight.
// Strikes are forgotten at a steady rate, faster than a bad network can make
// them, so that only who goes on and on is removed.

// weight is how heavy a strike is.
func (c Code) strikeWeight() int64 {
	switch c {
	case CodeMalformed, CodeUnknownOp:
		return 8
	case CodeBadValue, CodeBadTarget:
		return 3
	case CodeFlood: // told of once a tick, and so above what is forgotten
		return 3
	case CodeTooFast, CodeOutOfBounds, CodeNotHost, CodeNotImposter,
		CodeNoSuchPlayer, CodeNotYourTask, CodeWrongMode:
		return 1
	default: // what an honest player with a slow network meets
		return 0
	}
}

// spend takes one message from what the player may send, if there is one left.
func (p *player) spendMessage(r *rules) bool {
	if p.messageBudget < int64(r.rate) {
		return false
	}
	p.messageBudget -= int64(r.rate)
	return true
}

// deny tells a player of a refusal, and counts it.
func (g *Game) reject(p *player, op int64, r refusal) {
	weight := r.code.strikeWeight()
	if g.shouldReply(p, r.code) {
		g.emit(p.bit, Refused{Op: op, Code: r.code, Text: r.text})
		if weight > 0 {
			g.emit(p.bit, StrikeCounted{UserID: p.id, Code: r.code})
		}
	}
	p.strikes += weight * int64(g.rules.rate)
	if p.strikes > g.rules.maxStrikes {
		g.ban(p)
		g.advancePhase()
	}
}

// says reports whether the player is to be told of this refusal. Answering a
// flood would be a flood: that is told once a second, and a move that is refused
// once a tick.
func (g *Game) shouldReply(p *player, code Code) bool {
	switch code {
	case CodeFlood:
		if g.tick < p.floodReplyAt {
			return false
		}
		p.floodReplyAt = g.tick + g.rules.floodReply
	case CodeTooFast, CodeOutOfBounds:
		if p.moveRefusalSentAt == g.tick {
			return false
		}
		p.moveRefusalSentAt = g.tick
	default:
	}
	return true
}
