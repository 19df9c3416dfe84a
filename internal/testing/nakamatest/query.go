package nakamatest

import (
	"errors"
	"slices"
	"strconv"
	"strings"
)

// query is a search in the subset of the server's query language that a game uses:
// field:value and field:>n, with + for required and - for excluded, * in values, and
// * alone for everything. A quoted value matches nothing: the server searches for a
// phrase, and labels are not indexed by phrases.
type query []clause

// clause is one condition.
type clause struct {
	must, mustNot bool
	field, op     string // op is one of : > >= < <=
	value         string
	quoted        bool // matches nothing
	all           bool // the clause is * alone
}

var errQuery = errors.New("syntax error")

func parseQuery(text string) (query, error) {
	var q query
	rest := strings.TrimSpace(text)
	for rest != "" {
		c, after, err := parseClause(rest)
		if err != nil {
			return nil, err
		}
		q = append(q, c)
		rest = strings.TrimLeft(after, " \t\n")
	}
	return q, nil
}

func parseClause(text string) (c clause, rest string, err error) {
	switch text[0] {
	case '+':
		c.must, text = true, text[1:]
	case '-':
		c.mustNot, text = true, text[1:]
	}
	name, rest, _ := scanWord(text)
	if name == "*" && !strings.HasPrefix(rest, ":") {
		c.all = true
		return c, rest, nil
	}
	if !strings.HasPrefix(rest, ":") {
		c.value = name
		return c, rest, nil
	}
	c.field, rest = name, rest[1:]
	for _, op := range []string{">=", "<=", ">", "<"} {
		if strings.HasPrefix(rest, op) {
			c.op, rest = op, rest[len(op):]
			break
		}
	}
	c.value, rest, c.quoted = scanWord(rest)
	if c.value == "" && !c.quoted {
		return c, "", errQuery
	}
	if _, err := strconv.ParseFloat(c.value, 64); c.op != "" && err != nil {
		return c, "", errQuery
	}
	if power, found := strings.CutPrefix(rest, "^"); found {
		_, rest, _ = scanWord(power)
	}
	return c, rest, nil
}

// scanWord reads a word, quoted or with escapes, up to its end.
func scanWord(text string) (word, rest string, quoted bool) {
	var out strings.Builder
	for i := 0; i < len(text); i++ {
		switch ch := text[i]; {
		case ch == '\\' && i+1 < len(text):
			i++
			out.WriteByte(text[i])
		case ch == '"' && i == 0:
			quoted = true
		case ch == '"' && quoted:
			return out.String(), text[i+1:], true
		case !quoted && strings.IndexByte(" \t\n:^", ch) >= 0:
			return out.String(), text[i:], false
		default:
			out.WriteByte(ch)
		}
	}
	return out.String(), "", quoted
}

// score reports whether the document matches the query, and how many clauses match.
// Without a required clause, at least one of the others must match.
func (q query) score(doc map[string]any) (score int, ok bool) {
	musts, shoulds := 0, 0
	for _, c := range q {
		holds := c.holds(doc)
		switch {
		case c.mustNot && holds, c.must && !holds:
			return 0, false
		case c.mustNot:
			continue
		case c.must:
			musts++
		default:
			shoulds++
		}
		if holds {
			score++
		}
	}
	if musts == 0 && shoulds > 0 && score == 0 {
		return 0, false
	}
	return score, true
}

func (c clause) holds(doc map[string]any) bool {
	if c.all {
		return true
	}
	if c.field == "" || c.quoted {
		return false
	}
	return c.anyOf(lookup(doc, strings.Split(c.field, ".")))
}

func lookup(value any, path []string) any {
	for _, name := range path {
		object, ok := value.(map[string]any)
		if !ok {
			return nil
		}
		value = object[name]
	}
	return value
}

func (c clause) anyOf(value any) bool {
	switch v := value.(type) {
	case []any:
		return slices.ContainsFunc(v, c.anyOf)
	case float64:
		return c.number(v)
	case bool:
		return c.op == "" && c.text(map[bool]string{true: "T", false: "F"}[v])
	case string:
		return c.op == "" && c.text(v)
	default:
		return false
	}
}

func (c clause) number(v float64) bool {
	want, err := strconv.ParseFloat(c.value, 64)
	if err != nil {
		return false
	}
	switch c.op {
	case ">":
		return v > want
	case ">=":
		return v >= want
	case "<":
		return v < want
	case "<=":
		return v <= want
	default:
		return v == want
	}
}

func (c clause) text(v string) bool {
	return glob(v, c.value)
}

// glob matches a pattern: * stands for any text and ? for one byte.
func glob(v, pattern string) bool {
	switch {
	case pattern == "":
		return v == ""
	case pattern[0] == '*':
		return glob(v, pattern[1:]) || (v != "" && glob(v[1:], pattern))
	case v == "":
		return false
	case pattern[0] == '?' || pattern[0] == v[0]:
		return glob(v[1:], pattern[1:])
	default:
		return false
	}
}
