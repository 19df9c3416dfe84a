package boarddiff

import (
	"fmt"
	"strings"

	"github.com/heroiclabs/nakama-common/api"
)

// Comparison collects the differences of a board.
type Comparison struct{ rows []string }

// Want compares one property.
func (c *Comparison) Want(property string, have, want any) {
	if have != want {
		c.rows = append(c.rows, fmt.Sprintf("%s is %v, not %v", property, have, want))
	}
}

// String lists the differences; it is empty if there are none.
func (c *Comparison) String() string { return strings.Join(c.rows, "; ") }

// Differences describes each board that Nakama has in another form than the code,
// or not at all. The kind is "leaderboard" or "tournament"; ids are the boards of
// the code; compare returns the differences of the board at an index of ids, or
// ""; fix says how to apply the new definition.
func Differences[B interface{ GetId() string }](kind string, ids []string, existing []B, compare func(int, B) string, fix string) []string {
	found := make(map[string]B, len(existing))
	for _, board := range existing {
		found[board.GetId()] = board
	}
	var rows []string
	for i, id := range ids {
		board, ok := found[id]
		if !ok {
			rows = append(rows, fmt.Sprintf("%s %s was created but cannot be read back", kind, id))
			continue
		}
		if changes := compare(i, board); changes != "" {
			rows = append(rows, fmt.Sprintf("%s %s differs from its definition: %s. Nakama keeps what exists: %s", kind, id, changes, fix))
		}
	}
	return rows
}

// SortOrder is the name of a sort order when a board is created. Nakama reports it
// as a number.
func SortOrder(number uint32) string {
	if number == 0 {
		return "asc"
	}
	return "desc"
}

// Operator is the name of an operator when a board is created.
func Operator(o api.Operator) string {
	switch o {
	case api.Operator_INCREMENT:
		return "incr"
	case api.Operator_SET:
		return "set"
	case api.Operator_DECREMENT:
		return "decr"
	default:
		return "best"
	}
}
