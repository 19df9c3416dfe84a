package storage_test

import (
	"errors"
	"testing"

	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/platform/apierr"
	"sagishi/internal/platform/storage"
	"sagishi/internal/testing/nakamatest"
)

type hats struct {
	Hats []string `json:"hats"`
}

func TestMissingRecordIsZeroAndCanBeCreatedOnce(t *testing.T) {
	nk := nakamatest.New(nakamatest.Options{})
	ref := storage.Ref{Collection: storage.Unlocks, Key: "hats", UserID: nk.NewUser("ann")}
	record, err := storage.Read[hats](t.Context(), nk, ref)
	if err != nil || record.Found() || record.Value.Hats != nil {
		t.Fatalf("got %+v, %v", record, err)
	}
	write, err := storage.Write(ref, hats{[]string{"cowboy"}}, record.Version, storage.ReadOwner)
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
	record, err = storage.Read[hats](t.Context(), nk, ref)
	if err != nil || !record.Found() || len(record.Value.Hats) != 1 {
		t.Errorf("got %+v, %v", record, err)
	}
}

func TestReadFailuresAreErrors(t *testing.T) {
	nk := nakamatest.New(nakamatest.Options{})
	ref := storage.Ref{Collection: storage.Unlocks, Key: "hats", UserID: nk.NewUser("ann")}
	write, err := storage.Write(ref, []int{1}, storage.Absent, storage.ReadOwner)
	if err != nil {
		t.Fatal(err)
	}
	write.Value = `{"hats":"cowboy"}`
	if _, err := nk.StorageWrite(t.Context(), []*runtime.StorageWrite{write}); err != nil {
		t.Fatal(err)
	}
	if _, err := storage.Read[hats](t.Context(), nk, ref); err == nil {
		t.Error("a malformed record was read")
	}
	nk.Fail("StorageRead", 1, errors.New("database is away"))
	if _, err := storage.Read[hats](t.Context(), nk, ref); err == nil {
		t.Error("a failed read was no error")
	}
	if _, err := storage.Write(ref, func() {}, "", 0); err == nil {
		t.Error("a function was encoded")
	}
}

func TestServerOnlyListsTheServersCollections(t *testing.T) {
	for collection, want := range map[string]bool{"unlocks": true, "receipts": true, "hats": false, "titles": false, "": false} {
		if storage.ServerOnly(collection) != want {
			t.Errorf("%q: want %v", collection, want)
		}
	}
}

type counter struct {
	N int `json:"n"`
}

func TestConcurrentUpdatesAllApply(t *testing.T) {
	n := nakamatest.New(nakamatest.Options{})
	ref := storage.Ref{Collection: storage.Rewards, Key: "counter"}
	for range 3 {
		if err := storage.Update(t.Context(), n, ref, storage.ReadNone, func(c *counter) error { c.N++; return nil }); err != nil {
			t.Fatal(err)
		}
	}
	first := true
	if err := storage.Update(t.Context(), n, ref, storage.ReadNone, func(c *counter) error {
		if first { // another server writes between the read and the write
			first = false
			if err := storage.Update(t.Context(), n, ref, storage.ReadNone, func(c *counter) error { c.N += 10; return nil }); err != nil {
				t.Fatal(err)
			}
		}
		c.N++
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	record, err := storage.Read[counter](t.Context(), n, ref)
	if err != nil || record.Value.N != 14 {
		t.Errorf("%d after all updates, want 14 (%v)", record.Value.N, err)
	}
}

func TestUpdateThatLosesEveryRaceIsAborted(t *testing.T) {
	n := nakamatest.New(nakamatest.Options{})
	n.Fail("StorageWrite", 100, runtime.ErrStorageRejectedVersion)
	err := storage.Update(t.Context(), n, storage.Ref{Collection: storage.Rewards, Key: "x"}, storage.ReadNone,
		func(*counter) error { return nil })
	if apierr.CodeOf(err) != apierr.CodeAborted {
		t.Errorf("got %v, want aborted", err)
	}
}

func TestUpdateWritesNothingIfTheChangeFails(t *testing.T) {
	n := nakamatest.New(nakamatest.Options{})
	refusal := errors.New("no")
	err := storage.Update(t.Context(), n, storage.Ref{Collection: storage.Rewards, Key: "x"}, storage.ReadNone,
		func(*counter) error { return refusal })
	if !errors.Is(err, refusal) || n.CountObjects(storage.Rewards) != 0 {
		t.Errorf("error %v, %d objects", err, n.CountObjects(storage.Rewards))
	}
}
