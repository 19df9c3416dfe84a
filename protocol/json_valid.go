package protocol

import "bytes"

// maxDepth bounds how deep a client may nest what nobody reads.
const maxDepth = 64

// isObject reports whether the data is one valid JSON object and nothing else.
// The standard library's check is the same, but slower by half and not without
// garbage on this path, which every position takes.
func isObject(data []byte) bool {
	at := skipSpace(data, 0)
	if at >= len(data) || data[at] != '{' {
		return false
	}
	at = validValue(data, at, maxDepth)
	return at >= 0 && skipSpace(data, at) == len(data)
}

// validValue is just past the valid value that begins at the index; -1 if
// there is none.
func validValue(data []byte, at, depth int) int {
	if at >= len(data) || depth == 0 {
		return -1
	}
	switch data[at] {
	case '{':
		return validItems(data, at, '}', depth)
	case '[':
		return validItems(data, at, ']', depth)
	case '"':
		return validString(data, at)
	case 't':
		return validWord(data, at, "true")
	case 'f':
		return validWord(data, at, "false")
	case 'n':
		return validWord(data, at, "null")
	}
	return validNumber(data, at)
}

// validItems is just past the object or list, which ends with the byte.
func validItems(data []byte, at int, end byte, depth int) int {
	at = skipSpace(data, at+1)
	if at < len(data) && data[at] == end {
		return at + 1
	}
	for {
		if end == '}' {
			at = validName(data, at)
			if at < 0 {
				return -1
			}
		}
		at = validValue(data, at, depth-1)
		if at < 0 {
			return -1
		}
		at = skipSpace(data, at)
		switch {
		case at >= len(data):
			return -1
		case data[at] == end:
			return at + 1
		case data[at] != ',':
			return -1
		}
		at = skipSpace(data, at+1)
	}
}

// validName is at the value that follows a member's name.
func validName(data []byte, at int) int {
	if at >= len(data) || data[at] != '"' {
		return -1
	}
	at = validString(data, at)
	if at < 0 {
		return -1
	}
	at = skipSpace(data, at)
	if at >= len(data) || data[at] != ':' {
		return -1
	}
	return skipSpace(data, at+1)
}

func validString(data []byte, at int) int {
	for at++; at < len(data); at++ {
		switch c := data[at]; {
		case c == '"':
			return at + 1
		case c < ' ':
			return -1
		case c == '\\':
			at = validEscape(data, at+1)
			if at < 0 {
				return -1
			}
		}
	}
	return -1
}

// validEscape is at the last byte of the escape whose first is at the index.
func validEscape(data []byte, at int) int {
	if at >= len(data) || bytes.IndexByte([]byte(`"\/bfnrtu`), data[at]) < 0 {
		return -1
	}
	if data[at] != 'u' {
		return at
	}
	for i := at + 1; i <= at+4; i++ {
		if i >= len(data) || !isHex(data[i]) {
			return -1
		}
	}
	return at + 4
}

func isHex(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F'
}

func validWord(data []byte, at int, word string) int {
	if !bytes.HasPrefix(data[at:], []byte(word)) {
		return -1
	}
	return at + len(word)
}

func validNumber(data []byte, at int) int {
	if at < len(data) && data[at] == '-' {
		at++
	}
	start := at
	at = skipDigits(data, at)
	if at == start || at > start+1 && data[start] == '0' {
		return -1
	}
	if at < len(data) && data[at] == '.' {
		start = at + 1
		if at = skipDigits(data, start); at == start {
			return -1
		}
	}
	if at < len(data) && (data[at] == 'e' || data[at] == 'E') {
		return validExponent(data, at+1)
	}
	return at
}

func validExponent(data []byte, at int) int {
	if at < len(data) && (data[at] == '+' || data[at] == '-') {
		at++
	}
	end := skipDigits(data, at)
	if end == at {
		return -1
	}
	return end
}

func skipDigits(data []byte, at int) int {
	for at < len(data) && data[at] >= '0' && data[at] <= '9' {
		at++
	}
	return at
}
