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
