package protocol

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"google.golang.org/protobuf/proto"

	"sagishi/game"
)

// seedPayloads adds every example, with every op that a client may send.
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
		for op := range OpBots + 2 {
			f.Add(op, encode(op, text))
		}
	}
}

func FuzzDecodeJSON(f *testing.F) {
	seedPayloads(f, func(_ int64, text []byte) []byte { return text })
	f.Add(OpVote, []byte(`{"target":"bob","skip":null}`))
	f.Add(OpSettings, []byte(` { } `))
	f.Add(OpPosition, []byte(`{"x":1e999,"\u0058":-0,"z":[{"z":1}],"Z":2}`))
	f.Fuzz(func(t *testing.T, op int64, data []byte) {
		action := checkDecoded(t, JSON, op, data)
		if action.Kind == game.Malformed || len(data) == 0 {
			return
		}
		if !json.Valid(data) {
			t.Errorf("%q is accepted and not JSON", data)
		}
		for name, optional := range fieldsOf(op) {
			withNull := addNull(data, name)
			got := checkDecoded(t, JSON, op, withNull)
			if optional && len(withNull) <= maxPayload && !reflect.DeepEqual(got, action) {
				t.Errorf("%q is decoded as %+v, want %+v as without null", withNull, got, action)
			}
			if !optional && got.Kind != game.Malformed {
				t.Errorf("%q has null in a required field and is accepted", withNull)
			}
		}
	})
}

// fieldsOf says of each field of a client's message whether it is optional.
func fieldsOf(op int64) map[string]bool {
	optional := map[string]bool{}
	fields := newClientMessage(op).ProtoReflect().Descriptor().Fields()
	for i := range fields.Len() {
		optional[string(fields.Get(i).Name())] = fields.Get(i).HasPresence()
	}
	return optional
}

// addNull adds a null member as the first of an object.
func addNull(object []byte, name string) []byte {
	_, members, _ := bytes.Cut(object, []byte("{"))
	comma := ","
	if bytes.HasPrefix(bytes.TrimSpace(members), []byte("}")) {
		comma = ""
	}
	return fmt.Appendf(nil, `{"%s":null%s%s`, name, comma, members)
}

func FuzzDecodeProtobuf(f *testing.F) {
	seedPayloads(f, func(op int64, text []byte) []byte {
		message := newClientMessage(op)
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
		if err := proto.Unmarshal(data, newClientMessage(op)); err != nil && op != OpPosition && op != OpMove {
			t.Errorf("a message is accepted that is not valid: %v", err)
		}
	})
}

// checkDecoded decodes a message and checks the limits that every action keeps.
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
			t.Errorf("invalid settings are accepted: %v", err)
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
