package hooks

import (
	"context"
	"strings"

	"github.com/heroiclabs/nakama-common/api"
	"google.golang.org/protobuf/types/known/wrapperspb"

	"sagishi/internal/platform/apierr"
	"sagishi/internal/platform/callback"
)

// The limits of a query.
const (
	maxQuery      = 256 // bytes
	maxQueryTerms = 16
)

// matchAll is the query that finds everything, like an empty one.
const matchAll = "*"

// onlyPublic is the part of a query that leaves private matches out.
const onlyPublic = "-label.private:T"

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
		operator := len(token) == 1 && strings.Contains("+-:><=", token)
		if !operator && !isSpace(token) && !strings.HasPrefix(rest, ":") {
			count++
		}
	}
	return count
}

// listMatches checks a listing and leaves private matches out of it, so that a
// page is full however many there are. With a query Nakama lists no relayed
// matches; a client that asks for them alone gets them.
func (g *guard) listMatches(_ context.Context, caller callback.Caller, in *api.ListMatchesRequest) error {
	if err := g.checkSearch(caller, in.GetQuery()); err != nil {
		return err
	}
	relayed := in.GetAuthoritative() != nil && !in.GetAuthoritative().GetValue()
	byLabel := in.GetQuery() == nil && in.GetLabel() != nil // Nakama ignores the label if there is a query
	if !relayed && !byLabel {
		in.Query = wrapperspb.String(publicQuery(in.GetQuery().GetValue()))
	}
	return nil
}

// publicQuery adds to a query that private matches are left out. The addition
// comes first: after an open quote or escape it would be part of a term.
func publicQuery(query string) string {
	if query = strings.TrimSpace(query); query == "" || query == matchAll {
		return onlyPublic
	}
	return onlyPublic + " " + query
}

func (g *guard) listParties(_ context.Context, caller callback.Caller, in *api.ListPartiesRequest) error {
	return g.checkSearch(caller, in.GetQuery())
}

func (g *guard) checkSearch(caller callback.Caller, query *wrapperspb.StringValue) error {
	if err := checkQuery(query.GetValue()); err != nil {
		return err
	}
	return g.limits.allow(g.limits.searches, caller.UserID, 1)
}
