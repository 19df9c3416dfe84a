package protocol

import (
	"sagishi/game"
)

// state is op 100 for the player of the view. The vents come from the map; the
// view says whether its player may know them.
func (m *MatchInfo) state(v *game.View) *State {
	message := &State{
		MatchId: m.matchID, Phase: string(v.Phase), RemainingMs: v.Remaining, Round: toInt32(v.Round),
		Mode: string(m.mode), Map: m.mapID, Host: string(v.Host), You: string(v.You),
		Settings: settingsMessage(&v.Settings), Players: players(v.Players),
		Role: optionalString(v.Role), Imposters: idStrings(v.Imposters), Tasks: ownTasks(v.Tasks),
		TasksDone: toInt32(v.TasksDone), TasksTotal: toInt32(v.TasksTotal),
		Sabotages: sabotages(v.Sabotages), Button: m.button, Panels: m.panels,
		Walls: m.walls, Min: m.low, Max: m.high,
	}
	if v.Vents {
		message.Vents = m.vents
	}
	message.Bodies = bodies(v.Bodies)
	message.Caller, message.Body = optionalString(v.Caller), optionalString(v.Victim)
	message.Voted, message.Vent = idStrings(v.Voted), optionalString(v.Vent)
	if v.InGame {
		message.MeetingsLeft, message.EmergencyCooldownMs = new(toInt32(v.MeetingsLeft)), new(v.EmergencyCooldown)
		if v.Role == game.Imposter {
			message.KillCooldownMs = new(v.KillCooldown)
		}
		if v.Role == game.Imposter && m.mode == game.SabotageMode {
			message.SabotageCooldownMs = new(v.SabotageCooldown)
		}
	}
	return message
}

func bodies(views []game.BodyView) []*Body {
	out := make([]*Body, len(views))
	for i, body := range views {
		at := place(body.At)
		out[i] = &Body{UserId: string(body.UserID), X: at.X, Y: at.Y, Z: at.Z}
	}
	return out
}

func players(views []game.PlayerView) []*Player {
	out := make([]*Player, len(views))
	for i := range views {
		view := &views[i]
		out[i] = &Player{
			Index: toInt32(view.Index), UserId: string(view.UserID), Username: view.Username,
			Alive: view.Alive, Connected: view.Connected,
		}
		if view.Seen {
			at := place(view.At)
			out[i].X, out[i].Y, out[i].Z = &at.X, &at.Y, &at.Z
		}
		if view.Bot {
			out[i].Bot = new(true)
		}
	}
	return out
}

func ownTasks(tasks []game.TaskView) []*OwnTask {
	out := make([]*OwnTask, len(tasks))
	for i, task := range tasks {
		at := place(task.At)
		out[i] = &OwnTask{Id: task.ID, X: at.X, Y: at.Y, Z: at.Z, Done: task.Done}
	}
	return out
}

func roleTasks(tasks []game.TaskView) []*RoleTask {
	out := make([]*RoleTask, len(tasks))
	for i, task := range tasks {
		at := place(task.At)
		out[i] = &RoleTask{Id: task.ID, X: at.X, Y: at.Y, Z: at.Z}
	}
	return out
}

func sabotages(views []game.SabotageView) []*SabotageState {
	out := make([]*SabotageState, len(views))
	for i, view := range views {
		out[i] = &SabotageState{System: view.System, RemainingMs: view.Remaining}
	}
	return out
}

func tallyLines(lines []game.TallyLine) []*TallyLine {
	out := make([]*TallyLine, len(lines))
	for i, line := range lines {
		out[i] = &TallyLine{Target: string(line.Target), Count: toInt32(line.Count), Voters: idStrings(line.Voters)}
	}
	return out
}

func scores(list []game.Score) []*Score {
	out := make([]*Score, len(list))
	for i, s := range list {
		out[i] = &Score{
			UserId: string(s.UserID), Role: string(s.Role), Alive: s.Alive, Kills: toInt32(s.Kills),
			TasksDone: toInt32(s.TasksDone), Votes: toInt32(s.Votes), CorrectVotes: toInt32(s.CorrectVotes),
		}
	}
	return out
}

// toInt32 converts a number that the rules keep far below the limit of int32.
func toInt32(n int) int32 { return int32(n) } //nolint:gosec // bounded by seats, rounds and settings
