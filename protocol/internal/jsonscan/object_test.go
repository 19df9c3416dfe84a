package jsonscan

import (
	"encoding/json"
	"strings"
	"testing"
)

// isObject reads all of the data and reports whether it is one object.
func isObject(data string) bool {
	object := Scan([]byte(data))
	for object.Next() {
	}
	return object.Valid()
}

func TestValidJSONObjectsAreAccepted(t *testing.T) {
	for _, text := range []string{
		`{}`, `{"a":0,"b":-0.5e+7,"c":1E-2,"d":[ ],"e":[1 , 2],"f":{"g":null}}`, `{"\"\\\/\b\f\n\r\t\u00aF":"é"}`,
		` {"a" : true ,"b":false} `, " { \n } ", `{"a":` + strings.Repeat("[", MaxDepth-1) + strings.Repeat("]", MaxDepth-1) + `}`,
	} {
		if !json.Valid([]byte(text)) || !isObject(text) {
			t.Errorf("%s is refused", text)
		}
	}
}

func TestEverythingElseIsRefused(t *testing.T) {
	for _, text := range []string{
		``, ` `, `[]`, `"a"`, `1`, `null`, `}`, `,`, `{`, `{"a"`, `{"a":`, `{"a":1`, `{"a":1,`, `{"a":1,}`, `{,}`, `{,"a":1}`, `{a:1}`, `{"a" 1}`, `{"a":1 "b":2}`, `{1:2}`,
		`{"a":01}`, `{"a":1.}`, `{"a":.5}`, `{"a":-}`, `{"a":+1}`, `{"a":1e}`, `{"a":1e+}`, `{"a":tru}`, `{"a":nul}`, `{"a":falsy}`, `{"a":[1,]}`, `{"a":[1 2]}`, `{"a":[1}`,
		"{\"a\":\"\n\"}", `{"a":"\x"}`, `{"a":"\u12g4"}`, "{\"a\":\"\\u\x11111\"}", `{"a":"\u12`, `{"a":"\`, "{\"a\":\"\\\x00\"}", `{"a":"`, `{}}`, `{}x`, `{}{}`, `{"a":1}x`,
		"{\"a\":1}\x00", `{"a":{"b" 1}}`, `{"a":{1}}`, `{"a":{"b":}}`,
	} {
		if json.Valid([]byte(text)) && text[0] == '{' || isObject(text) {
			t.Errorf("%s is accepted", text)
		}
	}
}

func TestDeepNestingIsRefused(t *testing.T) {
	if isObject(`{"a":` + strings.Repeat("[", MaxDepth) + strings.Repeat("]", MaxDepth) + `}`) {
		t.Error("one level more than MaxDepth is accepted")
	}
}

func TestMembersComeInTheirOrderAndTwiceIfWrittenTwice(t *testing.T) {
	var got []string
	object := Scan([]byte(` {"b":1, "\u0061" : [2,{"b":3}] ,"b":"4"} `))
	for object.Next() {
		got = append(got, string(object.Name())+"="+string(object.Value().Raw()))
	}
	if want := `b=1 a=[2,{"b":3}] b="4"`; strings.Join(got, " ") != want || !object.Valid() {
		t.Errorf("got %q, valid %t", got, object.Valid())
	}
	if object.Next() || !object.Valid() {
		t.Error("the object does not stay at its end")
	}
}

func TestValuesHaveOneType(t *testing.T) {
	tests := []struct {
		raw                              string
		isNull, isBool, isText, isNumber bool
	}{
		{raw: `null`, isNull: true},
		{raw: `true`, isBool: true},
		{raw: `false`, isBool: true},
		{raw: `"true"`, isText: true},
		{raw: `-1e3`, isNumber: true},
		{raw: `0`, isNumber: true},
		{raw: `[1]`},
		{raw: `{"a":1}`},
	}
	for _, test := range tests {
		object := Scan([]byte(`{"a":` + test.raw + `}`))
		if !object.Next() {
			t.Fatalf("%s is refused", test.raw)
		}
		value := object.Value()
		_, isBool := value.Bool()
		_, isText := value.Text()
		_, isNumber := value.Number()
		if value.IsNull() != test.isNull || isBool != test.isBool || isText != test.isText || isNumber != test.isNumber {
			t.Errorf("%s: null %t, bool %t, text %t, number %t", test.raw, value.IsNull(), isBool, isText, isNumber)
		}
	}
}

func TestReadingNumbersDoesNotAllocate(t *testing.T) {
	data := []byte(`{"x":-12.345,"y":0.30000000000000004,"z":1e-7,"other":[{"a":"b"}]}`)
	allocs := testing.AllocsPerRun(100, func() {
		object := Scan(data)
		for object.Next() {
			if len(object.Name()) == 1 {
				object.Value().Number()
			}
		}
		if !object.Valid() {
			t.Fatal("refused")
		}
	})
	if allocs != 0 {
		t.Errorf("%v allocations", allocs)
	}
}
