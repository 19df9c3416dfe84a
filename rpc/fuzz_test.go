package rpc

import (
	"encoding/json"
	"strings"
	"testing"

	"sagishi/internal/platform/apierr"
)

// The fields of the seeds stand for the ids of the world: @group and @ann.
var seeds = []struct{ id, payload string }{
	{"equip_hat", `{"hat":"cowboy"}`},
	{"equip_title", `{"title":""}`},
	{"equip_skin", `{"skin":"classic"}`},
	{"get_catalog", ``},
	{"purchase_item", `{"slot":"hat","item":"cowboy"}`},
	{"update_group_metadata", `{"group_id":"@group","interests":["a"],"active_times":[],"languages":["en"]}`},
	{"update_group_size", `{"group_id":"@group","max_size":50}`},
	{"create_match", `{"mode":"sabotage","map":"space_station","skill":125,"max_players":10,"min_players":4,"private":false,"settings":{"imposters":2}}`},
	{"find_match", `{"mode":"classic","skill":1}`},
	{"join_code", `{"code":"ABCDEF"}`},
	{"admin_grant", `{"user_id":"@ann","coins":1,"items":[{"slot":"hat","item":"alien"}],"reason":"r","key":"k"}`},
	{"admin_pay_rewards", `{"tournament_id":"weekly_top_detective"}`},
}

// FuzzRPC sends anything to any RPC. Whatever comes, the answer is JSON or a
// refusal that is not "internal", and a refusal changes nothing.
func FuzzRPC(f *testing.F) {
	for row := range (Deps{}).table() {
		for _, seed := range seeds {
			f.Add(uint8(row), seed.payload)
		}
	}
	table := (Deps{}).table()
	f.Fuzz(func(t *testing.T, row uint8, payload string) {
		e := table[int(row)%len(table)]
		w := newWorld(t)
		payload = strings.NewReplacer("@group", w.group, "@ann", w.ann).Replace(payload)
		user := w.ann
		if contract[e.id] {
			user = ""
		}
		before := w.state()
		answer, err := w.call(user, e.id, payload)
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
