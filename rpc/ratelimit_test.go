package rpc

import (
	"testing"

	"sagishi/internal/platform/apierr"
)

func TestMatchRPCsAreRateLimited(t *testing.T) {
	for _, test := range []struct {
		id, payload string
		limit       limit
		code        apierr.Code // of a call that is answered
	}{
		{"create_match", `{}`, createLimit, 0},
		{"find_match", `{}`, findLimit, 0},
		{"join_code", `{"code":"ABCDEF"}`, joinCodeLimit, apierr.CodeNotFound},
	} {
		t.Run(test.id, func(t *testing.T) {
			w := newWorld(t)
			call := func(userID string) apierr.Code {
				_, err := w.call(userID, test.id, test.payload)
				code, _ := codeOf(err)
				return code
			}
			for i := range test.limit.burst {
				if _, err := w.call(w.ann, test.id, `{"no_such_field":1}`); err == nil {
					t.Fatal("a malformed call was accepted")
				}
				if code := call(w.ann); code != test.code {
					t.Fatalf("call %d: code %d", i, code)
				}
			}
			if code := call(w.ann); code != apierr.CodeResourceExhausted {
				t.Errorf("one call too many: code %d", code)
			}
			if code := call(w.n.NewUser("bob")); code != test.code {
				t.Errorf("another player: code %d", code)
			}
			w.n.Advance(test.limit.interval)
			if code := call(w.ann); code != test.code {
				t.Errorf("after the interval: code %d", code)
			}
		})
	}
}

func TestAllCallsTogetherAreRateLimited(t *testing.T) {
	w := newWorld(t)
	for range defaultLimit.burst {
		w.do(func() error { _, err := w.call(w.ann, "get_catalog", `{}`); return err }())
	}
	for _, id := range []string{"get_catalog", "equip_hat", "create_match"} {
		w.refuse(id, `{}`, apierr.CodeResourceExhausted, id)
	}
	for range defaultLimit.burst + 1 {
		w.refuseBy("", "admin_pay_rewards", `{}`, apierr.CodeInvalidArgument, "tournament_id")
	}
}
