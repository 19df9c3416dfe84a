package jsonscan

import (
	"bytes"
	"encoding/json"
	"errors"
	"math"
	"reflect"
	"testing"
)

// FuzzObject compares acceptance, names and values with encoding/json.
func FuzzObject(f *testing.F) {
	for _, text := range []string{
		`{}`, ` { "a" : 1 , "b":[1,{"c":"}"}],"a":"\"" } `, `{"\u0061\n":{},"":null}`, `{"a":"\\","b":"\\\""}`, `{"a":-1.5e3,"b":true}`,
		`{"x":-0,"y":0.1,"z":123456789012345}`, `{"x":1e999,"y":-1234567890123456.75,"z":5e-324}`, `{"a":"\ud800","b":"\ud83d\ude00"}`,
		"{\"a\xff\":\"\xc3(\"}", `{"x":00}`, `{"x":1.}`, `{"x":0.30000000000000004}`, `[]`, `{"a":[[[[]]]]}`, "{\"a\":\"\\u\x11111\"}", `{"a":1}}`,
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		got := map[string]Value{}
		object := Scan(data)
		for object.Next() {
			got[string(object.Name())] = object.Value()
		}
		var want map[string]json.RawMessage
		if err := json.Unmarshal(data, &want); err != nil || want == nil {
			if object.Valid() {
				t.Errorf("%q is no object: %v", data, err)
			}
			return
		}
		if !object.Valid() {
			if bytes.Count(data, []byte("{"))+bytes.Count(data, []byte("[")) <= MaxDepth {
				t.Errorf("%q is an object", data)
			}
			return
		}
		if len(got) != len(want) {
			t.Errorf("%q has %d names, want %d", data, len(got), len(want))
		}
		for name, raw := range want {
			if value, found := got[name]; !found || !bytes.Equal(value.Raw(), raw) {
				t.Errorf("%q of %q is %q, want %q", name, data, value.Raw(), raw)
			} else {
				compareValue(t, value)
			}
		}
	})
}

// compareValue checks that a value means what encoding/json says.
func compareValue(t *testing.T, value Value) {
	t.Helper()
	var want any
	err := json.Unmarshal(value.Raw(), &want)
	n, isNumber := value.Number()
	if _, outOfRange := errors.AsType[*json.UnmarshalTypeError](err); outOfRange {
		if !isNumber && value.Raw()[0] != '[' && value.Raw()[0] != '{' || isNumber && !math.IsInf(n, 0) {
			t.Errorf("%s is %v, want infinity", value.Raw(), n)
		}
		return
	}
	var got any
	text, isText := value.Text()
	b, isBool := value.Bool()
	switch {
	case isNumber:
		got = n
	case isText:
		got = text
	case isBool:
		got = b
	case value.IsNull():
	default:
		if kind := reflect.ValueOf(want).Kind(); kind == reflect.Map || kind == reflect.Slice {
			return
		}
	}
	if err != nil || got != want || isNumber && math.Signbit(n) != math.Signbit(want.(float64)) {
		t.Errorf("%s is %v, want %v (%v)", value.Raw(), got, want, err)
	}
}
