package store_test

import (
	"errors"
	"testing"

	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/nakamatest"
	"sagishi/internal/store"
)

type hats struct {
	Hats []string `json:"hats"`
}

func TestAMissingRecordIsZeroAndMayBeCreatedOnce(t *testing.T) {
	nk := nakamatest.New(nakamatest.Options{})
	ref := store.Ref{Collection: store.Unlocks, Key: "hats", UserID: nk.NewUser("ann")}
	record, err := store.Read[hats](t.Context(), nk, ref)
	if err != nil || record.Found() || record.Value.Hats != nil {
		t.Fatalf("got %+v, %v", record, err)
	}
	write, err := store.Write(ref, hats{[]string{"cowboy"}}, record.Version, store.ReadOwner)
	if err != nil {
		t.Fatal(err)
	}
	if write.PermissionRead != 1 || write.PermissionWrite != 0 {
		t.Errorf("permissions %d, %d", write.PermissionRead, write.PermissionWrite)
	}
	if _, err := nk.StorageWrite(t.Context(), []*runtime.StorageWrite{write}); err != nil {
		t.Fatal(err)
	}
	if _, err := nk.StorageWrite(t.Context(), []*runtime.StorageWrite{write}); !errors.Is(err, runtime.ErrStorageRejectedVersion) {
		t.Errorf("the second creation gave %v", err)
	}
	record, err = store.Read[hats](t.Context(), nk, ref)
	if err != nil || !record.Found() || len(record.Value.Hats) != 1 {
		t.Errorf("got %+v, %v", record, err)
	}
}

func TestReadReportsWhatItCannotRead(t *testing.T) {
	nk := nakamatest.New(nakamatest.Options{})
	ref := store.Ref{Collection: store.Unlocks, Key: "hats", UserID: nk.NewUser("ann")}
	write, err := store.Write(ref, []int{1}, store.Absent, store.ReadOwner)
	if err != nil {
		t.Fatal(err)
	}
	write.Value = `{"hats":"cowboy"}`
	if _, err := nk.StorageWrite(t.Context(), []*runtime.StorageWrite{write}); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Read[hats](t.Context(), nk, ref); err == nil {
		t.Error("a malformed record was read")
	}
	nk.Fail("StorageRead", 1, errors.New("database is away"))
	if _, err := store.Read[hats](t.Context(), nk, ref); err == nil {
		t.Error("a failed read was no error")
	}
	if _, err := store.Write(ref, func() {}, "", 0); err == nil {
		t.Error("a function was encoded")
	}
}

func TestOnlyTheServersCollectionsAreGuarded(t *testing.T) {
	for collection, want := range map[string]bool{"unlocks": true, "receipts": true, "hats": false, "titles": false, "": false} {
		if store.ServerOnly(collection) != want {
			t.Errorf("%q: want %v", collection, want)
		}
	}
}
