package items

import (
	"encoding/json"
	"reflect"
	"testing"

	"sagishi/internal/testing/nakamatest"
)

// sameJSON reports whether the two texts mean the same.
func sameJSON(t *testing.T, a, b string) bool {
	t.Helper()
	var x, y any
	if json.Unmarshal([]byte(a), &x) != nil || json.Unmarshal([]byte(b), &y) != nil {
		return a == b
	}
	return reflect.DeepEqual(x, y)
}

// crashEverywhere runs act on a fresh shop with a crash before the first call,
// then after it, before the second, and so on until it gets through. After each
// crash the server starts again and check looks at what is left.
func crashEverywhere(t *testing.T, fresh func(*testing.T) *shop, act func(*shop), check func(*shop, string)) {
	t.Helper()
	for at := 1; ; at++ {
		crashed := false
		for _, when := range []string{"before", "after"} {
			s := fresh(t)
			s.n.ResetCalls()
			crash := func(call int, _ string) {
				if call == at {
					panic(nakamatest.Crash)
				}
			}
			if when == "before" {
				s.n.Before(crash)
			} else {
				s.n.After(crash)
			}
			crashed = nakamatest.Crashed(func() { act(s) })
			calls := s.n.Calls()
			s.n.Restart()
			check(s, when+" call "+calls[min(at, len(calls))-1])
		}
		if !crashed {
			return
		}
	}
}
