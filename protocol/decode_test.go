package protocol

import (
	"math"
	"strings"
	"testing"

	"google.golang.org/protobuf/encoding/protowire"
	"google.golang.org/protobuf/proto"

	"sagishi/game"
)

func TestDecodeJSONAcceptsValidMessages(t *testing.T) {
	tests := []struct {
		name string
		op   int64
		data string
		want game.Action
	}{
		{"capital letters of the guide", OpPosition, `{"X":1,"Y":2,"Z":3}`, at(1000, 2000, 3000)},
		{"small letters", OpPosition, `{"x":1,"y":2,"z":3}`, at(1000, 2000, 3000)},
		{"the last of two equal coordinates counts", OpPosition, `{"x":1,"X":5,"z":1,"z":2}`, at(5000, 0, 2000)},
		{"two coordinates are enough", OpPosition, `{"X":1,"Z":2}`, at(1000, 0, 2000)},
		{"rounded to the thousandth", OpPosition, `{"x":1.23449,"z":-1.23451}`, at(1234, 0, -1235)},
		{"exponents", OpPosition, `{"x":1.5e1,"z":-2E-1}`, at(15000, 0, -200)},
		{"white space", OpPosition, " {\n\t\"x\" : 1 ,\r \"z\" : 2 } ", at(1000, 0, 2000)},
		{"escaped name", OpPosition, `{"\u0078":7}`, at(7000, 0, 0)},
		{"unknown fields of any type", OpPosition, `{"a":{"x":[1,{"}":"]"}]},"b":"\"}","x":1,"c":[],"d":null}`, at(1000, 0, 0)},
		{"null for a coordinate", OpPosition, `{"x":1,"x":null,"y":null}`, at(1000, 0, 0)},
		{"null for a direction", OpMove, `{"dx":null,"dz":1}`, steer(0, 1000)},
		{"null for an optional flag", OpVote, `{"target":"bob","skip":null}`, game.Action{Kind: game.CallOrVote, Target: "bob"}},
		{"null for an optional text", OpVote, `{"target":null,"skip":true}`, game.Action{Kind: game.CallOrVote, Skip: true}},
		{"null for a vent", OpVent, `{"vent":null}`, game.Action{Kind: game.Vent}},
		{"minus zero", OpPosition, `{"x":-0}`, at(0, 0, 0)},
		{"hidden from a client is ignored", OpPosition, `{"x":1,"hidden":true}`, at(1000, 0, 0)},
		{"no payload", OpStart, ``, game.Action{Kind: game.Start}},
		{"no payload for a vote", OpVote, ``, game.Action{Kind: game.CallOrVote}},
		{"no payload for a move", OpMove, ``, game.Action{Kind: game.Steer}},
		{"unknown field in a vote", OpVote, `{"call":true,"for":["me"]}`, game.Action{Kind: game.CallOrVote, Call: true}},
		{"a count as a float", OpBots, `{"count":5.0,"of":"bots"}`, game.Action{Kind: game.SetBots, Count: 5}},
		{"a count of zero", OpBots, `{"count":0}`, game.Action{Kind: game.SetBots}},
		{"a negative count is for the rules", OpBots, `{"count":-1}`, game.Action{Kind: game.SetBots, Count: -1}},
		{"false is not true", OpVote, `{"skip":false,"call":false}`, game.Action{Kind: game.CallOrVote}},
		{"escaped text", OpTask, `{"task":"a\"\u0062"}`, game.Action{Kind: game.DoTask, Target: `a"b`}},
		{"long vector is shortened", OpMove, `{"dx":30,"dz":40}`, steer(600, 800)},
		{"huge vector is shortened", OpMove, `{"dx":1e300,"dz":0}`, steer(1000, 0)},
		{"short vector is kept", OpMove, `{"dx":0.1,"dz":-0.2}`, steer(100, -200)},
		{"the height of a vector is ignored", OpMove, `{"dx":0.5,"dy":"x","y":3}`, steer(500, 0)},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			test.want.Op = test.op
			if got := Decode(JSON, test.op, []byte(test.data), nil); got != test.want {
				t.Errorf("got %+v, want %+v", got, test.want)
			}
		})
	}
}

