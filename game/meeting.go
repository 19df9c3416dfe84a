package game

import "fmt"

// callMeeting checks and performs the call of an emergency meeting.
func (g *Game) callMeeting(p *player) refusal {
	system := g.run.sabotage.system
	switch {
	case !p.alive:
		return isDead()
	case p.vent >= 0:
		return inVent()
	case p.meetingsCalled >= g.settings.EmergencyMeetings:
		return refuse(CodeNoMeetingsLeft, fmt.Sprintf("you have called %d of %d emergency meetings", p.meetingsCalled, g.settings.EmergencyMeetings))
	case system == Reactor || system == Comms:
		return refuse(CodeSabotageActive, "no emergency meeting while the "+system+" panel needs repair")
	case g.tick < g.run.buttonReadyAt:
		return g.notReady("emergency meeting", g.run.buttonReadyAt)
	case !within(p.pos, g.gameMap.Button, g.settings.ButtonDistance):
		return tooFar("the emergency button", p.pos, g.gameMap.Button, g.settings.ButtonDistance)
	}
	p.meetingsCalled++
	g.emit(g.connectedAudience(), MeetingCalled{By: p.id})
	return refusal{}
}

// checkReport checks the report of a body. A body that the player has not seen
// does not exist for that player.
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
			return tooFar("the body", p.pos, body.bodyPos, g.settings.ReportDistance)
		}
		return refusal{}
	}
	return refuse(CodeNoBody, "you have seen no body of that player")
}
