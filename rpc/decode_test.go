package rpc

import (
	"reflect"
	"strings"
	"testing"

	"sagishi/internal/platform/apierr"
)

type sample struct {
	Name  string         `json:"name"`
	Count integer        `json:"count"`
	Skill float64        `json:"skill"`
	Open  bool           `json:"open"`
	Tags  *[]string      `json:"tags"`
	Pairs []pair         `json:"pairs"`
	Extra map[string]any `json:"extra"`
}

type pair struct {
	Left string `json:"left"`
}

// strict has fields that a request must have.
type strict struct {
	Name  string       `json:"name" rpc:"required"`
	Count *integer     `json:"count" rpc:"required"`
	Pairs []strictPair `json:"pairs"`
}

type strictPair struct {
	Left []string `json:"left" rpc:"required"`
}

func TestDecodeReadsRequests(t *testing.T) {
	tests := []struct {
		payload string
		want    sample
	}{
		{"", sample{}},
		{"{}", sample{}},
		{" {\n} ", sample{}},
		{`{"name":"ann","open":true}`, sample{Name: "ann", Open: true}},
		{`{"count":100}`, sample{Count: 100}},
		{`{"count":100.0}`, sample{Count: 100}},
		{`{"count":1e2}`, sample{Count: 100}},
		{`{"count":-0}`, sample{Count: 0}},
		{`{"count":9007199254740992}`, sample{Count: 1 << 53}},
		{`{"skill":125}`, sample{Skill: 125}},
		{`{"skill":-1.5e3}`, sample{Skill: -1500}},
		{`{"tags":[]}`, sample{Tags: &[]string{}}},
		{`{"tags":["a","a"]}`, sample{Tags: &[]string{"a", "a"}}},
		{`{"pairs":[{"left":"a"},{}]}`, sample{Pairs: []pair{{Left: "a"}, {}}}},
		{`{"extra":{"a":1,"b":[true,null,{"c":"d"}],"A":2}}`, sample{Extra: map[string]any{
			"a": 1.0, "b": []any{true, nil, map[string]any{"c": "d"}}, "A": 2.0,
		}}},
		{`{"name":"\u00e9\ud83d\ude00"}`, sample{Name: "é😀"}},
		{`{"name":null,"count":null,"skill":null,"open":null,"tags":null,"pairs":null,"extra":null}`, sample{}},
		{`{"pairs":[{"left":null}],"skill":2}`, sample{Pairs: []pair{{}}, Skill: 2}},
	}
	for _, test := range tests {
		got, err := decode[sample](test.payload)
		if err != nil || !reflect.DeepEqual(got, test.want) {
			t.Errorf("decode %s = %+v, %v, want %+v", test.payload, got, err, test.want)
		}
	}
}

