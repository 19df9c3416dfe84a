package apierr_test

import (
	"errors"
	"fmt"
	"testing"

	"sagishi/internal/platform/apierr"
)

func TestErrorsCarryCodeAndMessage(t *testing.T) {
	for _, tc := range []struct {
		make func(string, ...any) error
		code apierr.Code
	}{
		{apierr.Invalid, 3},
		{apierr.NotFound, 5},
		{apierr.Denied, 7},
		{apierr.Exhausted, 8},
		{apierr.Precondition, 9},
		{apierr.Aborted, 10},
		{apierr.Unavailable, 14},
		{apierr.Unauthenticated, 16},
	} {
		err := tc.make("hat %q", "cowboy")
		if apierr.CodeOf(err) != tc.code || err.Error() != `hat "cowboy"` {
			t.Errorf("code %d: got %d, %q", tc.code, apierr.CodeOf(err), err)
		}
		if wrapped := fmt.Errorf("equip: %w", err); apierr.CodeOf(wrapped) != tc.code {
			t.Errorf("code %d is lost when wrapped", tc.code)
		}
	}
}

func TestOtherErrorsAreInternal(t *testing.T) {
	if got := apierr.CodeOf(errors.New("connection reset")); got != apierr.CodeInternal {
		t.Errorf("got %d", got)
	}
}
