package game

// handleInput performs one input or refuses it. Inputs of players who are not
// connected are ignored.
func (g *Game) handleInput(in *Input) {
	p := g.byID[in.By]
	if p == nil || !p.connected {
		return
	}
	if !p.spendMessage(&g.rules) {
		g.reject(p, in.Action.Op, refuse(CodeFlood, floodText))
	} else if r := g.dispatch(p, &in.Action); r.code != "" {
		g.reject(p, in.Action.Op, r)
	}
}

// dispatch handles the actions that are the same in every phase, and passes the
// others to the phase.
func (g *Game) dispatch(p *player, a *Action) refusal {
	switch a.Kind {
	case Malformed:
		return refuse(a.Code, a.Text)
	case Resync:
		return g.handleResync(p)
	case Position:
		return g.handlePosition(p, a.To)
	case Steer:
		return g.handleSteer(p, a.To)
	default:
		r := g.phase.handleAction(g, p, a)
		if r.code == "" {
			p.markActive()
			g.advancePhase()
		}
		return r
	}
}

func (g *Game) handleResync(p *player) refusal {
	if g.tick < p.resyncReadyAt {
		return g.notReady("resync", p.resyncReadyAt)
	}
	p.resyncReadyAt = g.tick + g.rules.resync
	g.resyncs |= p.bit
	return refusal{}
}

// answerResyncs sends the state to those who asked for it in this tick, after all
// inputs. Before a kill in the same tick it would show a last step of the victim that
// no later state shows, and so tell the death.
func (g *Game) answerResyncs() {
	for _, p := range g.players {
		if g.resyncs&p.bit != 0 && p.connected {
			g.emitState(p)
		}
	}
	g.resyncs = 0
}
