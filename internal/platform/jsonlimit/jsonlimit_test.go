package jsonlimit_test

import (
	"encoding/json"
	"io"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"sagishi/internal/platform/jsonlimit"
)

func TestCheck(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{`{}`, ""},
		{`{"hats":["cowboy","alien"]}`, ""},
		{`{"a":-1.5e-21,"b":1E+21,"c":0,"d":[1,2,3]}`, ""},
		{`[12345678901234567890123456789012]`, ""},
		{`{"a":"1e131071 \\u0000 \" \\ud800"}`, ""},
		{`{"smile":"\ud83d\ude00","raw":"😀"}`, ""},
		{strings.Repeat("[", 32) + strings.Repeat("]", 32), ""},
		{strings.Repeat(`[[]],`, 100), ""},
		{`{"a":1e131071}`, "numbers"},
		{`{"a":1e22}`, "numbers"},
		{`{"a":1e-22}`, "numbers"},
		{`{"a":1e99999999999999999999}`, "numbers"},
		{`[123456789012345678901234567890123]`, "numbers"},
		{`[0.0000000000000000000000000000001]`, "numbers"},
		{`{"a":"\u0000"}`, "zero"},
		{`{"\u0000":1}`, "zero"},
		{`{"a":"\ud800"}`, "surrogate"},
		{`{"a":"\udc00"}`, "surrogate"},
		{`{"a":"\ud800\ud800"}`, "surrogate"},
		{`{"a":"\ud800\\udc00"}`, "surrogate"},
		{`{"a":"\ud800x"}`, "surrogate"},
		{`{"\udbff":1}`, "surrogate"},
		{strings.Repeat("[", 33) + strings.Repeat("]", 33), "deep"},
		{strings.Repeat(`{"a":`, 33) + "1" + strings.Repeat("}", 33), "deep"},
	} {
		err := jsonlimit.Check(c.text)
		if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("%s: %v, want %q", c.text, err, c.want)
		}
	}
}

// FuzzCheck compares the check with one that reads the tokens of encoding/json.
func FuzzCheck(f *testing.F) {
	for _, text := range []string{
		`{}`, `[1e21,-1e-22]`, `{"a":"\ud83d\ude00"}`, `{"a":"\ud83d"}`, `"\\u0000"`, `"\u0000"`, `"\ud800\udc00\udc00"`, `-0.5E+09`,
		`[[[[]]],{"a":{}}]`, `1e`, `"\`, `"\u12`, `"\ud800\`, `{"a":123456789012345678901234567890.1e1}`, strings.Repeat("[", 33),
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		err := jsonlimit.Check(text)
		if json.Valid([]byte(text)) && (err == nil) != allowed(text) {
			t.Errorf("%q: %v", text, err)
		}
	})
}

var number = regexp.MustCompile(`^[^eE]*(?:[eE](.*))?$`)

// allowed is the rule in the plainest form. Surrogates are told from encoding/json
// by its replacing lone ones.
func allowed(text string) bool {
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.UseNumber()
	depth, at := 0, int64(0)
	for {
		token, err := decoder.Token()
		if err != nil {
			return err == io.EOF
		}
		raw := text[at:decoder.InputOffset()]
		at = decoder.InputOffset()
		switch v := token.(type) {
		case json.Delim:
			if depth++; v == '}' || v == ']' {
				depth -= 2
			}
			if depth > jsonlimit.MaxDepth {
				return false
			}
		case json.Number:
			exponent := number.FindStringSubmatch(v.String())[1]
			n, err := strconv.Atoi(exponent)
			if len(v) > jsonlimit.MaxNumber || exponent != "" && (err != nil || max(n, -n) > jsonlimit.MaxExponent) {
				return false
			}
		case string:
			written := strings.Count(raw, "\ufffd") + escapedReplacements(raw) + invalidBytes(raw)
			if strings.Contains(v, "\x00") || strings.Count(v, "\ufffd") != written {
				return false
			}
		}
	}
}

var escape = regexp.MustCompile(`\\(?:u[0-9a-fA-F]{4}|.)`)

// escapedReplacements counts the replacement characters that are written as
// escapes.
func escapedReplacements(text string) (count int) {
	for _, found := range escape.FindAllString(text, -1) {
		if strings.EqualFold(found, `\ufffd`) {
			count++
		}
	}
	return count
}

// invalidBytes is how many bytes of a text are not UTF-8: encoding/json replaces
// them too.
func invalidBytes(text string) (count int) {
	for i, r := range text {
		if r == '\ufffd' && !strings.HasPrefix(text[i:], "\ufffd") {
			count++
		}
	}
	return count
}

func BenchmarkCheck(b *testing.B) {
	text := `{"favorites":[` + strings.Repeat(`{"hat":"cow\"boy \u00e9","n":-12.5e3,"list":[1,2,3],"on":true},`, 300)
	text = text[:16<<10-2] + `"}`
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		if err := jsonlimit.Check(text); err != nil {
			b.Fatal(err)
		}
	}
}
