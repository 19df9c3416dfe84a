package rpc

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"sagishi/internal/platform/apierr"
)

// documented is an RPC of docs/protocol.md: its id and an example of its request.
type documented struct{ id, request string }

// documentedRPCs reads the table of docs/protocol.md. The ids of the examples
// stand for ids of the world: see inWorld.
func documentedRPCs(tb testing.TB) []documented {
	tb.Helper()
	text, err := os.ReadFile("../docs/protocol.md")
	if err != nil {
		tb.Fatal(err)
	}
	_, section, _ := strings.Cut(string(text), "\n## RPCs\n")
	section, _, _ = strings.Cut(section, "\n### ")
	var rows []documented
	for _, row := range regexp.MustCompile("(?m)^\\| `([a-z_]+)` \\| `(\\{.*?\\})`").FindAllStringSubmatch(section, -1) {
		rows = append(rows, documented{row[1], row[2]})
	}
	return rows
}

// inWorld replaces the ids of a documented request by those of the world.
func (w *world) inWorld(request string) string {
	return strings.NewReplacer("1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed", w.group, "6ec0bd7f-11c0-43da-975e-2a8ad9ebae0b", w.ann).Replace(request)
}

// callerOf returns the user that may call an RPC: "" means a server.
func (w *world) callerOf(e endpoint) string {
	if e.serverOnly {
		return ""
	}
	return w.ann
}

// eitherOr are the fields of which a request has exactly one, the other absent.
func eitherOr(rpc, field string) bool {
	return rpc == "admin_player" && (field == "user_id" || field == "username")
}

func TestEveryRPCIsDocumented(t *testing.T) {
	rows := map[string]int{}
	for _, row := range documentedRPCs(t) {
		rows[row.id]++
	}
	for _, e := range (Deps{}).table() {
		if rows[e.id] != 1 {
			t.Errorf("docs/protocol.md has %d rows for %s", rows[e.id], e.id)
		}
		delete(rows, e.id)
	}
	for id := range rows {
		t.Errorf("docs/protocol.md has %s, which is no RPC", id)
	}
}

func TestOnlyAdminRPCsAreForServers(t *testing.T) {
	for _, e := range (Deps{}).table() {
		if e.serverOnly != strings.HasPrefix(e.id, "admin_") {
			t.Errorf("%s: only for servers is %v", e.id, e.serverOnly)
		}
	}
}

func TestDocumentedRequestsAreValid(t *testing.T) {
	for _, row := range documentedRPCs(t) {
		for _, e := range (Deps{}).table() {
			if e.id != row.id {
				continue
			}
			w := newWorld(t)
			_, err := w.call(w.callerOf(e), row.id, w.inWorld(row.request))
			if code, message := codeOf(err); code == apierr.CodeInvalidArgument || code == apierr.CodeInternal {
				t.Errorf("%s %s: code %d %q", row.id, row.request, code, message)
			}
			for _, f := range fieldsOf(e.request) {
				if !strings.Contains(row.request, `"`+f.name+`":`) && !eitherOr(row.id, f.name) {
					t.Errorf("the documented request of %s lacks %s", row.id, f.name)
				}
			}
		}
	}
}
