package jsonscan

import (
	"bytes"
	"encoding/json"
	"strconv"
	"unicode/utf8"
)

// Value is the value of a member: a view of the data, read when asked for.
type Value struct {
	raw      []byte
	mantissa uint64
	decimals int // of a number: the mantissa's digits after the point; or notExact
}

const (
	notExact = -1 // a number that only strconv reads exactly
	// maxDigits is how many digits a float64 holds exactly. It holds the powers
	// of ten up to 1e22 exactly, too.
	maxDigits = 15
)

// Raw returns the value as it is written.
func (v Value) Raw() []byte { return v.raw }

// IsNull reports whether the value is null.
func (v Value) IsNull() bool { return v.raw[0] == 'n' }

// Bool returns a true or false. ok is false if the value is something else.
func (v Value) Bool() (b, ok bool) { return v.raw[0] == 't', v.raw[0] == 't' || v.raw[0] == 'f' }

// Text returns a string, unescaped. ok is false if the value is something
// else.
func (v Value) Text() (text string, ok bool) {
	if v.raw[0] != '"' {
		return "", false
	}
	return string(unquote(v.raw)), true
}

// Number returns a number; one beyond float64 is infinite. ok is false if the
// value is something else.
func (v Value) Number() (n float64, ok bool) {
	if v.raw[0] != '-' && !isDigit(v.raw[0]) {
		return 0, false
	}
	if v.decimals == notExact {
		n, _ = strconv.ParseFloat(string(v.raw), 64) // the only error left is the range
		return n, true
	}
	scale := 1.0
	for range v.decimals {
		scale *= 10
	}
	n = float64(v.mantissa) / scale // rounds once, as strconv does
	if v.raw[0] == '-' {
		n = -n
	}
	return n, true
}

// unquote returns the text of a string. Without an escape it is a view of the
// data. Bytes that are not UTF-8 are replaced, as encoding/json does.
func unquote(quoted []byte) []byte {
	text := quoted[1 : len(quoted)-1]
	if bytes.IndexByte(text, '\\') < 0 && utf8.Valid(text) {
		return text
	}
	var unescaped string
	if err := json.Unmarshal(quoted, &unescaped); err != nil { // the syntax was checked
		return text
	}
	return []byte(unescaped)
}