func at(x, y, z int32) game.Action {
	return game.Action{Kind: game.Position, To: game.Vec{X: x, Y: y, Z: z}}
}

func steer(x, z int32) game.Action {
	return game.Action{Kind: game.Steer, To: game.Vec{X: x, Z: z}}
}

func TestDecodeJSONRefusesInvalidMessages(t *testing.T) {
	tests := []struct {
		name string
		op   int64
		data string
		code game.Code
		text string
	}{
		{"nothing at all", OpPosition, ``, game.CodeMalformed, "object"},
		{"a position without coordinates", OpPosition, `{}`, game.CodeMalformed, "x, y or z"},
		{"a list", OpPosition, `[1,2,3]`, game.CodeMalformed, "object"},
		{"null", OpPosition, `null`, game.CodeMalformed, "object"},
		{"trailing data", OpPosition, `{"x":1}{"x":2}`, game.CodeMalformed, "object"},
		{"cut short", OpPosition, `{"x":1`, game.CodeMalformed, "object"},
		{"a text for a number", OpPosition, `{"x":"1"}`, game.CodeMalformed, "x must be a number"},
		{"a text under the guide's name", OpPosition, `{"Y":"1"}`, game.CodeMalformed, "y must be a number"},
		{"a flag for a number", OpPosition, `{"z":true}`, game.CodeMalformed, "z must be a number"},
		{"null for every coordinate", OpPosition, `{"x":null}`, game.CodeMalformed, "x, y or z"},
		{"a wrong type before the right one", OpPosition, `{"x":"1","x":1}`, game.CodeMalformed, "x must be a number"},
		{"NaN", OpPosition, `{"x":NaN}`, game.CodeMalformed, "object"},
		{"Infinity", OpPosition, `{"x":-Infinity}`, game.CodeMalformed, "object"},
		{"a number beyond floats", OpPosition, `{"x":1e999}`, game.CodeBadValue, "coordinate"},
		{"a position outside every map", OpPosition, `{"z":-1000001}`, game.CodeBadValue, "coordinate"},
		{"an infinite vector", OpMove, `{"dx":1e999}`, game.CodeBadValue, "direction"},
		{"a text for a direction", OpMove, `{"dz":"north"}`, game.CodeMalformed, "dz must be a number"},
		{"no count", OpBots, `{}`, game.CodeMalformed, "count is missing"},
		{"null for a count", OpBots, `{"count":null}`, game.CodeMalformed, "count is missing"},
		{"a text for a count", OpBots, `{"count":"5"}`, game.CodeMalformed, "count must be a number"},
		{"half a bot", OpBots, `{"count":1.5}`, game.CodeBadValue, "count must be a whole number"},
		{"a huge count", OpBots, `{"count":1e300}`, game.CodeBadValue, "count must be a whole number"},
		{"a direction that is a list", OpMove, `[]`, game.CodeMalformed, "object"},
		{"a number for a target", OpKill, `{"target":7}`, game.CodeMalformed, "target must be a text"},
		{"null for a target", OpKill, `{"target":null}`, game.CodeMalformed, "target must be a text"},
		{"no target", OpKill, `{}`, game.CodeMalformed, "target is missing"},
		{"an empty target to kick", OpKick, `{"target":""}`, game.CodeMalformed, "target is missing"},
		{"no body", OpReport, `{"target":"x"}`, game.CodeMalformed, "body is missing"},
		{"no task", OpTask, `{}`, game.CodeMalformed, "task is missing"},
		{"no system to sabotage", OpSabotage, `{}`, game.CodeMalformed, "system is missing"},
		{"no system to repair", OpRepair, ``, game.CodeMalformed, "system is missing"},
		{"a text for a flag", OpVote, `{"call":"yes"}`, game.CodeMalformed, "call must be true or false"},
		{"a number for a flag", OpVote, `{"skip":1}`, game.CodeMalformed, "skip must be true or false"},
		{"a list for a vent", OpVent, `{"vent":["a"]}`, game.CodeMalformed, "vent must be a text"},
		{"text for an empty message", OpStart, `go`, game.CodeMalformed, "object"},
		{"an unknown op", 77, `{}`, game.CodeUnknownOp, "unknown"},
		{"the server's op", OpState, `{}`, game.CodeUnknownOp, "unknown"},
		{"a negative op", -1, `{}`, game.CodeUnknownOp, "unknown"},
		{"too many bytes", OpStart, `{"a":"` + strings.Repeat("a", maxPayload) + `"}`, game.CodeMalformed, "too large"},
		{"an unknown setting", OpSettings, `{"max_speed":9,"wallhack":true}`, game.CodeMalformed, "wallhack"},
		{"a setting out of range", OpSettings, `{"max_speed":9,"kill_distance":21}`, game.CodeBadValue, "kill_distance"},
		{"malformed comes before out of range", OpSettings, `{"kill_distance":21,"wallhack":true}`, game.CodeMalformed, "wallhack"},
		{"a text for a setting's number", OpSettings, `{"max_speed":"9"}`, game.CodeMalformed, "max_speed"},
		{"null for an unknown setting", OpSettings, `{"wallhack":null}`, game.CodeMalformed, "wallhack"},
		{"a syntax error after a bad value", OpSettings, `{"kill_distance":21,`, game.CodeMalformed, "object"},
		{"a list for a setting", OpSettings, `{"visibility":["fog"]}`, game.CodeMalformed, "visibility"},
		{"an unknown visibility", OpSettings, `{"visibility":"dark"}`, game.CodeBadValue, "visibility"},
		{"settings that contradict", OpSettings, `{"min_players":9,"max_players":5}`, game.CodeBadValue, "min_players"},
		{"settings of another case", OpSettings, `{"Max_Speed":9}`, game.CodeMalformed, "Max_Speed"},
		{"settings that are not an object", OpSettings, `[]`, game.CodeMalformed, "object"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			settings := game.DefaultSettings()
			got := Decode(JSON, test.op, []byte(test.data), &settings)
			if got.Kind != game.Malformed || got.Op != test.op || got.Code != test.code || !strings.Contains(got.Text, test.text) {
				t.Errorf("got %+v, want %s about %q", got, test.code, test.text)
			}
			if settings != game.DefaultSettings() {
				t.Error("the settings given were changed")
			}
		})
	}
}

