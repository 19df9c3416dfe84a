package protocol

import (
	"sagishi/game"
)

// state tells a view. The vents are the map's; the view says whether its
// player may know them.
func (s *Stage) state(v *game.View) *State {
	message := &State{
		MatchId: s.matchID, Phase: string(v.Phase), RemainingMs: v.Remaining, Round: count(v.Round),
		Mode: string(s.mode), Map: s.mapID, Host: string(v.Host), You: string(v.You),
		Settings: settingsMessage(&v.Settings), Players: players(v.Players),
		Role: known(v.Role), Imposters: texts(v.Imposters), Tasks: ownTasks(v.Tasks),
		TasksDone: count(v.TasksDone), TasksTotal: count(v.TasksTotal),
		Sabotages: sabotages(v.Sabotages), Button: s.button, Panels: s.panels,
	}
	if v.Vents {
		message.Vents = s.vents
	}
	return message
}

func players(views []game.PlayerView) []*Player {
	out := make([]*Player, len(views))
	for i := range views {
		view := &views[i]
		out[i] = &Player{
			Index: count(view.Index), UserId: string(view.UserID), Username: view.Username,
			Alive: view.Alive, Connected: view.Connected,
		}
		if view.Seen {
			at := place(view.At)
			out[i].X, out[i].Y, out[i].Z = &at.X, &at.Y, &at.Z
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
		out[i] = &TallyLine{Target: string(line.Target), Count: count(line.Count), Voters: texts(line.Voters)}
	}
	return out
}

func scores(list []game.Score) []*Score {
	out := make([]*Score, len(list))
	for i, s := range list {
		out[i] = &Score{
			UserId: string(s.UserID), Role: string(s.Role), Alive: s.Alive, Kills: count(s.Kills),
			TasksDone: count(s.TasksDone), Votes: count(s.Votes), CorrectVotes: count(s.CorrectVotes),
		}
	}
	return out
}

// count is a number that the rules keep small.
func count(n int) int32 { return int32(n) } //nolint:gosec // bounded by seats, rounds and settings
