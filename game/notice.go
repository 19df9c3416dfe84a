package game

import "fmt"

// emitNotices sends a player again the notices that still hold: they came once, as
// events.
func (g *Game) emitNotices(p *player) {
	if g.warned(p) {
		g.emit(p.bit, g.idleWarning(p))
	}
	switch {
	case g.shuttingDown():
		g.emit(p.bit, Refused{Code: CodeShutdown, Text: fmt.Sprintf("the server shuts down: this match closes in %d s", g.wholeSeconds(g.closesAt-g.tick))})
	case g.lobbyClosesAt != 0:
		g.emit(p.bit, g.drainNotice())
	}
}

// warned reports whether a player is to be removed for doing nothing.
func (g *Game) warned(p *player) bool {
	return g.InPlay(p.id) && g.rules.idle > 0 && p.idleTicks >= g.rules.idle
}

func (g *Game) idleWarning(p *player) Refused {
	left := g.wholeSeconds(g.rules.idle + g.rules.idleGrace - p.idleTicks)
	return Refused{Code: CodeIdle, Text: fmt.Sprintf("you do nothing: act, or you are removed from the match in %d s", left)}
}

func (g *Game) drainNotice() Refused {
	left := g.wholeSeconds(g.lobbyClosesAt - g.tick)
	return Refused{Code: CodeShutdown, Text: fmt.Sprintf("the server is shutting down: no new game begins in this match, which closes in %d s", left)}
}

// wholeSeconds returns so many ticks in seconds, rounded up.
func (g *Game) wholeSeconds(ticks int) int { return (max(ticks, 0) + g.rules.rate - 1) / g.rules.rate }
