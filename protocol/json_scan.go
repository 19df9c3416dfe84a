package protocol

import (
	"bytes"
	"encoding/json"
	"iter"
)

// members yields the names and raw values of a JSON object's members in their
// order, twice a name if it comes twice. The data must be valid JSON and an
// object; see isObject.
func members(data []byte) iter.Seq2[[]byte, []byte] {
	return func(yield func([]byte, []byte) bool) {
		at := skipSpace(data, skipSpace(data, 0)+1)
		for at < len(data) && data[at] == '"' {
			end := stringEnd(data, at)
			name := data[at:end]
			at = skipSpace(data, skipSpace(data, end)+1) // past the colon
			end = valueEnd(data, at)
			if !yield(unquote(name), data[at:end]) {
				return
			}
			at = skipSpace(data, skipSpace(data, end)+1) // past the comma or the brace
		}
	}
}

func skipSpace(data []byte, at int) int {
	for at < len(data) && (data[at] == ' ' || data[at] == '\t' || data[at] == '\n' || data[at] == '\r') {
		at++
	}
	return at
}

// stringEnd is just past the string that begins at the index.
func stringEnd(data []byte, at int) int {
	for at++; at < len(data); at++ {
		switch data[at] {
		case '\\':
			at++
		case '"':
			return at + 1
		}
	}
	return len(data)
}

// valueEnd is just past the value that begins at the index.
func valueEnd(data []byte, at int) int {
	switch {
	case at >= len(data):
		return len(data)
	case data[at] == '"':
		return stringEnd(data, at)
	case data[at] == '{' || data[at] == '[':
		return nestedEnd(data, at)
	}
	for at < len(data) && !endsWord(data[at]) {
		at++
	}
	return at
}

func endsWord(c byte) bool {
	return c == ',' || c == '}' || c == ']' || c == ' ' || c == '\t' || c == '\r' || c == '\n'
}

// nestedEnd is just past the object or list that begins at the index.
func nestedEnd(data []byte, at int) int {
	depth := 0
	for at < len(data) {
		switch data[at] {
		case '"':
			at = stringEnd(data, at)
			continue
		case '{', '[':
			depth++
		case '}', ']':
			depth--
		}
		at++
		if depth == 0 {
			return at
		}
	}
	return len(data)
}

// unquote returns what a string's JSON form says. One without escapes is
// returned as it lies.
func unquote(quoted []byte) []byte {
	inner := quoted[1 : len(quoted)-1]
	if bytes.IndexByte(inner, '\\') < 0 {
		return inner
	}
	var text string
	if err := json.Unmarshal(quoted, &text); err != nil {
		return inner
	}
	return []byte(text)
}
