package contract_test

import (
	"testing"

	"sagishi/internal/nakamatest"
	"sagishi/internal/nakamatest/contract"
)

func TestTheFakeKeepsTheContract(t *testing.T) {
	n := nakamatest.New(nakamatest.Options{})
	if err := n.Initializer().RegisterMatch(contract.MatchModule, contract.NewMatch); err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, check := range contract.Checks() {
		if seen[check.Name] {
			t.Errorf("two checks %q", check.Name)
		}
		seen[check.Name] = true
		t.Run(check.Name, func(t *testing.T) {
			if err := check.Run(t.Context(), n); err != nil {
				t.Error(err)
			}
		})
	}
}
