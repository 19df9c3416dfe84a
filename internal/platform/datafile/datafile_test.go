package datafile_test

import (
	"strings"
	"testing"

	"sagishi/internal/platform/datafile"
)

type hat struct {
	Name string `json:"name"`
}

func TestOneValueIsRead(t *testing.T) {
	got, err := datafile.Decode[hat]("hats", []byte(" {\"name\":\"cowboy\"}\n"))
	if err != nil || got.Name != "cowboy" {
		t.Errorf("got %v, %v", got, err)
	}
}

func TestSlipsAreErrorsThatNameTheFile(t *testing.T) {
	for _, test := range []struct{ name, data, want string }{
		{"nothing", ``, "EOF"},
		{"no JSON", `hat`, "invalid character"},
		{"a wrong type", `{"name":5}`, "name must not be a JSON number"},
		{"a list", `[]`, "the whole must not be a JSON array"},
		{"an unknown field", `{"size":"cowboy"}`, "size"},
		{"a second value", `{"name":"cowboy"}{}`, "after its end"},
		{"something after it", `{"name":"cowboy"} hat`, "after its end"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := datafile.Decode[hat]("hats", []byte(test.data))
			if err == nil || !strings.HasPrefix(err.Error(), "hats: ") || !strings.Contains(err.Error(), test.want) {
				t.Errorf("error %v: want one with %q", err, test.want)
			}
		})
	}
}
