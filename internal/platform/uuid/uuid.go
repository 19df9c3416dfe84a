package uuid

import "strings"

// System is Nakama's own user, which owns the server's records. It has an account
// but is not a player.
const System = "00000000-0000-0000-0000-000000000000"

// Length is the number of characters of an id.
const Length = len(System)

// Canonical returns the id in the form in which Nakama writes it, in small
// letters. It reports whether the text is an id at all.
func Canonical(text string) (id string, valid bool) {
	if len(text) != Length {
		return "", false
	}
	id = strings.ToLower(text)
	if len(id) != Length {
		return "", false // a letter whose small form is longer
	}
	for i := range Length {
		if !fits(System[i], id[i]) {
			return "", false
		}
	}
	return id, true
}

func fits(place, c byte) bool {
	if place == '-' {
		return c == '-'
	}
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'f'
}
