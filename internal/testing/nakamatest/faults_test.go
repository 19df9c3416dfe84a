package nakamatest_test

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/testing/nakamatest"
)

var errBroken = errors.New("broken")

func put(t *testing.T, n *nakamatest.Nakama, key string) error {
	t.Helper()
	_, err := n.StorageWrite(t.Context(), []*runtime.StorageWrite{{Collection: "c", Key: key, Value: `{}`}})
	return err
}

func has(n *nakamatest.Nakama, key string) bool {
	_, found := n.Object("c", key, "")
	return found
}

func TestFailedCallHasNoEffect(t *testing.T) {
	n := nakamatest.New(nakamatest.Options{})
	n.Fail("StorageWrite", 1, errBroken)
	if err := put(t, n, "a"); !errors.Is(err, errBroken) || has(n, "a") {
		t.Fatalf("error %v, written %v", err, has(n, "a"))
	}
	if err := put(t, n, "a"); err != nil || !has(n, "a") {
		t.Fatalf("the second call fails too: %v", err)
	}
}

func TestFailAfterTakesEffectAndReturnsAnError(t *testing.T) {
	n := nakamatest.New(nakamatest.Options{})
	n.FailAfter("*", nakamatest.Always, errBroken)
	if err := put(t, n, "a"); !errors.Is(err, errBroken) || !has(n, "a") {
		t.Fatalf("error %v, written %v", err, has(n, "a"))
	}
	n.Heal()
	if err := put(t, n, "b"); err != nil {
		t.Fatal(err)
	}
}

func TestKilledServerFailsEveryCallUntilRestart(t *testing.T) {
	n := nakamatest.New(nakamatest.Options{})
	if err := n.Initializer().RegisterRpc("Ping", func(context.Context, runtime.Logger, *sql.DB, runtime.NakamaModule, string) (string, error) {
		return "pong", nil
	}); err != nil {
		t.Fatal(err)
	}
	n.After(func(_ int, method string) {
		if method == "StorageWrite" {
			n.Kill()
		}
	})
	if err := put(t, n, "a"); !errors.Is(err, nakamatest.ErrDown) || !has(n, "a") {
		t.Fatalf("error %v, written %v", err, has(n, "a"))
	}
	if err := put(t, n, "b"); !errors.Is(err, nakamatest.ErrDown) || has(n, "b") {
		t.Fatalf("error %v, written %v", err, has(n, "b"))
	}
	if answer, err := n.ServerRPC("PING", ""); answer != "pong" || err != nil {
		t.Fatal(answer, err)
	}
	n.Restart()
	if err := put(t, n, "b"); err != nil || !has(n, "a") {
		t.Fatalf("error %v, data kept %v", err, has(n, "a"))
	}
	if _, err := n.ServerRPC("ping", ""); nakamatest.Code(err) != 5 {
		t.Fatalf("the registration is still there after the restart: %v", err)
	}
}

func TestWatcherBeforeACallCanCrashTheProcess(t *testing.T) {
	n := nakamatest.New(nakamatest.Options{})
	other := n.AddServer("nakama2")
	n.Before(func(call int, method string) {
		if method == "StorageWrite" && call == 2 {
			if err := put(t, other, "meanwhile"); err != nil {
				t.Error(err)
			}
			panic(nakamatest.Crash)
		}
	})
	if _, err := n.UsersGetId(t.Context(), nil, nil); err != nil {
		t.Fatal(err)
	}
	if !nakamatest.Crashed(func() { _ = put(t, n, "a") }) || has(n, "a") || !has(n, "meanwhile") {
		t.Fatal("the crash did not happen before the write")
	}
	if got := n.Calls(); !slices.Equal(got, []string{"UsersGetId", "StorageWrite"}) {
		t.Fatalf("calls are %v", got)
	}
	n.ResetCalls()
	if nakamatest.Crashed(func() { _ = put(t, n, "a") }) || len(n.Calls()) != 1 {
		t.Fatal("the call count was not reset")
	}
}

func TestCrashedPassesOnOtherPanics(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Fatal("the panic was swallowed")
		}
	}()
	nakamatest.Crashed(func() { panic("other") })
}

func TestCallWithACancelledContextFails(t *testing.T) {
	n := nakamatest.New(nakamatest.Options{})
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := n.StorageWrite(ctx, []*runtime.StorageWrite{{Collection: "c", Key: "a", Value: `{}`}}); !errors.Is(err, context.Canceled) || has(n, "a") {
		t.Fatal(err)
	}
}

func TestResultsAreCopies(t *testing.T) {
	n := nakamatest.New(nakamatest.Options{})
	ann := n.NewUser("ann")
	changes := map[string]int64{"coins": 1}
	after, _, err := n.WalletUpdate(t.Context(), ann, changes, map[string]any{"reason": "r"}, true)
	if err != nil {
		t.Fatal(err)
	}
	after["coins"], changes["coins"] = 99, 99
	n.Wallet(ann)["coins"] = 99
	n.Ledger(ann)[0].Changeset["coins"] = 99
	if n.Wallet(ann)["coins"] != 1 || n.Ledger(ann)[0].Changeset["coins"] != 1 {
		t.Fatal("changing a result changed the database")
	}
	n.SetWallet(ann, "broken")
	if _, _, err := n.WalletUpdate(t.Context(), ann, map[string]int64{"coins": 1}, nil, false); err == nil {
		t.Fatal("an update of a broken wallet succeeded")
	}
}

func TestHangingCallEndsWithItsContext(t *testing.T) {
	for name, hang := range map[string]func(*nakamatest.Nakama){
		"before": func(n *nakamatest.Nakama) { n.Hang("StorageWrite", 1) },
		"after":  func(n *nakamatest.Nakama) { n.HangAfter("StorageWrite", 1) },
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				n := nakamatest.New(nakamatest.Options{})
				hang(n)
				ctx, cancel := context.WithTimeout(t.Context(), time.Second)
				defer cancel()
				write := []*runtime.StorageWrite{{Collection: "c", Key: "k", Value: "{}"}}
				if _, err := n.StorageWrite(ctx, write); !errors.Is(err, context.DeadlineExceeded) {
					t.Errorf("got %v", err)
				}
				if written := n.CountObjects("c") == 1; written != (name == "after") {
					t.Errorf("written: %v", written)
				}
				if _, err := n.StorageWrite(t.Context(), write); err != nil {
					t.Errorf("the second call: %v", err)
				}
			})
		})
	}
}

func TestDeafCallHangsUntilTheDatabaseIsWell(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := nakamatest.New(nakamatest.Options{})
		n.HangDeaf("StorageRead", 1)
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		ended := false
		go func() {
			_, err := n.StorageRead(ctx, []*runtime.StorageRead{{Collection: "c", Key: "k"}})
			ended = errors.Is(err, nakamatest.ErrDown)
		}()
		synctest.Wait()
		if ended {
			t.Error("the call ended with its context")
		}
		n.Heal()
		synctest.Wait()
		if !ended {
			t.Error("the call did not end")
		}
	})
}
