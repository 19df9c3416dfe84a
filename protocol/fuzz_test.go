package protocol

import (
	"bytes"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"google.golang.org/protobuf/proto"

	"sagishi/game"
)

// seedPayloads offers every example under every op that a client may send.
func seedPayloads(f *testing.F, encode func(op int64, text []byte) []byte) {
	f.Helper()
	paths, err := filepath.Glob("testdata/*.client*.json")
	if err != nil || len(paths) == 0 {
		f.Fatalf("no examples: %v", err)
	}
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		for op := range OpMove + 2 {
			f.Add(op, encode(op, text))
		}
	}
}

func FuzzDecodeJSON(f *testing.F) {
	seedPayloads(f, func(_ int64, text []byte) []byte { return text })
	f.Add(OpPosition, []byte(`{"x":1e999,"\u0058":-0,"z":[{"z":1}],"Z":2}`))
	f.Fuzz(func(t *testing.T, op int64, data []byte) {
		action := checkDecoded(t, JSON, op, data)
		if action.Kind == game.Malformed || len(data) == 0 {
			return
		}
		if !json.Valid(data) {
			t.Errorf("took what is no JSON: %q", data)
		}
	})
}

func FuzzDecodeProtobuf(f *testing.F) {
	seedPayloads(f, func(op int64, text []byte) []byte {
		message := fromClient(op)
		if message == nil || json.Unmarshal(text, message) != nil {
			return nil
		}
		binary, err := proto.Marshal(message)
		if err != nil {
			f.Fatal(err)
		}
		return binary
	})
	f.Fuzz(func(t *testing.T, op int64, data []byte) {
		action := checkDecoded(t, Protobuf, op, data)
		if action.Kind == game.Malformed {
			return
		}
		if err := proto.Unmarshal(data, fromClient(op)); err != nil && op != OpPosition && op != OpMove {
			t.Errorf("took what is no such message: %v", err)
		}
	})
}

// checkDecoded checks what holds of every action, whatever the bytes.
func checkDecoded(t *testing.T, encoding Encoding, op int64, data []byte) game.Action {
	t.Helper()
	base := game.DefaultSettings()
	action := Decode(encoding, op, data, &base)
	const limit = maxCoordinate * game.Milli
	switch action.Kind {
	case game.Malformed:
		if action.Code == "" || action.Text == "" {
			t.Errorf("refused without a reason: %+v", action)
		}
	case game.Position:
		if to := action.To; max(to.X, to.Y, to.Z) > limit || min(to.X, to.Y, to.Z) < -limit {
			t.Errorf("at %v", to)
		}
	case game.Steer:
		x, z := int64(action.To.X), int64(action.To.Z)
		if x*x+z*z > game.Milli*game.Milli || action.To.Y != 0 {
			t.Errorf("direction %v is longer than 1", action.To)
		}
	case game.ChangeSettings:
		if err := action.Settings.Validate(); err != nil {
			t.Errorf("took settings that are not valid: %v", err)
		}
	case game.Kick, game.Kill, game.Report, game.DoTask, game.Sabotage, game.Repair:
		if action.Target == "" {
			t.Errorf("no target: %+v", action)
		}
	default:
	}
	if action.Op != op || base != game.DefaultSettings() {
		t.Errorf("op %d became %d, settings %+v", op, action.Op, base)
	}
	return action
}

// FuzzMembers compares the reader of objects with the standard library's.
func FuzzMembers(f *testing.F) {
	for _, text := range []string{
		`{}`, ` { "a" : 1 , "b":[1,{"c":"}"}],"a":"\"" } `, `{"\u0061\n":{},"":null}`, `{"a":"\\","b":"\\\""}`, `{"a":-1.5e3,"b":true}`,
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var want map[string]json.RawMessage
		if err := json.Unmarshal(data, &want); err != nil || want == nil {
			if isObject(data) {
				t.Errorf("%q is no object: %v", data, err)
			}
			return
		}
		if !isObject(data) {
			if deepest(data) < maxDepth {
				t.Errorf("%q is an object", data)
			}
			return
		}
		if !utf8.Valid(data) {
			return // names that are no text match nothing anyway
		}
		got := map[string]json.RawMessage{}
		for name, raw := range members(data) {
			got[string(name)] = raw
		}
		if !maps.EqualFunc(got, want, func(a, b json.RawMessage) bool { return bytes.Equal(a, b) }) {
			t.Errorf("%q reads as %q, want %q", data, got, want)
		}
	})
}

// deepest bounds how deep the data nests.
func deepest(data []byte) int { return bytes.Count(data, []byte("{")) + bytes.Count(data, []byte("[")) }

func TestOnlyWhatIsJSONIsAnObject(t *testing.T) {
	for _, text := range []string{
		`{}`, `{"a":0,"b":-0.5e+7,"c":1E-2,"d":[ ],"e":[1 , 2],"f":{"g":null}}`, `{"\"\\\/\b\f\n\r\t\u00aF":"é"}`,
		` {"a" : true ,"b":false} `, `{"a":` + strings.Repeat("[", 62) + strings.Repeat("]", 62) + `}`,
	} {
		if !json.Valid([]byte(text)) || !isObject([]byte(text)) {
			t.Errorf("%s is an object", text)
		}
	}
	for _, text := range []string{
		``, ` `, `[]`, `"a"`, `1`, `{`, `{"a"`, `{"a":`, `{"a":1`, `{"a":1,`, `{"a":1,}`, `{,}`, `{a:1}`, `{"a" 1}`, `{"a":1 "b":2}`, `{1:2}`,
		`{"a":01}`, `{"a":1.}`, `{"a":.5}`, `{"a":-}`, `{"a":+1}`, `{"a":1e}`, `{"a":1e+}`, `{"a":tru}`, `{"a":nul}`, `{"a":falsy}`, `{"a":[1,]}`, `{"a":[1 2]}`, `{"a":[1}`,
		"{\"a\":\"\n\"}", `{"a":"\x"}`, `{"a":"\u12g4"}`, `{"a":"\u12`, `{"a":"\`, `{"a":"`, `{}}`, `{}x`,
	} {
		if json.Valid([]byte(text)) && text[0] == '{' || isObject([]byte(text)) {
			t.Errorf("%s is no object", text)
		}
	}
	if isObject([]byte(`{"a":` + strings.Repeat("[", 99) + strings.Repeat("]", 99) + `}`)) {
		t.Error("what is nested too deep is taken")
	}
}