func TestSettingsNotNamedAreKept(t *testing.T) {
	settings := game.DefaultSettings()
	settings.MaxSpeed = 5000
	for _, data := range []string{`{"kill_distance":3}`, `{"kill_distance":7,"kill_distance":3}`} {
		got := Decode(JSON, OpSettings, []byte(data), &settings)
		if got.Kind != game.ChangeSettings || got.Settings.MaxSpeed != 5000 || got.Settings.KillDistance != 3000 {
			t.Errorf("%s: got %+v", data, got)
		}
	}
	for _, data := range []string{``, `{}`, `{"max_speed":null,"visibility":null,"auto_start":null}`} {
		if got := Decode(JSON, OpSettings, []byte(data), &settings); got.Kind != game.ChangeSettings || *got.Settings != settings {
			t.Errorf("%s: got %+v", data, got)
		}
	}
}

func TestDecodeProtobufRefusesInvalidMessages(t *testing.T) {
	float := func(field protowire.Number, n float32) []byte {
		return protowire.AppendFixed32(protowire.AppendTag(nil, field, protowire.Fixed32Type), math.Float32bits(n))
	}
	inf := float32(math.Inf(-1))
	tests := []struct {
		name string
		op   int64
		data []byte
		code game.Code
	}{
		{"an empty position", OpPosition, nil, game.CodeMalformed},
		{"a position in JSON", OpPosition, []byte(`{"x":1}`), game.CodeMalformed},
		{"a cut tag", OpPosition, []byte{0x80}, game.CodeMalformed},
		{"a cut number", OpPosition, []byte{0x0d, 0, 0}, game.CodeMalformed},
		{"a cut unknown field", OpPosition, []byte{0x7a, 9, 1}, game.CodeMalformed},
		{"NaN", OpPosition, float(1, float32(math.NaN())), game.CodeBadValue},
		{"infinity", OpPosition, float(3, inf), game.CodeBadValue},
		{"a position outside every map", OpPosition, float(2, 2e6), game.CodeBadValue},
		{"a direction that is not a number", OpMove, float(1, float32(math.NaN())), game.CodeBadValue},
		{"an infinite direction", OpMove, float(2, inf), game.CodeBadValue},
		{"a number for a target", OpKill, []byte{0x08, 1}, game.CodeMalformed},
		{"invalid UTF-8", OpKill, []byte{0x0a, 2, 0xff, 0xfe}, game.CodeMalformed},
		{"garbage", OpVote, []byte("garbage"), game.CodeMalformed},
		{"garbage for settings", OpSettings, []byte("garbage"), game.CodeMalformed},
		{"an unknown setting", OpSettings, protowire.AppendVarint(protowire.AppendTag(nil, 999, protowire.VarintType), 1), game.CodeMalformed},
		{"a setting of another type", OpSettings, protowire.AppendVarint(protowire.AppendTag(nil, 2, protowire.VarintType), 1), game.CodeMalformed},
		{"a setting out of range", OpSettings, float(2, 101), game.CodeBadValue},
		{"a setting that is not a number", OpSettings, float(2, float32(math.NaN())), game.CodeBadValue},
		{"an unknown op", 15, nil, game.CodeUnknownOp},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			settings := game.DefaultSettings()
			got := Decode(Protobuf, test.op, test.data, &settings)
			if got.Kind != game.Malformed || got.Op != test.op || got.Code != test.code || got.Text == "" {
				t.Errorf("got %+v, want %s", got, test.code)
			}
		})
	}
}

