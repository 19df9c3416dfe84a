package nakamatest_test

import (
	"errors"
	"testing"

	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/testing/nakamatest"
)

func TestMultiUpdateDoesAllOrNothing(t *testing.T) {
	n := nakamatest.New(nakamatest.Options{})
	ann := n.NewUser("ann")
	write := []*runtime.StorageWrite{{Collection: "c", Key: "k", Value: `{"a":1}`, Version: "*"}}
	pay := func(coins int64) error {
		_, _, err := n.MultiUpdate(t.Context(), nil, write, nil, []*runtime.WalletUpdate{{UserID: ann, Changeset: map[string]int64{"coins": coins}}}, true)
		return err
	}
	var negative *runtime.WalletNegativeError
	if err := pay(-1); !errors.As(err, &negative) {
		t.Fatalf("paying from an empty wallet: %v", err)
	}
	if _, found := n.Object("c", "k", ""); found {
		t.Fatal("the storage write survived")
	}
	if err := pay(5); err != nil {
		t.Fatal(err)
	}
	if err := pay(5); !errors.Is(err, runtime.ErrStorageRejectedVersion) {
		t.Fatalf("a second create: %v", err)
	}
	if got := n.Wallet(ann)["coins"]; got != 5 {
		t.Fatalf("coins = %d, want 5", got)
	}
	if len(n.Ledger(ann)) != 1 {
		t.Fatal("one ledger row expected")
	}
}
