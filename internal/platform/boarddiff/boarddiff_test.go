package boarddiff_test

import (
	"testing"

	"github.com/heroiclabs/nakama-common/api"

	"sagishi/internal/platform/boarddiff"
)

func TestOnlyDifferencesAreListed(t *testing.T) {
	var c boarddiff.Comparison
	c.Want("category", 1, 1)
	if got := c.String(); got != "" {
		t.Errorf("without a difference: %q", got)
	}
	c.Want("sort order", "asc", "desc")
	c.Want("duration in seconds", 60, 3600)
	if got, want := c.String(), "sort order is asc, not desc; duration in seconds is 60, not 3600"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestNamesMatchThoseOfBoardCreation(t *testing.T) {
	for number, want := range []string{"asc", "desc"} {
		if got := boarddiff.SortOrder(uint32(number)); got != want {
			t.Errorf("sort order %d is %s, want %s", number, got, want)
		}
	}
	for operator, want := range map[api.Operator]string{
		api.Operator_NO_OVERRIDE: "best", api.Operator_BEST: "best",
		api.Operator_SET: "set", api.Operator_INCREMENT: "incr", api.Operator_DECREMENT: "decr",
	} {
		if got := boarddiff.Operator(operator); got != want {
			t.Errorf("operator %v is %s, want %s", operator, got, want)
		}
	}
}