func TestDecodeErrorsNameTheField(t *testing.T) {
	tests := []struct{ payload, want string }{
		{`{"Name":"ann"}`, "Name is unknown"},
		{`{"NAME":"ann","name":"bob"}`, "NAME is unknown"},
		{`{"":1}`, " is unknown"},
		{`{"name":"a","name":"b"}`, "name is given twice"},
		{`{"name":"a","n\u0061me":"b"}`, "name is given twice"},
		{`{"extra":{"a":{"b":1,"b":2}}}`, "extra.a.b is given twice"},
		{`{"name":5}`, "name must be a string"},
		{`{"name":null,"name":"a"}`, "name is given twice"},
		{`{"Name":null}`, "Name is unknown"},
		{`{"extra":{"a":null,"a":1}}`, "extra.a is given twice"},
		{`{"name":["a"]}`, "name must be a string"},
		{`{"name":{}}`, "name must be a string"},
		{`{"open":"true"}`, "open must be true or false"},
		{`{"open":1}`, "open must be true or false"},
		{`{"count":"5"}`, "count must be a number"},
		{`{"count":1.5}`, "count must be a whole number"},
		{`{"count":9007199254740994}`, "count must be a whole number"},
		{`{"count":1e300}`, "count must be a whole number"},
		{`{"count":1e999}`, "count is out of range"},
		{`{"skill":1e999}`, "skill is out of range"},
		{`{"skill":true}`, "skill must be a number"},
		{`{"tags":[null]}`, "tags[0] must be a string"},
		{`{"pairs":[null]}`, "pairs[0] must be an object"},
		{`{"tags":"a"}`, "tags must be a list"},
		{`{"tags":["a",5]}`, "tags[1] must be a string"},
		{`{"pairs":{}}`, "pairs must be a list"},
		{`{"pairs":[{"left":"a"},{"right":"b"}]}`, "pairs[1].right is unknown"},
		{`{"pairs":[{"left":1}]}`, "pairs[0].left must be a string"},
		{`{"pairs":[[]]}`, "pairs[0] must be an object"},
		{`{"extra":[]}`, "extra must be an object"},
		{`{"extra":{"a":1e999}}`, "extra.a is out of range"},
		{`{"extra":{"a":["\u0000"]}}`, "extra.a[0] must not have a zero character"},
		{`{"extra":{"\u0000":1}}`, "must not have a zero character"},
		{`{"name":"a\u0000b"}`, "name must not have a zero character"},
		{`[]`, "payload must be an object"},
		{`null`, "payload must be an object"},
		{`"x"`, "payload must be an object"},
		{`{}{}`, "one JSON object"},
		{`{"name":"a",}`, "one JSON object"},
		{`{'name':'a'}`, "one JSON object"},
		{`{"name":"` + strings.Repeat("a", maxPayload) + `"}`, "payload must have at most 16384 bytes"},
		{strings.Repeat("[", maxPayload), "one JSON object"},
		{`{"` + strings.Repeat("é", 100) + `":1}`, "é… is unknown"},
	}
	for _, test := range tests {
		_, err := decode[sample](test.payload)
		if err == nil || apierr.CodeOf(err) != apierr.CodeInvalidArgument || !strings.Contains(err.Error(), test.want) {
			t.Errorf("decode %.80s: %v, want %q", test.payload, err, test.want)
		}
		if err != nil && len(err.Error()) > 200 {
			t.Errorf("decode %.80s: the error has %d bytes", test.payload, len(err.Error()))
		}
	}
}

func TestRequiredFieldsMustHaveAValue(t *testing.T) {
	if got, err := decode[strict](`{"name":"","count":0,"pairs":[{"left":[]}]}`); err != nil || got.Count == nil || *got.Count != 0 {
		t.Errorf("decode = %+v, %v", got, err)
	}
	for payload, want := range map[string]string{
		``:                            "name is required",
		`{"count":1}`:                 "name is required",
		`{"name":null,"count":1}`:     "name must be a string",
		`{"name":"a"}`:                "count is required",
		`{"name":"a","count":null}`:   "count must be a number",
		`{"name":"a","pairs":[{}]}`:   "pairs[0].left is required",
		`{"pairs":[{"left":null}]}`:   "pairs[0].left must be a list",
		`{"pairs":[{"left":[null]}]}`: "pairs[0].left[0] must be a string",
	} {
		_, err := decode[strict](payload)
		if err == nil || apierr.CodeOf(err) != apierr.CodeInvalidArgument || !strings.Contains(err.Error(), want) {
			t.Errorf("decode %s: %v, want %q", payload, err, want)
		}
	}
}

func TestLongestPayloadIsAccepted(t *testing.T) {
	frame := len(`{"name":""}`)
	got, err := decode[sample](`{"name":"` + strings.Repeat("a", maxPayload-frame) + `"}`)
	if err != nil || len(got.Name) != maxPayload-frame {
		t.Errorf("decode: %d characters, %v", len(got.Name), err)
	}
}

func TestUUIDs(t *testing.T) {
	for _, id := range []string{missingID, strings.ToUpper(missingID)} {
		if got, err := idOf("user_id", id); err != nil || got != missingID {
			t.Errorf("idOf(%s) = %s, %v", id, got, err)
		}
	}
	for _, id := range []string{
		"", "ann", missingID[1:], missingID + "0", "{" + missingID + "}", strings.ReplaceAll(missingID, "-", ""),
		strings.ReplaceAll(missingID, "-", "0"), strings.Replace(missingID, "9", "g", 1), strings.Repeat("-", 36),
		"\x00" + missingID[1:], "é" + missingID[2:],
	} {
		_, err := idOf("user_id", id)
		if err == nil || apierr.CodeOf(err) != apierr.CodeInvalidArgument || !strings.Contains(err.Error(), "user_id") {
			t.Errorf("idOf(%q): %v", id, err)
		}
	}
}
