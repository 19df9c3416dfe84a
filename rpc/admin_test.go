package rpc

import (
	"fmt"
	"strings"
	"testing"

	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/platform/apierr"
	"sagishi/internal/platform/storage"
)

func TestAdminPlayerTakesExactlyOneName(t *testing.T) {
	w := newWorld(t)
	for _, request := range []string{
		`{}`, `{"user_id":null,"username":null}`, `{"reason":"x"}`,
		fmt.Sprintf(`{"user_id":%q,"username":"ann"}`, w.ann), `{"user_id":"","username":""}`,
	} {
		w.refuseBy("", "admin_player", request, apierr.CodeInvalidArgument, "user_id or username")
	}
	w.refuseBy("", "admin_player", `{"user_id":"ann"}`, apierr.CodeInvalidArgument, "user_id must be a UUID")
	w.refuseBy("", "admin_player", `{"username":""}`, apierr.CodeInvalidArgument, "username")
	w.refuseBy("", "admin_player", `{"username":"`+strings.Repeat("a", 129)+`"}`, apierr.CodeInvalidArgument, "username")
	w.refuseBy("", "admin_player", `{"username":"nobody"}`, apierr.CodeNotFound, "username")
	w.refuseBy("", "admin_player", `{"user_id":"`+missingID+`"}`, apierr.CodeNotFound, "user_id")
	for _, request := range []string{fmt.Sprintf(`{"user_id":%q}`, w.ann), `{"username":"ann"}`, `{"username":"ann","user_id":null}`} {
		answer, err := w.call("", "admin_player", request)
		if err != nil || !strings.Contains(answer, `"user_id":"`+w.ann+`"`) {
			t.Errorf("%s = %s, %v", request, answer, err)
		}
	}
}

func TestDamagedRecordsDoNotHideTheRestOfAPlayer(t *testing.T) {
	w := newWorld(t)
	if _, err := w.n.StorageWrite(t.Context(), []*runtime.StorageWrite{{Collection: storage.Outbox, Key: "x", Value: `{"notices":7}`}}); err != nil {
		t.Fatal(err)
	}
	w.players.leavesErr = errDatabase
	answer, err := w.call("", "admin_player", `{"username":"ann"}`)
	for _, want := range []string{`"coins":200`, `"leaves: database is away"`, `"notices_waiting: decode x`, `"seat":null`} {
		if err != nil || !strings.Contains(answer, want) {
			t.Errorf("%s, %v lacks %s", answer, err, want)
		}
	}
}

func TestAdminReadsChangeNothing(t *testing.T) {
	w := newWorld(t)
	before := w.state()
	for id, request := range map[string]string{"admin_player": `{"username":"ann"}`, "admin_matches": "", "admin_config": "", "admin_audit": ""} {
		if _, err := w.call("", id, request); err != nil {
			t.Errorf("%s: %v", id, err)
		}
	}
	if w.state() != before {
		t.Error("a call that only reads changed something")
	}
}

func TestAdminMatchesChecksItsPage(t *testing.T) {
	w := newWorld(t)
	for _, limit := range []string{"0", "-1", "101"} {
		w.refuseBy("", "admin_matches", `{"limit":`+limit+`}`, apierr.CodeInvalidArgument, "limit must be 1..100")
	}
	w.refuseBy("", "admin_matches", `{"after":"x"}`, apierr.CodeInvalidArgument, "after must be a match id")
	w.wantBy("", "admin_matches", `{"limit":1,"after":"`+matchID+`"}`, `{"total":0,"connected":0,"states":{},"matches":[]}`)
}
