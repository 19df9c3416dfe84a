package rpc

import (
	"fmt"
	"strings"
	"testing"

	"sagishi/internal/platform/apierr"
)

func TestBuyAndEquipAHat(t *testing.T) {
	w := newWorld(t)
	w.refuse("equip_hat", `{"hat":"cowboy"}`, apierr.CodeFailedPrecondition, "hat")
	w.want("purchase_item", `{"slot":"hat","item":"cowboy"}`, `{"wallet":{"coins":100},"owned":["cowboy"]}`)
	w.want("equip_hat", `{"hat":"cowboy"}`, `{"title":"rookie","hat":"cowboy","skin":"classic"}`)
	w.want("equip_title", `{"title":""}`, `{"title":"","hat":"cowboy","skin":"classic"}`)
	w.want("equip_skin", `{"skin":"classic"}`, `{"title":"","hat":"cowboy","skin":"classic"}`)
	w.want("equip_hat", `{"hat":""}`, `{"title":"","hat":"","skin":"classic"}`)
	w.refuse("purchase_item", `{"slot":"hat","item":"cowboy"}`, apierr.CodeFailedPrecondition, "own")
	w.refuse("purchase_item", `{"slot":"hat","item":"crown"}`, apierr.CodeFailedPrecondition, "not enough coins")
	w.refuse("purchase_item", `{"slot":"hat","item":"halo"}`, apierr.CodeNotFound, "item")
}

func TestEquipRequiresAnItem(t *testing.T) {
	w := newWorld(t)
	for _, slot := range []string{"hat", "title", "skin"} {
		w.refuse("equip_"+slot, "", apierr.CodeInvalidArgument, slot+" is required")
		w.refuse("equip_"+slot, `{"`+slot+`":null}`, apierr.CodeInvalidArgument, slot+" must be a string")
		w.refuse("equip_"+slot, `{"`+slot+`":["cowboy"]}`, apierr.CodeInvalidArgument, slot+" must be a string")
		w.refuse("equip_"+slot, `{"`+slot+`":"`+strings.Repeat("a", 65)+`"}`, apierr.CodeInvalidArgument, slot)
	}
}

func TestCatalogIsListed(t *testing.T) {
	w := newWorld(t)
	for _, payload := range []string{"", "{}"} {
		answer, err := w.call(w.ann, "get_catalog", payload)
		w.do(err)
		for _, want := range []string{
			`{"slot":"hat","item":"cowboy","name":"Cowboy Hat","price":{"coins":100},"starter":false,"owned":false}`,
			`{"slot":"skin","item":"classic","name":"Classic Suit","price":{"coins":0},"starter":true,"owned":true}`,
		} {
			if !strings.Contains(answer, want) {
				t.Errorf("catalog %s lacks %s", answer, want)
			}
		}
	}
}

func TestGroupRPCs(t *testing.T) {
	w := newWorld(t)
	w.want("update_group_metadata", fmt.Sprintf(`{"group_id":%q,"interests":["lies"],"languages":[]}`, w.group),
		fmt.Sprintf(`{"group_id":%q,"metadata":{"interests":["lies"],"languages":[],"motto":"x"}}`, w.group))
	w.want("update_group_metadata", fmt.Sprintf(`{"group_id":%q,"active_times":["9pm"]}`, strings.ToUpper(w.group)),
		fmt.Sprintf(`{"group_id":%q,"metadata":{"interests":["lies"],"languages":[],"active_times":["9pm"],"motto":"x"}}`, w.group))
	w.want("update_group_size", fmt.Sprintf(`{"group_id":%q,"max_size":100.0}`, w.group),
		fmt.Sprintf(`{"group_id":%q,"max_size":100}`, w.group))
	for _, id := range []string{"update_group_metadata", "update_group_size"} {
		field := map[string]string{"update_group_metadata": `"languages":["en"]`, "update_group_size": `"max_size":5`}[id]
		w.refuse(id, `{`+field+`}`, apierr.CodeInvalidArgument, "group_id")
		w.refuse(id, `{"group_id":"club",`+field+`}`, apierr.CodeInvalidArgument, "group_id")
		w.refuse(id, `{"group_id":"`+missingID+`",`+field+`}`, apierr.CodeNotFound, "group_id")
		w.refuseBy(w.n.NewUser("of_"+id), id, `{"group_id":"`+w.group+`",`+field+`}`, apierr.CodePermissionDenied, "admin")
	}
	w.refuse("update_group_size", fmt.Sprintf(`{"group_id":%q}`, w.group), apierr.CodeInvalidArgument, "max_size")
	w.refuse("update_group_size", fmt.Sprintf(`{"group_id":%q,"max_size":101}`, w.group), apierr.CodeInvalidArgument, "1..100")
	w.refuse("update_group_metadata", fmt.Sprintf(`{"group_id":%q,"languages":["\u0000"]}`, w.group), apierr.CodeInvalidArgument, "languages[0]")
	w.refuse("update_group_metadata", fmt.Sprintf(`{"group_id":%q,"motto":["y"]}`, w.group), apierr.CodeInvalidArgument, "motto")
}

