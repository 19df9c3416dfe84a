package game

// refusal says why an action was not done. Its zero value means it was.
type refusal struct {
	code Code
	text string
}

func refuse(code Code, text string) refusal { return refusal{code, text} }

func wrongPhase() refusal { return refuse(CodeWrongPhase, "not in this phase") }
func isDead() refusal     { return refuse(CodeDead, "you are dead") }
func inVent() refusal     { return refuse(CodeOutOfRange, "leave the vent first") }
func tooFar() refusal     { return refuse(CodeOutOfRange, "too far away") }

// take judges one input.
func (g *Game) handleInput(in *Input) {
	p := g.byID[in.By]
	if p == nil || !p.connected {
		return
	}
	a := &in.Action
	if !p.spendMessage(&g.rules) {
		g.reject(p, a.Op, refuse(CodeFlood, "too many messages"))
		return
	}
	r := g.dispatch(p, a)
	if r.code == "" {
		return
	}
	g.reject(p, a.Op, r)
}

// judge handles what is the same in every phase, and asks the phase for the
// rest.
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
			g.advancePhase()
		}
		return r
	}
}

func (g *Game) handleResync(p *player) refusal {
	if g.tick < p.resyncReadyAt {
		return refuse(CodeCooldown, "one resync a second")
	}
	p.resyncReadyAt = g.tick + g.rules.resync
	g.emitState(p)
	return refusal{}
}
