package protocol

import (
	"testing"

	"sagishi/game"
)

func TestInvalidUTF8InARefusalCanBeSent(t *testing.T) {
	_, message := NewMatchInfo("", game.Classic, board()).Message(game.Refused{Text: "unknown setting \xff"})
	for encoding := range Encoding(Encodings) {
		if _, err := Append(nil, encoding, message); err != nil {
			t.Errorf("encoding %d: %v", encoding, err)
		}
	}
}

func TestEventsForTheMatchHandlerHaveNoMessage(t *testing.T) {
	info := NewMatchInfo("", game.Classic, board())
	for _, body := range []game.Body{game.PlayerRemoved{}, game.StrikeCounted{}, nil} {
		if op, message := info.Message(body); message != nil {
			t.Errorf("%T is sent as op %d", body, op)
		}
	}
}

func TestSideNames(t *testing.T) {
	for role, want := range map[game.Role]string{game.Crew: "crew", game.Imposter: "imposters", "": ""} {
		if got := Side(role); got != want {
			t.Errorf("%q wins as %q", role, got)
		}
	}
}

func BenchmarkEncodeState(b *testing.B) {
	info := NewMatchInfo("match", game.SabotageMode, board())
	body := eventExamples()["100_state.server"]
	for name, encoding := range map[string]Encoding{"JSON": JSON, "Protobuf": Protobuf} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			var buffer []byte
			for b.Loop() {
				_, message := info.Message(body)
				buffer, _ = Append(buffer[:0], encoding, message)
			}
		})
	}
}
