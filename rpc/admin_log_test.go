package rpc

import (
	"strings"
	"testing"

	"sagishi/internal/platform/apierr"
)

// adminCalls returns the fields of the lines about admin calls.
func (w *world) adminCalls() []map[string]any {
	var all []map[string]any
	for _, entry := range w.n.Logger().Entries() {
		if entry.Message == "admin call" && entry.Level == "info" {
			all = append(all, entry.Fields)
		}
	}
	return all
}

func TestEachAdminCallLeavesALineWithItsReason(t *testing.T) {
	w := newWorld(t)
	examples := map[string]string{}
	for _, row := range documentedRPCs(t) {
		examples[row.id] = w.inWorld(row.request)
	}
	want := 0
	for _, e := range (Deps{}).table() {
		if !e.serverOnly {
			continue
		}
		if !strings.Contains(examples[e.id], `"reason":"`) {
			t.Errorf("%s takes no reason", e.id)
		}
		if _, err := w.call("", e.id, examples[e.id]); err != nil {
			t.Errorf("%s: %v", e.id, err)
		}
		want++
		calls := w.adminCalls()
		if len(calls) != want {
			t.Fatalf("%s: %d lines", e.id, len(calls))
		}
		line := calls[want-1]
		if line["rpc"] != e.id || line["reason"] == "" || line["request"] != examples[e.id] || line["code"] != 0 {
			t.Errorf("%s left %v", e.id, line)
		}
	}
}

func TestRefusedAdminCallsAreLoggedAndCallsOfPlayersAreNot(t *testing.T) {
	w := newWorld(t)
	w.refuse("admin_grant", `{}`, apierr.CodePermissionDenied, "servers")
	w.refuse("get_catalog", `{"reason":"x"}`, apierr.CodeInvalidArgument, "reason")
	if calls := w.adminCalls(); len(calls) != 0 {
		t.Errorf("calls of players left %v", calls)
	}
	long := strings.Repeat("é", maxPayload)
	for payload, reason := range map[string]string{
		`{"reason":"gift"}`:                "gift",
		`{"reason":7}`:                     "",
		`{`:                                "",
		`{"reason":"` + long + `"}`:        "",
		`{"reason":"` + long[:2000] + `"}`: long[:maxLogged] + "…",
	} {
		w.refuseBy("", "admin_grant", payload, apierr.CodeInvalidArgument, "")
		calls := w.adminCalls()
		line := calls[len(calls)-1]
		if line["reason"] != reason || len(line["request"].(string)) > maxLogged+len("…") || line["code"] != 3 {
			t.Errorf("%.40s left %.200v", payload, line)
		}
	}
}
