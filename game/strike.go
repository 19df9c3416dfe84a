package game

// strikeWeight returns how many strikes a refused message adds to its sender.
// Strikes are forgiven at a steady rate, faster than a bad network causes them,
// so that only players who continue to send such messages are banned.
func (c Code) strikeWeight() int64 {
	switch c {
	case CodeMalformed, CodeUnknownOp:
		return 8
	case CodeBadValue, CodeBadTarget:
		return 3
	case CodeFlood: // counted for each message, so a flood adds more than is forgiven
		return 3
	case CodeTooFast, CodeOutOfBounds, CodeNotHost, CodeNotImposter,
		CodeNoSuchPlayer, CodeNotYourTask, CodeWrongMode:
		return 1
	default: // also happens to honest players with a slow network
		return 0
	}
}

// reject sends a refusal to the player, adds its strikes, and bans a player who
// has too many.
func (g *Game) reject(p *player, op int64, r refusal) {
	if isBot(p) {
		g.emit(p.bit, Refused{Op: op, Code: r.code, Text: r.text})
		return
	}
	weight := r.code.strikeWeight()
	if g.shouldReply(p, r.code) {
		g.emit(p.bit, Refused{Op: op, Code: r.code, Text: r.text})
		if weight > 0 {
			g.emit(p.bit, StrikeCounted{UserID: p.id, Code: r.code})
		}
	}
	p.strikes += weight * int64(g.rules.rate)
	if p.strikes > g.rules.maxStrikes {
		g.ban(p, RemovedForStrikes)
		g.advancePhase()
	}
}

// shouldReply limits the replies to refused messages: to a flood once a second,
// to refused positions once a tick. Otherwise a flood would cause a flood.
func (g *Game) shouldReply(p *player, code Code) bool {
	switch code {
	case CodeFlood:
		if g.tick < p.floodReplyAt {
			return false
		}
		p.floodReplyAt = g.tick + g.rules.floodReply
	case CodeTooFast, CodeOutOfBounds, CodeBlocked:
		if p.moveRefusalSentAt == g.tick {
			return false
		}
		p.moveRefusalSentAt = g.tick
	default:
	}
	return true
}
