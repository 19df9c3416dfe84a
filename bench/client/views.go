package client

import (
	"google.golang.org/protobuf/reflect/protoreflect"

	"sagishi/game"
	"sagishi/protocol"
)

// view reads what a bot needs of op 100.
func view(m *protocol.State) game.View {
	v := game.View{
		Phase: game.Phase(m.GetPhase()), Remaining: m.GetRemainingMs(), Round: int(m.GetRound()),
		Host: game.PlayerID(m.GetHost()), You: game.PlayerID(m.GetYou()),
		Settings: settings(m.GetSettings()), Players: players(m.GetPlayers()),
		Role: game.Role(m.GetRole()), Imposters: ids(m.GetImposters()),
		TasksDone: int(m.GetTasksDone()), TasksTotal: int(m.GetTasksTotal()),
	}
	for _, task := range m.GetTasks() {
		v.Tasks = append(v.Tasks, game.TaskView{ID: task.GetId(), At: at(task), Done: task.GetDone()})
	}
	for _, s := range m.GetSabotages() {
		v.Sabotages = append(v.Sabotages, game.SabotageView{System: s.GetSystem(), Remaining: s.GetRemainingMs()})
	}
	return v
}

// players is nil if there is no list.
func players(list []*protocol.Player) []game.PlayerView {
	var out []game.PlayerView
	for _, p := range list {
		out = append(out, game.PlayerView{
			Index: int(p.GetIndex()), UserID: game.PlayerID(p.GetUserId()), Username: p.GetUsername(),
			Alive: p.GetAlive(), Connected: p.GetConnected(), Bot: p.GetBot(), Seen: p.X != nil, At: at(p),
		})
	}
	return out
}

func settings(m *protocol.Settings) game.Settings {
	s := game.DefaultSettings()
	if m == nil {
		return s
	}
	m.ProtoReflect().Range(func(field protoreflect.FieldDescriptor, value protoreflect.Value) bool {
		var known any
		switch field.Kind() {
		case protoreflect.BoolKind:
			known = value.Bool()
		case protoreflect.StringKind:
			known = value.String()
		case protoreflect.FloatKind:
			known = float64(Milli(float32(value.Float()))) / game.Milli
		default:
			known = float64(value.Int())
		}
		_ = s.Set(string(field.Name()), known) // what the bot's rules do not know is as by default
		return true
	})
	return s
}

func ids(texts []string) []game.PlayerID {
	var out []game.PlayerID
	for _, text := range texts {
		out = append(out, game.PlayerID(text))
	}
	return out
}

// located is a message with coordinates.
type located interface {
	GetX() float32
	GetY() float32
	GetZ() float32
}

func at(m located) game.Vec {
	return game.Vec{X: Milli(m.GetX()), Y: Milli(m.GetY()), Z: Milli(m.GetZ())}
}
