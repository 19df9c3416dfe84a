package fault_test

import (
	"errors"
	"fmt"
	"testing"

	"sagishi/internal/fault"
)

func TestEveryFaultCarriesItsCodeAndMessage(t *testing.T) {
	for _, tc := range []struct {
		make func(string, ...any) error
		code fault.Code
	}{
		{fault.Invalid, 3},
		{fault.NotFound, 5},
		{fault.Denied, 7},
		{fault.Exhausted, 8},
		{fault.Precondition, 9},
		{fault.Aborted, 10},
		{fault.Unauthenticated, 16},
	} {
		err := tc.make("hat %q", "cowboy")
		if fault.CodeOf(err) != tc.code || err.Error() != `hat "cowboy"` {
			t.Errorf("code %d: got %d, %q", tc.code, fault.CodeOf(err), err)
		}
		if wrapped := fmt.Errorf("equip: %w", err); fault.CodeOf(wrapped) != tc.code {
			t.Errorf("code %d is lost when wrapped", tc.code)
		}
	}
}

func TestAnyOtherErrorIsInternal(t *testing.T) {
	if got := fault.CodeOf(errors.New("connection reset")); got != fault.CodeInternal {
		t.Errorf("got %d", got)
	}
}
