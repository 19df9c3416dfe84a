package hooks

import (
	"strings"
	"unicode"
)

// propertyPrefix is what Nakama's matchmaker wants before a property's name.
const propertyPrefix = "properties."

// isProperty reports whether a bare field of a query means a property of the
// game's tickets.
func isProperty(field string) bool {
	return field == "skill" || field == "mode" || field == "map"
}

// prefixProperties makes the bare fields skill, mode and map of a matchmaker's
// query what they are meant to be: properties. All else stays as it is.
//
// It splits the query as Nakama's parser does. A string is a field if a colon
// follows it and none precedes it.
func prefixProperties(query string) string {
	var out strings.Builder
	inValue := false
	for rest := query; rest != ""; {
		token := nextToken(rest)
		rest = rest[len(token):]
		if isProperty(token) && !inValue && strings.HasPrefix(afterSpaces(rest), ":") {
			out.WriteString(propertyPrefix)
		}
		out.WriteString(token)
		inValue = token == ":" || inValue && (isSpace(token) || isOperator(token))
	}
	return out.String()
}

// afterSpaces skips what may stand between two tokens: every kind of space,
// though only a blank ends a word.
func afterSpaces(query string) string { return strings.TrimLeftFunc(query, unicode.IsSpace) }

func isSpace(token string) bool { return afterSpaces(token) == "" }

// isOperator reports whether a token compares a value or signs it.
func isOperator(token string) bool { return len(token) == 1 && strings.Contains("+-><=", token) }

// nextToken is the first token of a query that is not empty: a phrase, a run
// of spaces, one operator, a boost or a word.
func nextToken(query string) string {
	switch c := query[0]; {
	case c == '"':
		return query[:phraseEnd(query)]
	case c == '^' || c == '~':
		return query[:1+wordEnd(query[1:], " ")]
	case strings.IndexByte("+-:><=", c) >= 0:
		return query[:1]
	}
	if spaces := len(query) - len(afterSpaces(query)); spaces > 0 {
		return query[:spaces]
	}
	return query[:wordEnd(query, " :^~")]
}

// phraseEnd is where the phrase that the query begins with ends.
func phraseEnd(query string) int {
	end := 1 + wordEnd(query[1:], `"`)
	return min(end+1, len(query))
}

// wordEnd is the place of the first of the stops that is not escaped.
func wordEnd(text, stops string) int {
	escaped := false
	for i := range len(text) {
		switch {
		case escaped:
			escaped = false
		case text[i] == '\\':
			escaped = true
		case strings.IndexByte(stops, text[i]) >= 0:
			return i
		}
	}
	return len(text)
}
