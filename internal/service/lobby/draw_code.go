package lobby

import (
	"fmt"
	"io"
	"strings"
)

// codeLetters leaves out letters that look like others (I, L, O, and U beside V).
const codeLetters = "ABCDEFGHJKMNPQRSTVWXYZ"

// The length and the limit of wrong codes belong together. There are 22^8, or 5.5e10,
// codes. With 5 wrong ones a second on a server, a month of guessing tries 1.3e7.
// If 100 private matches run all the time, that finds one with a probability of
// 2.4 %. With 6 letters it would find eleven.
const (
	codeLength   = 8
	codeAttempts = 8 // a code is in use by chance about once in a billion

	wrongPerSecond, wrongBurst = 5, 300
)

// minTyped is the shortest text that is looked up, as a code that no match has.
const minTyped = 6

// validCode reports whether the text has the form of a join code. Letters that
// are never drawn and shorter codes are allowed: no match has such a code.
func validCode(code string) bool {
	outside := func(c rune) bool { return c < 'A' || c > 'Z' }
	return len(code) >= minTyped && len(code) <= codeLength && !strings.ContainsFunc(code, outside)
}

// drawCode draws each letter with the same probability: bytes past the last whole
// multiple of the alphabet are discarded.
func drawCode(random io.Reader) (string, error) {
	const fair = 256 - 256%len(codeLetters)
	code := make([]byte, 0, codeLength)
	var one [1]byte
	for len(code) < codeLength {
		if _, err := io.ReadFull(random, one[:]); err != nil {
			return "", fmt.Errorf("draw join code: %w", err)
		}
		if int(one[0]) < fair {
			code = append(code, codeLetters[int(one[0])%len(codeLetters)])
		}
	}
	return string(code), nil
}
