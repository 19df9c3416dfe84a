package game

import "testing"

// TestEveryBodyImplementsBody calls the marker methods, which do nothing.
func TestEveryBodyImplementsBody(t *testing.T) {
	bodies := []Body{
		StateSent{},
		PhaseChanged{},
		RoleAssigned{},
		MeetingCalled{},
		Voted{},
		Tallied{},
		DeathSeen{},
		TasksProgressed{},
		SabotageChanged{},
		PlayersChanged{},
		Refused{},
		PositionCorrected{},
		Ended{},
		PlayerRemoved{},
		StrikeCounted{},
	}
	for _, b := range bodies {
		b.body()
	}
}
