package rpc

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"sagishi/internal/platform/apierr"
)

func TestDrainedServerCreatesAndFindsNoMatches(t *testing.T) {
	w := newWorld(t)
	answer, err := w.call(w.ann, "create_match", `{}`)
	w.do(err)
	_, code, _ := strings.Cut(strings.TrimSuffix(answer, `"}`), `"code":"`)
	on := fmt.Sprintf(`{"draining":true,"reason":"release","since":%q,"matches":0}`, w.n.Now().Format(time.RFC3339))
	for range 2 {
		w.wantBy("", "admin_drain", `{"on":true,"reason":"release"}`, on)
	}
	w.refuse("create_match", `{}`, apierr.CodeUnavailable, "no new matches")
	w.refuse("find_match", `{}`, apierr.CodeUnavailable, "no new matches")
	w.want("join_code", fmt.Sprintf(`{"code":%q}`, code), `{"match_id":"`+matchID+`"}`) // who comes back to a game needs it
	for range 2 {
		w.wantBy("", "admin_drain", `{"on":false}`, `{"draining":false,"matches":0}`)
	}
	w.want("find_match", `{}`, `{"match_id":"`+matchID+`","created":true}`)
}

func TestDrainingNeedsAReason(t *testing.T) {
	w := newWorld(t)
	w.refuseBy("", "admin_drain", `{"on":true}`, apierr.CodeInvalidArgument, "reason")
	w.refuseBy("", "admin_drain", `{"on":true,"reason":""}`, apierr.CodeInvalidArgument, "reason")
	w.refuseBy("", "admin_drain", `{"on":true,"reason":"`+strings.Repeat("é", 129)+`"}`, apierr.CodeInvalidArgument, "reason")
	w.refuseBy("", "admin_drain", `{"reason":"release"}`, apierr.CodeInvalidArgument, "on is required")
	w.refuseBy("", "admin_drain", `{"on":"true","reason":"release"}`, apierr.CodeInvalidArgument, "on must be true or false")
	w.refuse("admin_drain", `{"on":true,"reason":"release"}`, apierr.CodePermissionDenied, "servers")
	if w.drain.On() {
		t.Error("a refused call began draining")
	}
}