func TestDecodeProtobufAcceptsValidMessages(t *testing.T) {
	settings := game.DefaultSettings()
	unknown := protowire.AppendVarint(protowire.AppendTag(nil, 99, protowire.VarintType), 1)
	tests := []struct {
		name    string
		op      int64
		message proto.Message
		want    game.Action
	}{
		{"a position at the origin", OpPosition, &Position{X: new(float32(0)), Y: new(float32(0)), Z: new(float32(0))}, at(0, 0, 0)},
		{"a position", OpPosition, &Position{X: new(float32(1.5)), Z: new(float32(-0.001))}, at(1500, 0, -1)},
		{"a long direction", OpMove, &Move{Dx: new(float32(3)), Dz: new(float32(-4))}, steer(600, -800)},
		{"a stop", OpMove, &Move{}, steer(0, 0)},
		{"a vote", OpVote, &Vote{Target: new("bob")}, game.Action{Kind: game.CallOrVote, Target: "bob"}},
		{"a kill", OpKill, &Kill{Target: "bob"}, game.Action{Kind: game.Kill, Target: "bob"}},
		{"a start", OpStart, &Start{}, game.Action{Kind: game.Start}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			data, err := proto.Marshal(test.message)
			if err != nil {
				t.Fatal(err)
			}
			test.want.Op = test.op
			for _, data := range [][]byte{data, append(unknown, data...)} {
				if got := Decode(Protobuf, test.op, data, &settings); got != test.want {
					t.Errorf("got %+v, want %+v", got, test.want)
				}
			}
		})
	}
}

func TestSettingsAreEqualInBothEncodings(t *testing.T) {
	want := game.DefaultSettings()
	want.MaxSpeed, want.Imposters, want.ConfirmEjects, want.Visibility = 8300, 2, false, game.SeeFog
	binary, err := Append(nil, Protobuf, settingsMessage(&want))
	if err != nil {
		t.Fatal(err)
	}
	text, err := Append(nil, JSON, settingsMessage(&want))
	if err != nil {
		t.Fatal(err)
	}
	base := game.DefaultSettings()
	for encoding, data := range map[Encoding][]byte{Protobuf: binary, JSON: text} {
		got := Decode(encoding, OpSettings, data, &base)
		if got.Kind != game.ChangeSettings || *got.Settings != want {
			t.Errorf("encoding %d: got %+v %s, want %+v", encoding, got.Settings, got.Text, want)
		}
	}
}

func TestParseEncoding(t *testing.T) {
	for name, want := range map[string]Encoding{"": JSON, "json": JSON, "protobuf": Protobuf} {
		if got, ok := ParseEncoding(name); !ok || got != want {
			t.Errorf("%q is %d, %t", name, got, ok)
		}
	}
	if _, ok := ParseEncoding("xml"); ok {
		t.Error("xml is accepted as an encoding")
	}
}
