package nakamatest_test

import (
	"cmp"
	"errors"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/testing/nakamatest"
)

func TestDispatcherRecordsBroadcastsKicksAndLabels(t *testing.T) {
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
	if d.Label() != "b" || d.LabelUpdates() != 2 || len(d.Kicked()) != 1 {
		t.Fatal("labels or kicks were not recorded")
	}
	d.Clear()
	d.Fail(errBroken)
	if err := d.BroadcastMessage(1, nil, nil, nil, true); !errors.Is(err, errBroken) || len(d.Sent()) != 0 {
		t.Fatal(err)
	}
}

func TestLoggerRecordsEntriesAndFields(t *testing.T) {
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
		t.Fatal("Contains ignores the level")
	}
}

func TestInitializerRecordsRegistrations(t *testing.T) {
	in := nakamatest.NewInitializer()
	in.FailRegistration("Rpc bad", errBroken)
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

func TestEveryRegistrationIsRecorded(t *testing.T) {
	leftOut := []string{"RegisterFleetManager", "RegisterConsoleHttp"}
	for method := range reflect.TypeFor[runtime.Initializer]().Methods() {
		if !strings.HasPrefix(method.Name, "Register") || slices.Contains(leftOut, method.Name) {
			continue
		}
		in := nakamatest.NewInitializer()
		var args []reflect.Value
		for arg := range method.Type.Ins() {
			args = append(args, reflect.Zero(arg))
		}
		call := reflect.ValueOf(in).MethodByName(method.Name)
		if method.Type.IsVariadic() {
			args = args[:len(args)-1]
		}
		call.Call(args)
		if len(in.Registered()) != 1 {
			t.Errorf("%s was not recorded", method.Name)
		}
	}
}

func TestSortedOrderFollowsChangedRows(t *testing.T) {
	n := nakamatest.New(nakamatest.Options{})
	if err := n.LeaderboardCreate(t.Context(), "b", true, "desc", "set", "", nil, true); err != nil {
		t.Fatal(err)
	}
	var users []string
	for range 40 {
		users = append(users, n.NewUser(""))
	}
	random := rand.New(rand.NewPCG(1, 2))
	for range 400 {
		user, score := users[random.IntN(len(users))], int64(random.IntN(10))
		if _, err := n.LeaderboardRecordWrite(t.Context(), "b", user, "", score, 0, nil, nil); err != nil {
			t.Fatal(err)
		}
		if random.IntN(5) == 0 {
			if err := n.LeaderboardRecordDelete(t.Context(), "b", users[random.IntN(len(users))]); err != nil {
				t.Fatal(err)
			}
		}
		records, _, _, _, err := n.LeaderboardRecordsList(t.Context(), "b", nil, 100, "", 0)
		if err != nil {
			t.Fatal(err)
		}
		sorted := slices.IsSortedFunc(records, func(x, y *api.LeaderboardRecord) int {
			return -cmp.Or(cmp.Compare(x.GetScore(), y.GetScore()), cmp.Compare(x.GetOwnerId(), y.GetOwnerId()))
		})
		_, own, _, _, err := n.LeaderboardRecordsList(t.Context(), "b", []string{user}, 0, "", 0)
		if err != nil || !sorted || len(own) > 1 {
			t.Fatalf("records %v, own %v, %v", records, own, err)
		}
		for _, r := range own {
			if records[r.GetRank()-1].GetOwnerId() != user {
				t.Fatalf("rank %d of %s in %v", r.GetRank(), user, records)
			}
		}
	}
}

func TestServersCanRunConcurrently(t *testing.T) {
	n := nakamatest.New(nakamatest.Options{})
	other := n.AddServer("nakama2")
	m, id := open(t, n, `{}`)
	ann := n.NewUser("ann")
	var group sync.WaitGroup
	for _, server := range []*nakamatest.Nakama{n, other} {
		for range 20 {
			group.Go(func() {
				if _, _, err := server.WalletUpdate(t.Context(), ann, map[string]int64{"coins": 1}, nil, true); err != nil {
					t.Error(err)
				}
			})
		}
	}
	for range 10 {
		group.Go(func() {
			s := n.MustLogin("")
			if err := errors.Join(s.JoinMatch(id, nil), s.MatchData(id, 1, nil)); err != nil {
				t.Error(err)
			}
		})
		group.Go(func() { n.Tick(id, 1) })
	}
	group.Wait()
	n.Tick(id, 1)
	if n.Wallet(ann)["coins"] != 40 || len(m.seen) != 30 {
		t.Fatalf("coins %v, the match saw %d", n.Wallet(ann), len(m.seen))
	}
}
