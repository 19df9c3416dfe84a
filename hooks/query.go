package hooks

import (
	"strings"

	"sagishi/internal/platform/apierr"
)

// The limits of a query.
const (
	maxQuery      = 256 // bytes
	maxQueryTerms = 16
)

// matchAll is the query that finds everything, like an empty one.
const matchAll = "*"

// checkQuery checks a query before Nakama parses it. A regular expression, a
// wildcard or a fuzzy term is compared with every value in the index, which may
// take seconds of processor time, and goes on after the client has left.
//
// It refuses those characters also where the parser would take them for text: a
// value in a label has none of them.
func checkQuery(query string) error {
	switch {
	case len(query) > maxQuery:
		return apierr.Invalid("query: must be at most %d bytes", maxQuery)
	case strings.TrimSpace(query) == matchAll:
		return nil
	case strings.ContainsAny(query, "*?"):
		return apierr.Invalid("query: must not have wildcards (* and ?)")
	case strings.Contains(query, "~"):
		return apierr.Invalid("query: must not have fuzzy terms (~)")
	case hasRegexp(query):
		return apierr.Invalid("query: must not have regular expressions (/)")
	case countTerms(query) > maxQueryTerms:
		return apierr.Invalid("query: must have at most %d terms", maxQueryTerms)
	case isMalformed(query):
		return apierr.Invalid("query: has an open quote, or an operator without what it compares")
	}
	return nil
}

// hasRegexp reports whether a term may begin with a slash.
func hasRegexp(query string) bool {
	for i := range len(query) {
		if query[i] == '/' && (i == 0 || !isWordByte(query[i-1])) {
			return true
		}
	}
	return false
}

// isWordByte reports whether a byte is within a term: no parser begins a term
// after it.
func isWordByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_'
}

// countTerms counts the words and phrases of a query that are no fields.
func countTerms(query string) (count int) {
	for rest := query; rest != ""; {
		token := nextToken(rest)
		rest = rest[len(token):]
		if token != ":" && !isOperator(token) && !isSpace(token) && !strings.HasPrefix(rest, ":") {
			count++
		}
	}
	return count
}
