package game

// handleInput performs one input or refuses it. Inputs of players who are not
// connected are ignored.
func (g *Game) handleInput(in *Input) {
	p := g.byID[in.By]
	if p == nil || !p.connected {
		return
	}
	if in.Action.Superseded {
		g.tryPosition(p, in.Action.To)
	} else if !p.spendMessage(&g.rules) {
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
		g.resyncs |= p.bit
		return refusal{}
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

// answerResyncs sends the state to those who asked for it, after all inputs. Before a
// kill in the same tick it would show a last step of the victim that no later state
// shows, and so tell the death. A further request within a second is answered at its
// end.
func (g *Game) answerResyncs() {
	var waiting Audience
	for _, p := range g.players {
		switch {
		case g.resyncs&p.bit == 0 || !p.connected:
		case g.tick < p.resyncReadyAt:
			waiting |= p.bit
		default:
			p.resyncReadyAt = g.tick + g.rules.resync
			g.emitState(p)
		}
	}
	g.resyncs = waiting
}
