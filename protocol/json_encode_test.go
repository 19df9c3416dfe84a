package protocol

import (
	"bytes"
	"encoding/json"
	"testing"
)

func TestAppendKeepsThePrefix(t *testing.T) {
	for encoding := range Encoding(Encodings) {
		got, err := Append([]byte("before"), encoding, &Tasks{Done: 1})
		if err != nil || !bytes.HasPrefix(got, []byte("before")) || len(got) <= len("before") {
			t.Errorf("encoding %d: %q, %v", encoding, got, err)
		}
	}
}

func TestJSONTextsAreEscaped(t *testing.T) {
	for _, text := range []string{"", "plain", `"quoted"`, `back\slash`, "tab\t", "<b>&", "späti", "名前", "\x00\x7f", "\u2028"} {
		encoded, err := Append(nil, JSON, &Rejected{Message: text})
		if err != nil {
			t.Fatal(err)
		}
		var back struct{ Message string }
		if err := json.Unmarshal(encoded, &back); err != nil || back.Message != text {
			t.Errorf("%q is written as %s: %v", text, encoded, err)
		}
	}
}
