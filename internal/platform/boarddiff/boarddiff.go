package boarddiff

import (
	"fmt"
	"strings"

	"github.com/heroiclabs/nakama-common/api"
)

// Comparison collects what differs.
type Comparison struct{ rows []string }

// Want compares one property.
func (c *Comparison) Want(what string, have, want any) {
	if have != want {
		c.rows = append(c.rows, fmt.Sprintf("%s is %v, not %v", what, have, want))
	}
}

// String lists the differences; it is empty if there are none.
func (c *Comparison) String() string { return strings.Join(c.rows, "; ") }

// SortOrder is the name under which boards are created with an order.
func SortOrder(number uint32) string {
	if number == 0 {
		return "asc"
	}
	return "desc"
}

// Operator is the name under which boards are created with an operator.
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
