package contract_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"sagishi/internal/testing/nakamatest"
	"sagishi/internal/testing/nakamatest/contract"
)

func TestFakeMeetsTheContract(t *testing.T) {
	n := nakamatest.New(nakamatest.Options{})
	if err := n.Initializer().RegisterMatch(contract.MatchModule, contract.NewMatch); err != nil {
		t.Fatal(err)
	}
	pass := func(_ context.Context, d time.Duration) { n.Advance(d) } //nolint:contextcheck // the server makes a context for each callback
	timed := contract.Timed{Pass: pass, Events: &contract.Events{}}
	if err := timed.Events.Register(n.Initializer()); err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, check := range contract.Checks() {
		if seen[check.Name] {
			t.Errorf("two checks %q", check.Name)
		}
		seen[check.Name] = true
		t.Run(check.Name, func(t *testing.T) {
			if err := check.Run(t.Context(), n, timed); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestEveryCheckCanFail(t *testing.T) {
	n := nakamatest.New(nakamatest.Options{})
	n.Fail("*", nakamatest.Always, errors.New("server is down"))
	timed := contract.Timed{Pass: func(context.Context, time.Duration) {}, Events: &contract.Events{}}
	for _, check := range contract.Checks() {
		if check.Run(t.Context(), n, timed) == nil {
			t.Errorf("%s passes on a server that does nothing", check.Name)
		}
	}
}
