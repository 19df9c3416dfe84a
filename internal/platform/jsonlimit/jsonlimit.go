package jsonlimit

import (
	"errors"
	"fmt"
	"strconv"
)

const (
	// MaxNumber is the most characters of a number.
	MaxNumber = 32
	// MaxExponent is the most that a number's exponent may be above or below 0.
	MaxExponent = 21
	// MaxDepth is how deep objects and arrays may nest.
	MaxDepth = 32
)

var (
	errNumber    = fmt.Errorf("numbers must have at most %d characters and an exponent of -%d to %d", MaxNumber, MaxExponent, MaxExponent)
	errDepth     = fmt.Errorf("must nest at most %d deep", MaxDepth)
	errZero      = errors.New("must not have a zero character")
	errSurrogate = errors.New("must not have half of a surrogate pair")
)

// Check reads JSON once, without allocating, and fails if the database would
// expand or refuse it. The error is a text for the client. For text that is not
// JSON the answer is unspecified.
func Check(text string) error {
	depth := 0
	for at := 0; at < len(text); {
		var err error
		switch text[at] {
		case '"':
			at, err = checkString(text, at+1)
		case '{', '[':
			if depth++; depth > MaxDepth {
				err = errDepth
			}
			at++
		case '}', ']':
			depth--
			at++
		default:
			at, err = checkNumber(text, at)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// checkNumber checks the number that begins at the index, and returns the index
// after it. If there is none it skips a byte.
func checkNumber(text string, at int) (end int, err error) {
	if text[at] != '-' && !isDigit(text[at]) {
		return at + 1, nil
	}
	end = numberEnd(text, at)
	if end-at > MaxNumber || !exponentFits(text[at:end]) {
		return 0, errNumber
	}
	return end, nil
}

// numberEnd returns the index after the number that begins at the index.
func numberEnd(text string, at int) int {
	for at < len(text) {
		c := text[at]
		if !isDigit(c) && c != '.' && c != '-' && c != '+' && c != 'e' && c != 'E' {
			break
		}
		at++
	}
	return at
}

// exponentFits reports whether the exponent of a number, if there is one, is
// small enough.
func exponentFits(number string) bool {
	for i := range len(number) {
		if number[i] == 'e' || number[i] == 'E' {
			n, err := strconv.Atoi(number[i+1:])
			return err == nil && n >= -MaxExponent && n <= MaxExponent
		}
	}
	return true
}

// checkString checks the rest of a string, after its opening quote, and returns
// the index after its closing quote.
func checkString(text string, at int) (end int, err error) {
	for at < len(text) {
		switch text[at] {
		case '"':
			return at + 1, nil
		case '\\':
			if at, err = checkEscape(text, at+1); err != nil {
				return 0, err
			}
		default:
			at++
		}
	}
	return at, nil
}

// checkEscape checks the rest of an escape, after its backslash, and returns the
// index after it. The second half of a surrogate pair belongs to the first.
func checkEscape(text string, at int) (end int, err error) {
	code, escaped := unicodeEscape(text, at)
	switch {
	case !escaped:
		return at + 1, nil
	case code == 0:
		return 0, errZero
	case code < 0xd800 || code > 0xdfff:
		return at + 5, nil
	case code > 0xdbff || at+5 >= len(text) || text[at+5] != '\\':
		return 0, errSurrogate
	}
	if low, _ := unicodeEscape(text, at+6); low < 0xdc00 || low > 0xdfff {
		return 0, errSurrogate
	}
	return at + 11, nil
}

// unicodeEscape reads a u and four hexadecimal digits.
func unicodeEscape(text string, at int) (code uint64, ok bool) {
	if at+5 > len(text) || text[at] != 'u' {
		return 0, false
	}
	code, err := strconv.ParseUint(text[at+1:at+5], 16, 16)
	return code, err == nil
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }
