package nakamatest_test

import (
	"errors"
	"testing"

	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/nakamatest"
)

func TestTheDispatcherRecords(t *testing.T) {
	d := nakamatest.NewDispatcher()
	ann := nakamatest.Presence{UserID: "ann", SessionID: "s1"}
	data := []byte("x")
	err := errors.Join(
		d.BroadcastMessage(1, data, nil, ann, true),
		d.BroadcastMessage(2, data, []runtime.Presence{ann}, nil, true),
		d.BroadcastMessageDeferred(3, data, []runtime.Presence{}, nil, false),
		d.MatchKick([]runtime.Presence{ann}),
		d.MatchLabelUpdate("a"),
		d.MatchLabelUpdate("b"),
	)
	if err != nil {
		t.Fatal(err)
	}
	data[0] = 'y'
	sent := d.Sent()
	if len(sent) != 3 || string(sent[0].Data) != "x" || sent[0].Sender != "ann" || !sent[2].Deferred {
		t.Fatalf("sent %+v", sent)
	}
	if len(d.SentTo("ann", 0)) != 2 || len(d.SentTo("bob", 0)) != 1 || len(d.SentTo("ann", 2)) != 1 {
		t.Fatal("recipients are wrong")
	}
	if d.Label() != "b" || d.Labels() != 2 || len(d.Kicked()) != 1 {
		t.Fatal("labels or kicks are lost")
	}
	d.Clear()
	d.Fail(errBroken)
	if err := d.BroadcastMessage(1, nil, nil, nil, true); !errors.Is(err, errBroken) || len(d.Sent()) != 0 {
		t.Fatal(err)
	}
}

func TestTheLoggerRecords(t *testing.T) {
	l := nakamatest.NewLogger()
	l.WithField("user", "ann").WithFields(map[string]any{"n": 1}).Error("failed %d", 5)
	l.Debug("100%")
	l.Info("b")
	l.Warn("c")
	entries := l.Entries()
	if len(entries) != 4 || entries[0].Message != "failed 5" || entries[0].Fields["user"] != "ann" || entries[1].Message != "100%" {
		t.Fatalf("entries %+v", entries)
	}
	if !l.Contains("error", "failed") || l.Contains("warn", "failed") || len(l.Fields()) != 0 {
		t.Fatal("the log is not searched by level")
	}
}

func TestTheInitializerRecords(t *testing.T) {
	in := nakamatest.NewInitializer()
	in.Refuse("Rpc bad", errBroken)
	err := in.RegisterRpc("Bad", nil)
	if !errors.Is(err, errBroken) || in.Has("Rpc bad") {
		t.Fatal(err)
	}
	if err := errors.Join(in.RegisterHttp("/x", nil), in.RegisterStorageIndex("i", "c", "", nil, nil, 1, false)); err != nil {
		t.Fatal(err)
	}
	if got := in.Registered(); len(got) != 2 || got[1] != "StorageIndex i" {
		t.Fatal(got)
	}
}
