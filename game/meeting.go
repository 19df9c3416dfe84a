package game

// callMeeting judges an emergency meeting.
func (g *Game) callMeeting(p *player) refusal {
	switch {
	case !p.alive:
		return isDead()
	case p.vent >= 0:
		return inVent()
	case p.meetingsCalled >= g.settings.EmergencyMeetings:
		return refuse(CodeNoMeetingsLeft, "no emergency meetings left")
	case g.run.sabotage.system == Reactor || g.run.sabotage.system == Comms:
		return refuse(CodeSabotageActive, "not during this sabotage")
	case g.tick < g.run.buttonReadyAt:
		return refuse(CodeCooldown, "not yet")
	case !within(p.pos, g.gameMap.Button, g.settings.ButtonDistance):
		return tooFar()
	}
	p.meetingsCalled++
	g.emit(g.connectedAudience(), MeetingCalled{By: p.id})
	return refusal{}
}

// report judges the report of a body. A body that the player has not seen is
// not there.
func (g *Game) checkReport(p *player, victim PlayerID) refusal {
	if !p.alive {
		return isDead()
	}
	if p.vent >= 0 {
		return inVent()
	}
	for _, body := range g.run.bodies {
		if body.id != victim || !body.deathKnown.Has(p.seat) {
			continue
		}
		if !within(p.pos, body.bodyPos, g.settings.ReportDistance) {
			return tooFar()
		}
		return refusal{}
	}
	return refuse(CodeNoBody, "no body of that player")
}
