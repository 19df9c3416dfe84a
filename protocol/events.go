package protocol

import (
	"strings"

	"google.golang.org/protobuf/proto"

	"sagishi/game"
)

// MatchInfo is the part of the messages that is fixed for a match: its id, mode
// and map.
type MatchInfo struct {
	matchID string
	mode    game.Mode
	mapID   string
	button  *Place
	low     *Place
	high    *Place
	walls   []*Wall
	panels  []*Panel
	vents   []*VentPlace
}

// NewMatchInfo returns what messages say about a match on this map.
func NewMatchInfo(matchID string, mode game.Mode, m *game.Map) *MatchInfo {
	info := &MatchInfo{matchID: matchID, mode: mode, mapID: m.ID, button: place(m.Button), low: place(m.Min), high: place(m.Max)}
	for _, wall := range m.Walls {
		from, to := place(wall.A), place(wall.B)
		info.walls = append(info.walls, &Wall{X1: from.X, Z1: from.Z, X2: to.X, Z2: to.Z})
	}
	for _, panel := range m.Panels {
		at := place(panel.At)
		info.panels = append(info.panels, &Panel{System: panel.System, X: at.X, Y: at.Y, Z: at.Z})
	}
	for _, vent := range m.Vents {
		at := place(vent.At)
		info.vents = append(info.vents, &VentPlace{Id: vent.ID, X: at.X, Y: at.Y, Z: at.Z, Links: vent.Links})
	}
	return info
}

// Message returns an event's message and its op code. The message is nil if
// the event is for the match handler and not for players.
func (m *MatchInfo) Message(body game.Body) (op int64, message proto.Message) {
	switch e := body.(type) {
	case game.StateSent:
		return OpState, m.state(&e.View)
	case game.PhaseChanged:
		return OpPhase, &Phase{
			Phase: string(e.Phase), RemainingMs: e.Remaining, Round: toInt32(e.Round),
			Caller: optionalString(e.Caller), Body: optionalString(e.Victim), Players: players(e.Players),
		}
	case game.RoleAssigned:
		return OpRole, &Role{Role: string(e.Role), Imposters: idStrings(e.Imposters), Tasks: roleTasks(e.Tasks)}
	case game.MeetingCalled:
		return OpVote, &VoteSeen{Call: new(true)}
	case game.Voted:
		return OpVote, &VoteSeen{Voted: new(true)}
	case game.Tallied:
		return OpTally, &Tally{
			Votes: tallyLines(e.Votes), Ejected: string(e.Ejected),
			Reason: string(e.Reason), Role: optionalString(e.Role),
		}
	case game.DeathSeen:
		at := place(e.At)
		return OpDeath, &Death{UserId: string(e.Victim), X: at.X, Y: at.Y, Z: at.Z}
	case game.TasksProgressed:
		return OpTasks, &Tasks{Done: toInt32(e.Done), Total: toInt32(e.Total)}
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

// Side returns the name of the winning side in messages: "crew", "imposters",
// or "" if nobody won.
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

// rejected makes the text valid UTF-8: protobuf carries nothing else, and the
// text may repeat what a client sent.
func rejected(e *game.Refused) *Rejected {
	return &Rejected{Op: e.Op, Code: string(e.Code), Message: strings.ToValidUTF8(e.Text, "?")}
}

func position(at game.Vec) *Position {
	p := place(at)
	return &Position{X: &p.X, Y: &p.Y, Z: &p.Z}
}

func place(at game.Vec) *Place { return &Place{X: units(at.X), Y: units(at.Y), Z: units(at.Z)} }

// optionalString returns nil for an empty text, so that the field is left out.
func optionalString[T ~string](text T) *string {
	if text == "" {
		return nil
	}
	return new(string(text))
}

func idStrings(ids []game.PlayerID) []string {
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = string(id)
	}
	return out
}
