package rpc

import (
	"encoding/json"
	"strings"
	"testing"

	"sagishi/internal/platform/apierr"
)

// FuzzRPC sends any payload to any RPC. The answer must be JSON or a client
// error, and a refused call must change nothing.
func FuzzRPC(f *testing.F) {
	for row := range (Deps{}).table() {
		for _, rpc := range documentedRPCs(f) {
			f.Add(uint8(row), rpc.request)
			f.Add(uint8(row), strings.Replace(rpc.request, `":"`, `":null,"x":"`, 1))
		}
		f.Add(uint8(row), `{"mode":null,"skill":null,"max_players":null,"settings":{"kill_distance":null}}`)
		f.Add(uint8(row), "")
	}
	table := (Deps{}).table()
	f.Fuzz(func(t *testing.T, row uint8, payload string) {
		e := table[int(row)%len(table)]
		w := newWorld(t)
		payload = w.inWorld(payload)
		before := w.state()
		answer, err := w.call(w.callerOf(e), e.id, payload)
		if err == nil {
			if !json.Valid([]byte(answer)) {
				t.Errorf("%s %q answers %q", e.id, payload, answer)
			}
			return
		}
		switch code, message := codeOf(err); code {
		case apierr.CodeInvalidArgument, apierr.CodeNotFound, apierr.CodePermissionDenied, apierr.CodeFailedPrecondition:
			if message == "" {
				t.Errorf("%s %q is refused without a reason", e.id, payload)
			}
		default:
			t.Errorf("%s %q: code %d %q; log %v", e.id, payload, code, message, w.n.Logger().Entries())
		}
		if after := w.state(); after != before {
			t.Errorf("%s %q was refused, but changed\n%s\nto\n%s", e.id, payload, before, after)
		}
	})
}