func TestMatchesAreCreatedAndFound(t *testing.T) {
	w := newWorld(t)
	answer, err := w.call(w.ann, "create_match",
		`{"mode":"sabotage","map":"space_station","skill":125,"max_players":10,"min_players":4,"private":true,"settings":{"kill_distance":3}}`)
	w.do(err)
	var code string
	if _, err := fmt.Sscanf(answer, `{"match_id":"`+matchID+`","code":%q}`, &code); err != nil || len(code) != 8 {
		t.Fatalf("create_match = %s, %v", answer, err)
	}
	w.want("join_code", fmt.Sprintf(`{"code":%q}`, code), `{"match_id":"`+matchID+`"}`)
	w.want("find_match", `{"mode":"classic","skill":10,"map":"space_station"}`, `{"match_id":"`+matchID+`","created":true}`)
	for _, payload := range []string{"", `{"settings":{"kill_distance":null}}`} {
		if _, err := w.call(w.ann, "create_match", payload); err != nil {
			t.Errorf("create_match %s: %v", payload, err)
		}
	}
}

func TestMatchRPCsRefuse(t *testing.T) {
	w := newWorld(t)
	tests := []struct{ id, payload, text string }{
		{"create_match", `{"mode":"chaos"}`, "mode"},
		{"create_match", `{"map":"moon"}`, "map"},
		{"create_match", `{"skill":-1}`, "skill"},
		{"create_match", `{"skill":"125"}`, "skill"},
		{"create_match", `{"max_players":0}`, "max_players"},
		{"create_match", `{"max_players":16}`, "max_players"},
		{"create_match", `{"max_players":4.5}`, "max_players"},
		{"create_match", `{"min_players":0}`, "min_players"},
		{"create_match", `{"min_players":2}`, "min_players"},
		{"create_match", `{"private":"yes"}`, "private"},
		{"create_match", `{"settings":[]}`, "settings"},
		{"create_match", `{"settings":{"gravity":1}}`, "settings.gravity"},
		{"create_match", `{"settings":{"gravity":null}}`, "settings.gravity"},
		{"create_match", `{"settings":{"kill_distance":"far"}}`, "settings.kill_distance"},
		{"create_match", `{"reserved":["` + missingID + `"]}`, "reserved"},
		{"find_match", `{"mode":"chaos"}`, "mode"},
		{"find_match", `{"map":"moon"}`, "map"},
		{"join_code", `{}`, "code"},
		{"join_code", `{"code":"ABC"}`, "code"},
	}
	before := w.state()
	for _, test := range tests {
		w.refuse(test.id, test.payload, apierr.CodeInvalidArgument, test.text)
	}
	w.refuse("join_code", `{"code":"ABCDEF"}`, apierr.CodeNotFound, "code")
	if w.state() != before {
		t.Error("a refused call changed something")
	}
}

func TestAdminGrant(t *testing.T) {
	w := newWorld(t)
	grant := fmt.Sprintf(`{"user_id":%q,"coins":50,"items":[{"slot":"hat","item":"alien"}],"reason":"gift","key":"k1"}`, w.ann)
	const answer = `{"wallet":{"coins":250},"unlocks":{"hats":["alien"],"titles":["rookie"],"skins":["classic"]}}`
	for range 2 {
		w.wantBy("", "admin_grant", grant, answer)
	}
	w.refuseBy("", "admin_grant", strings.Replace(grant, "50", "51", 1), apierr.CodeFailedPrecondition, "key")
	w.refuseBy("", "admin_grant", fmt.Sprintf(`{"user_id":%q,"coins":1}`, w.ann), apierr.CodeInvalidArgument, "key")
	w.refuseBy("", "admin_grant", fmt.Sprintf(`{"user_id":%q,"key":"k2"}`, w.ann), apierr.CodeInvalidArgument, "coins or items")
	w.refuseBy("", "admin_grant", `{"user_id":"ann","coins":1,"key":"k3"}`, apierr.CodeInvalidArgument, "user_id")
	w.refuseBy("", "admin_grant", `{"user_id":"`+missingID+`","coins":1,"key":"k4"}`, apierr.CodeNotFound, "user_id")
	w.refuseBy("", "admin_grant", fmt.Sprintf(`{"user_id":%q,"items":[{"slot":"hat","item":"alien","price":0}],"key":"k5"}`, w.ann),
		apierr.CodeInvalidArgument, "items[0].price")
}

func TestAdminPayRewards(t *testing.T) {
	w := newWorld(t)
	w.wantBy("", "admin_pay_rewards", `{"tournament_id":"weekly_top_detective"}`,
		`{"periods":2,"paid":10,"already_paid":3,"failed":1,"coins":4250}`)
	w.refuseBy("", "admin_pay_rewards", `{"tournament_id":"monthly"}`, apierr.CodeNotFound, "tournament_id")
	w.refuseBy("", "admin_pay_rewards", `{}`, apierr.CodeInvalidArgument, "tournament_id")
	w.refuseBy("", "admin_pay_rewards", `{"tournament_id":"`+strings.Repeat("a", 129)+`"}`, apierr.CodeInvalidArgument, "tournament_id")
	w.rewards.err = errDatabase
	w.refuseBy("", "admin_pay_rewards", `{"tournament_id":"weekly_top_detective"}`, apierr.CodeInternal, "internal error")
}

func TestServersAuditTheBooks(t *testing.T) {
	w := newWorld(t)
	w.wantBy("", "admin_audit", `{}`, `{"players":1,"differing":0,"differences":[],"complete":true}`)
	w.n.SetWallet(w.ann, `{"coins":999999}`)
	answer, err := w.call("", "admin_audit", `{}`)
	if err != nil || !strings.Contains(answer, `"differing":1`) || !strings.Contains(answer, w.ann) {
		t.Errorf("answer %s, %v", answer, err)
	}
	w.refuseBy(w.ann, "admin_audit", `{}`, apierr.CodePermissionDenied, "")
}
