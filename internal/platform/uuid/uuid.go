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

// digits is the number of an id's characters without its dashes.
const digits = Length - 4

// Parse reads an id in any form that Nakama takes from a client: with or without
// dashes, in braces, or as a URN. It returns the id as Canonical does. Two texts
// name the same user, group or match if their canonical forms are equal.
func Parse(text string) (id string, valid bool) {
	switch len(text) {
	case digits + 2, Length + 2:
		if text[0] != '{' || text[len(text)-1] != '}' {
			return "", false
		}
		text = text[1 : len(text)-1]
	case len(urn) + digits, len(urn) + Length:
		if text, valid = strings.CutPrefix(text, urn); !valid {
			return "", false
		}
	}
	if len(text) == digits {
		text = strings.Join([]string{text[:8], text[8:12], text[12:16], text[16:20], text[20:]}, "-")
	}
	return Canonical(text)
}

const urn = "urn:uuid:"

// Normalize returns the canonical form of an id, and every other text as it is.
func Normalize(text string) string {
	if id, valid := Parse(text); valid {
		return id
	}
	return text
}

func fits(place, c byte) bool {
	if place == '-' {
		return c == '-'
	}
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'f'
}
