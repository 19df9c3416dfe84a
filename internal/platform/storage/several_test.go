package storage_test

import (
	"encoding/json"
	"testing"

	"sagishi/internal/platform/storage"
	"sagishi/internal/testing/nakamatest"
)

// refs are records of the server and of a player.
func refs(nk *nakamatest.Nakama) (server, player storage.Ref) {
	return storage.Ref{Collection: storage.Rewards, Key: "a"}, storage.Ref{Collection: storage.Stats, Key: "b", UserID: nk.NewUser("ann")}
}

func TestSeveralRecordsAreSavedAndReadTogether(t *testing.T) {
	nk := nakamatest.New(nakamatest.Options{})
	server, player := refs(nk)
	a, b := storage.New[counter](server), storage.New[hats](player)
	a.Value.N, b.Value.Hats = 7, []string{"cowboy"}
	for range 2 { // the second time with the versions of the first
		if err := storage.SaveAll(t.Context(), nk, storage.Change{Record: &a}, storage.Change{Record: &b, Read: storage.ReadOwner}); err != nil {
			t.Fatal(err)
		}
	}
	readA, readB, missing := storage.New[counter](server), storage.New[hats](player), storage.New[hats](storage.Ref{Collection: storage.Rewards, Key: "c"})
	if err := storage.ReadAll(t.Context(), nk, &readA, &readB, &missing); err != nil {
		t.Fatal(err)
	}
	if readA.Value.N != 7 || readA.Version != a.Version || len(readB.Value.Hats) != 1 || readB.Version != b.Version || missing.Found() {
		t.Errorf("read %+v, %+v, %+v", readA, readB, missing)
	}
}

func TestNothingIsSavedIfOneRecordChangedMeanwhile(t *testing.T) {
	nk := nakamatest.New(nakamatest.Options{})
	server, player := refs(nk)
	a, b, other := storage.New[counter](server), storage.New[hats](player), storage.New[hats](player)
	if err := other.Save(t.Context(), nk, storage.ReadOwner); err != nil {
		t.Fatal(err)
	}
	err := storage.SaveAll(t.Context(), nk, storage.Change{Record: &a}, storage.Change{Record: &b, Read: storage.ReadOwner})
	if !storage.IsConflict(err) || nk.CountObjects(storage.Rewards) != 0 {
		t.Errorf("error %v, %d records", err, nk.CountObjects(storage.Rewards))
	}
}

func TestDamagedRecordIsAnErrorAndTheOthersAreRead(t *testing.T) {
	nk := nakamatest.New(nakamatest.Options{})
	server, player := refs(nk)
	good, bad := storage.New[counter](server), storage.New[map[string]int](player)
	good.Value.N, bad.Value = 7, map[string]int{"hats": 1}
	if err := storage.SaveAll(t.Context(), nk, storage.Change{Record: &good}, storage.Change{Record: &bad}); err != nil {
		t.Fatal(err)
	}
	a, b := storage.New[counter](server), storage.New[hats](player)
	var damaged []storage.Ref
	err := storage.ReadEach(t.Context(), nk, []storage.Target{&b, &a}, func(ref storage.Ref, _ error) { damaged = append(damaged, ref) })
	if err != nil || a.Value.N != 7 || len(damaged) != 1 || damaged[0] != player {
		t.Errorf("read %+v, damaged %v, %v", a, damaged, err)
	}
	if err := storage.ReadAll(t.Context(), nk, &b, &a); err == nil {
		t.Error("ReadAll hides a damaged record")
	}
}

func TestDeleteKeepsARecordThatChanged(t *testing.T) {
	nk := nakamatest.New(nakamatest.Options{})
	server, _ := refs(nk)
	record := storage.New[counter](server)
	if err := record.Save(t.Context(), nk, storage.ReadNone); err != nil {
		t.Fatal(err)
	}
	old := record.Version
	record.Value.N++
	if err := record.Save(t.Context(), nk, storage.ReadNone); err != nil {
		t.Fatal(err)
	}
	if err := storage.Delete(t.Context(), nk, server, old); err == nil || nk.CountObjects(storage.Rewards) != 1 {
		t.Errorf("error %v, %d records", err, nk.CountObjects(storage.Rewards))
	}
	if err := storage.Delete(t.Context(), nk, server, record.Version); err != nil || nk.CountObjects(storage.Rewards) != 0 {
		t.Errorf("error %v, %d records", err, nk.CountObjects(storage.Rewards))
	}
}

func TestObjectsKeepTheirNumbersAndMayBeEmpty(t *testing.T) {
	for _, tc := range []struct{ text, want string }{
		{"", "{}"}, {"null", "{}"}, {`{"n":12345678901234567890}`, `{"n":12345678901234567890}`}, {"[]", ""}, {"{", ""},
	} {
		object, err := storage.DecodeObject(tc.text)
		if (err != nil) != (tc.want == "") {
			t.Errorf("%q: %v", tc.text, err)
		}
		if encoded, _ := json.Marshal(object); err == nil && string(encoded) != tc.want {
			t.Errorf("%q: %s", tc.text, encoded)
		}
	}
}
