package hooks

import (
	"strings"
	"unicode"
)

// propertyPrefix must precede the name of a property in a matchmaker query.
const propertyPrefix = "properties."

// isProperty reports whether a bare field of a query is a property of the
// game's tickets.
func isProperty(field string) bool {
	return field == "skill" || field == "mode" || field == "map"
}

// prefixProperties adds the prefix to the bare fields skill, mode and map of a
// matchmaker query, and leaves the rest as it is.
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

// afterSpaces skips the white space before a token. Between tokens all white
// space counts, but only a blank ends a word.
func afterSpaces(query string) string { return strings.TrimLeftFunc(query, unicode.IsSpace) }

func isSpace(token string) bool { return afterSpaces(token) == "" }

// isOperator reports whether a token compares a value or signs it.
func isOperator(token string) bool { return len(token) == 1 && strings.Contains("+-><=", token) }

// nextToken returns the first token of a query that is not empty: a phrase, a run
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

// phraseEnd returns the end of the phrase with which the query begins.
func phraseEnd(query string) int {
	end := 1 + wordEnd(query[1:], `"`)
	return min(end+1, len(query))
}

// wordEnd returns the index of the first stop that is not escaped.
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
