package game_test

import (
	"encoding/binary"
	"testing"

	"sagishi/game"
)

// FuzzStep plays any sequence of inputs, joins and drops. It must neither panic
// nor break an invariant.
func FuzzStep(f *testing.F) {
	f.Add([]byte{})
	f.Add([]byte("\x00\x06\x01\x00\x00\x00\x01\x07\x00\x00\x00\x00\x02\x02\x00\x00\x00\x00\xff\x20\x00\x00\x00\x00"))
	f.Add([]byte("\x01\x0b\x0a\x00\x00\x00\x01\x0b\x0b\x00\x00\x00\x01\x01\x05\x00\x00\xd8\x03\x05\x02\x00\x00\x00\xfe\x00\x02\x00\x00\x00"))
	f.Add([]byte("\x00\x0d\x00\x03\x03\x03\x01\x09\x0d\x00\x00\x00\x02\x0a\x0d\x00\x00\x00\xff\x30\x00\x00\x00\x00\x00\x02\x01\x01\x00\x00"))
	f.Fuzz(func(t *testing.T, data []byte) {
		visibility := string(game.SeeAll)
		if len(data)%2 == 1 {
			visibility = string(game.SeeFog)
		}
		s := fastSettings(t, map[string]any{"visibility": visibility, "task_seconds": 0.0, "reconnect_seconds": 1.0, "emergency_meetings": 9.0})
		b := newTestGame(t, game.SabotageMode, s, byte(len(data)), 0)
		checker := newInvariants(testMap(), s, b.rate)
		step := func(inputs ...game.Input) { checker.check(b.g, inputs, b.g.Step(inputs)) }
		players := "abcdefg"
		for _, name := range players {
			b.join(string(name))
		}
		step(input("a", game.Action{Kind: game.Start}))
		for len(data) >= 6 && checker.tick < 1500 {
			step(fuzzInputs(b, players, data[:6], step)...)
			data = data[6:]
		}
		for _, problem := range checker.problems {
			t.Error(problem)
		}
	})
}

// fuzzInputs turns six bytes into inputs: sender, action, target and place.
func fuzzInputs(b *testGame, players string, data []byte, step func(...game.Input)) []game.Input {
	sender := game.PlayerID(players[int(data[0])%len(players)])
	targets := []string{"", "a", "b", "c", "d", "e", "f", "g", "x", "sweep", "north", "south", "alone", "lights", "reactor", "comms"}
	switch data[0] {
	case 0xff: // let time pass
		for range data[1] {
			step()
		}
		return nil
	case 0xfe:
		b.g.Drop(game.PlayerID(players[int(data[1])%len(players)]))
		return nil
	case 0xfd:
		b.join(string(players[int(data[1])%len(players)]))
		return nil
	case 0xfc:
		b.g.Leave(game.PlayerID(players[int(data[1])%len(players)]))
		return nil
	}
	a := game.Action{
		Kind:   game.Kind(data[1] % 16),
		Target: targets[int(data[2])%len(targets)],
		To:     game.Vec{X: int32(int8(data[3])) * 500, Y: int32(int8(data[4])) * 100, Z: int32(int8(data[5])) * 500},
		Call:   data[3]%2 == 1,
		Skip:   data[4]%2 == 1,
		Count:  int(int8(data[3])),
	}
	switch a.Kind {
	case game.Malformed:
		a.Code = game.CodeMalformed
	case game.ChangeSettings:
		s := b.g.Settings()
		a.Settings = &s
	case game.Position:
		if data[2]%8 == 0 { // far away
			a.To.X = int32(binary.LittleEndian.Uint32(data[2:]))
		}
	default:
	}
	return []game.Input{input(string(sender), a)}
}
