package hooks

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// isMalformed reports whether a query has an open quote, or an operator that stands
// at a wrong place. Nakama answers a query that it cannot parse with an internal
// error, and logs it as one. There are rarer mistakes that this does not see.
func isMalformed(query string) bool {
	before := "" // the token before, spaces left out
	for rest := query; rest != ""; {
		token := nextToken(rest)
		rest = rest[len(token):]
		if isSpace(token) {
			continue
		}
		if isOpenPhrase(token) || !mayFollow(before, token) {
			return true
		}
		before = token
	}
	return before == ":" || isOperator(before)
}

// isOpenPhrase reports whether a token is a phrase without a closing quote.
func isOpenPhrase(token string) bool {
	return token[0] == '"' && wordEnd(token[1:], `"`) == len(token)-1
}

// mayFollow reports whether a token may come after another one; "" is the beginning.
func mayFollow(before, token string) bool {
	switch token {
	case ":":
		return before != "" && before != ":" && !isOperator(before)
	case ">", "<":
		return before == ":"
	case "=":
		return before == ">" || before == "<"
	}
	if len(before) == 1 && strings.Contains("><=", before) {
		first, _ := utf8.DecodeRuneInString(token)
		return token == "-" || first == '"' || unicode.IsDigit(first)
	}
	return true
}
