package client

import (
	"encoding/json"

	"google.golang.org/protobuf/proto"

	"sagishi/game"
	"sagishi/protocol"
)

// Body reads what a bot is told: the event behind a match message without a sender.
// It is nil for messages from which a bot learns nothing, such as op 103, which
// Update reads.
func Body(encoding protocol.Encoding, op int64, data []byte) (game.Body, error) {
	message, body := emptyMessage(op)
	if message == nil {
		return nil, nil //nolint:nilnil // see the comment
	}
	var err error
	if encoding == protocol.JSON {
		err = json.Unmarshal(data, message)
	} else {
		err = proto.Unmarshal(data, message)
	}
	if err != nil {
		return nil, err
	}
	return body(), nil
}

// emptyMessage returns a message to read an op into, and the function that turns it
// into the event.
func emptyMessage(op int64) (proto.Message, func() game.Body) {
	switch op {
	case protocol.OpState:
		m := &protocol.State{}
		return m, func() game.Body { return game.StateSent{View: view(m)} }
	case protocol.OpPhase:
		m := &protocol.Phase{}
		return m, func() game.Body { return phase(m) }
	case protocol.OpRole:
		m := &protocol.Role{}
		return m, func() game.Body { return role(m) }
	case protocol.OpTally:
		m := &protocol.Tally{}
		return m, func() game.Body { return tally(m) }
	case protocol.OpDeath:
		m := &protocol.Death{}
		return m, func() game.Body { return game.DeathSeen{Victim: game.PlayerID(m.GetUserId()), At: at(m)} }
	case protocol.OpTasks:
		m := &protocol.Tasks{}
		return m, func() game.Body { return game.TasksProgressed{Done: int(m.GetDone()), Total: int(m.GetTotal())} }
	case protocol.OpSabotaged:
		m := &protocol.Sabotaged{}
		return m, func() game.Body {
			return game.SabotageChanged{System: m.GetSystem(), Active: m.GetActive(), Remaining: m.GetRemainingMs()}
		}
	case protocol.OpPlayers:
		m := &protocol.Players{}
		return m, func() game.Body { return playersChanged(m) }
	case protocol.OpPosition:
		m := &protocol.Position{}
		return m, func() game.Body { return game.PositionCorrected{At: at(m)} }
	}
	return nil, nil
}

func phase(m *protocol.Phase) game.PhaseChanged {
	return game.PhaseChanged{
		Phase: game.Phase(m.GetPhase()), Remaining: m.GetRemainingMs(), Round: int(m.GetRound()),
		Caller: game.PlayerID(m.GetCaller()), Victim: game.PlayerID(m.GetBody()), Players: players(m.GetPlayers()),
	}
}

func role(m *protocol.Role) game.RoleAssigned {
	e := game.RoleAssigned{Role: game.Role(m.GetRole()), Imposters: ids(m.GetImposters())}
	for _, task := range m.GetTasks() {
		e.Tasks = append(e.Tasks, game.TaskView{ID: task.GetId(), At: at(task)})
	}
	return e
}

func tally(m *protocol.Tally) game.Tallied {
	e := game.Tallied{Ejected: game.PlayerID(m.GetEjected()), Reason: game.TallyReason(m.GetReason()), Role: game.Role(m.GetRole())}
	for _, line := range m.GetVotes() {
		e.Votes = append(e.Votes, game.TallyLine{Target: game.PlayerID(line.GetTarget()), Count: int(line.GetCount()), Voters: ids(line.GetVoters())})
	}
	return e
}

func playersChanged(m *protocol.Players) game.PlayersChanged {
	e := game.PlayersChanged{
		Change: game.PlayersChange(m.GetEvent()), UserID: game.PlayerID(m.GetUserId()),
		Host: game.PlayerID(m.GetHost()), Players: players(m.GetPlayers()),
	}
	if m.Settings != nil {
		s := settings(m.GetSettings())
		e.Settings = &s
	}
	return e
}
