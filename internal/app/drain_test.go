package app_test

import (
	"testing"
	"time"

	"sagishi/internal/testing/nakamatest"
)

func TestDrainedServerSaysWhenItIsEmptyAndTheNextProcessIsNotDrained(t *testing.T) {
	nk := nakamatest.New(nakamatest.Options{LabelLag: true})
	p, err := start(t, nk, nil)
	if err != nil {
		t.Fatal(err)
	}
	ann := nk.MustLogin("ann")
	if _, err := ann.RPC("create_match", `{}`); err != nil {
		t.Fatal(err)
	}
	match := nk.Matches()[0]
	if err := ann.JoinMatch(match, nil); err != nil {
		t.Fatal(err)
	}
	nk.Tick(match, 20)
	if _, err := nk.ServerRPC("admin_drain", `{"on":true,"reason":"release"}`); err != nil {
		t.Fatal(err)
	}
	if _, err := ann.RPC("create_match", `{}`); nakamatest.Code(err) != 14 {
		t.Errorf("create_match: %v", err)
	}
	empty := func() bool {
		p.RunJobs(t.Context())
		nk.Advance(2 * time.Second)
		return nk.Logger().Contains("info", "drained: no matches left")
	}
	for range 3 {
		if empty() {
			t.Error("the server is called empty, and has a lobby")
		}
	}
	if nk.Tick(match, 400) {
		t.Fatal("the lobby stays open")
	}
	empty()
	if !empty() || nk.Gauge("sagishi_draining") != 1 {
		t.Error("the log does not say that the server is empty")
	}
	nk.Restart()
	if _, err := start(t, nk, nil); err != nil {
		t.Fatal(err)
	}
	if _, err := nk.MustLogin("eve").RPC("create_match", `{}`); err != nil || nk.Gauge("sagishi_draining") != 0 {
		t.Errorf("create_match on the next process: %v", err)
	}
}
