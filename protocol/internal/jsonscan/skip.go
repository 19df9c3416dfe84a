package jsonscan

import (
	"bytes"
	"strings"
)

// MaxDepth is how deep values may nest, the object itself included.
const MaxDepth = 64

// Each skip function checks what begins at the index and returns the index
// after it; -1 if the syntax is wrong.

func skipValue(data []byte, at, depth int) int {
	switch c := byteAt(data, at); c {
	case '{', '[':
		return skipNested(data, at, depth)
	case '"':
		return skipString(data, at)
	case 't':
		return skipWord(data, at, "true")
	case 'f':
		return skipWord(data, at, "false")
	case 'n':
		return skipWord(data, at, "null")
	default:
		if c != '-' && !isDigit(c) {
			return -1
		}
		_, _, end := scanNumber(data, at)
		return end
	}
}

// skipNested skips an object or an array.
func skipNested(data []byte, at, depth int) int {
	if depth == 0 {
		return -1
	}
	named, end := data[at] == '{', data[at]+2 // the closing bracket of both is 2 further in ASCII
	at = skipSpace(data, at+1)
	if byteAt(data, at) == end {
		return at + 1
	}
	for {
		if named {
			if at = skipString(data, at); at < 0 {
				return -1
			}
			if at = skipColon(data, at); at < 0 {
				return -1
			}
		}
		if at = skipValue(data, at, depth-1); at < 0 {
			return -1
		}
		at = skipSpace(data, at)
		switch byteAt(data, at) {
		case end:
			return at + 1
		case ',':
			at = skipSpace(data, at+1)
		default:
			return -1
		}
	}
}

// skipColon skips the colon after a member's name, and the space around it.
func skipColon(data []byte, at int) int {
	at = skipSpace(data, at)
	if byteAt(data, at) != ':' {
		return -1
	}
	return skipSpace(data, at+1)
}

func skipString(data []byte, at int) int {
	if byteAt(data, at) != '"' {
		return -1
	}
	for at++; at < len(data); at++ {
		switch c := data[at]; {
		case c == '"':
			return at + 1
		case c < ' ':
			return -1
		case c == '\\':
			if at = skipEscape(data, at+1) - 1; at < 0 {
				return -1
			}
		}
	}
	return -1
}

// skipEscape skips the rest of an escape, after the backslash.
func skipEscape(data []byte, at int) int {
	c := byteAt(data, at)
	if c != 'u' {
		if strings.IndexByte(`"\/bfnrt`, c) < 0 {
			return -1
		}
		return at + 1
	}
	for i := at + 1; i <= at+4; i++ {
		if !isHex(byteAt(data, i)) {
			return -1
		}
	}
	return at + 5
}

func isHex(c byte) bool { return isDigit(c) || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F' }

func skipWord(data []byte, at int, word string) int {
	if !bytes.HasPrefix(data[at:], []byte(word)) {
		return -1
	}
	return at + len(word)
}

func skipSpace(data []byte, at int) int {
	for at < len(data) && (data[at] == ' ' || data[at] == '\t' || data[at] == '\n' || data[at] == '\r') {
		at++
	}
	return at
}

// byteAt returns the byte at the index; 0, which JSON never has, after the end.
func byteAt(data []byte, at int) byte {
	if at >= len(data) {
		return 0
	}
	return data[at]
}
