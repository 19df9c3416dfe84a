package protocol

import (
	"strings"

	"google.golang.org/protobuf/proto"

	"sagishi/game"
)

// Stage is what messages say about the match that the game does not know or
// that never changes.
type Stage struct {
	matchID string
	mode    game.Mode
	mapID   string
	button  *Place
	panels  []*Panel
	vents   []*VentPlace
}

// NewStage describes the match on its map.
func NewStage(matchID string, mode game.Mode, m *game.Map) *Stage {
	stage := &Stage{matchID: matchID, mode: mode, mapID: m.ID, button: place(m.Button)}
	for _, panel := range m.Panels {
		at := place(panel.At)
		stage.panels = append(stage.panels, &Panel{System: panel.System, X: at.X, Y: at.Y, Z: at.Z})
	}
	for _, vent := range m.Vents {
		at := place(vent.At)
		stage.vents = append(stage.vents, &VentPlace{Id: vent.ID, X: at.X, Y: at.Y, Z: at.Z, Links: vent.Links})
	}
	return stage
}

// Message is the message that tells an event, and its op code. It is nil for
// an event that players are not told.
func (s *Stage) Message(body game.Body) (op int64, message proto.Message) {
	switch e := body.(type) {
	case game.StateSent:
		return OpState, s.state(&e.View)
	case game.PhaseChanged:
		return OpPhase, &Phase{
			Phase: string(e.Phase), RemainingMs: e.Remaining, Round: count(e.Round),
			Caller: known(e.Caller), Body: known(e.Victim), Players: players(e.Players),
		}
	case game.RoleAssigned:
		return OpRole, &Role{Role: string(e.Role), Imposters: texts(e.Imposters), Tasks: roleTasks(e.Tasks)}
	case game.MeetingCalled:
		return OpVote, &VoteSeen{Call: new(true)}
	case game.Voted:
		return OpVote, &VoteSeen{Voted: new(true)}
	case game.Tallied:
		return OpTally, &Tally{
			Votes: tallyLines(e.Votes), Ejected: string(e.Ejected),
			Reason: string(e.Reason), Role: known(e.Role),
		}
	case game.DeathSeen:
		at := place(e.At)
		return OpDeath, &Death{UserId: string(e.Victim), X: at.X, Y: at.Y, Z: at.Z}
	case game.TasksProgressed:
		return OpTasks, &Tasks{Done: count(e.Done), Total: count(e.Total)}
	case game.SabotageChanged:
		return OpSabotaged, &Sabotaged{System: e.System, Active: e.Active, RemainingMs: e.Remaining}
	case game.PlayersChanged:
		return OpPlayers, playersChanged(&e)
	case game.Refused:
		return OpRejected, rejected(&e)
	case game.PositionCorrected:
		return OpPosition, position(e.At)
	case game.Ended:
		return OpGameOver, &GameOver{Winner: Side(e.Winner), Reason: string(e.Reason), Players: scores(e.Players)}
	case game.PlayerRemoved, game.StrikeCounted:
		return 0, nil
	}
	return 0, nil
}

// Side is how a winning side is called: imposters win together.
func Side(winner game.Role) string {
	if winner == game.Imposter {
		return "imposters"
	}
	return string(winner)
}

func playersChanged(e *game.PlayersChanged) *Players {
	message := &Players{
		Event: string(e.Change), UserId: string(e.UserID), Host: string(e.Host), Players: players(e.Players),
	}
	if e.Settings != nil {
		message.Settings = settingsMessage(e.Settings)
	}
	return message
}

// rejected repeats nothing that protobuf could not carry.
func rejected(e *game.Refused) *Rejected {
	return &Rejected{Op: e.Op, Code: string(e.Code), Message: strings.ToValidUTF8(e.Text, "?")}
}

func position(at game.Vec) *Position {
	p := place(at)
	return &Position{X: &p.X, Y: &p.Y, Z: &p.Z}
}

func place(at game.Vec) *Place { return &Place{X: units(at.X), Y: units(at.Y), Z: units(at.Z)} }

// known is a text that is there only if it says something.
func known[T ~string](text T) *string {
	if text == "" {
		return nil
	}
	return new(string(text))
}

func texts(ids []game.PlayerID) []string {
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = string(id)
	}
	return out
}
