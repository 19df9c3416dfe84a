package quota

import (
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/platform/apierr"
	"sagishi/internal/platform/storage"
	"sagishi/internal/testing/nakamatest"
)

const limit = 5

type fixture struct {
	*Service
	n    *nakamatest.Nakama
	user string
}

func newFixture() *fixture {
	n := nakamatest.New(nakamatest.Options{})
	return &fixture{Service: New(n, limit, n.Now), n: n, user: n.NewUser("ann")}
}

func object(key int) Object { return Object{"hats", fmt.Sprint(key)} }

// write counts objects and writes those that are allowed, as a client does.
func (f *fixture) write(t *testing.T, keys ...int) error {
	t.Helper()
	var objects []Object
	var writes []*runtime.StorageWrite
	for _, key := range keys {
		objects = append(objects, object(key))
		writes = append(writes, &runtime.StorageWrite{Collection: "hats", Key: fmt.Sprint(key), UserID: f.user, Value: "{}"})
	}
	if err := f.Add(t.Context(), f.user, objects); err != nil {
		return err
	}
	_, err := f.n.StorageWrite(t.Context(), writes)
	return err
}

func (f *fixture) remove(t *testing.T, keys ...int) {
	t.Helper()
	for _, key := range keys {
		if err := f.n.StorageDelete(t.Context(), []*runtime.StorageDelete{{Collection: "hats", Key: fmt.Sprint(key), UserID: f.user}}); err != nil {
			t.Fatal(err)
		}
	}
}

func wantCode(t *testing.T, err error, code apierr.Code) {
	t.Helper()
	if code == 0 && err != nil || code != 0 && (err == nil || apierr.CodeOf(err) != code) {
		t.Fatalf("got %v, want code %d", err, code)
	}
}

func TestObjectsAreCountedOnce(t *testing.T) {
	f := newFixture()
	for range 3 {
		wantCode(t, f.write(t, 1, 2, 2), 0)
	}
	wantCode(t, f.write(t, 3, 4, 5), 0)
	wantCode(t, f.write(t, 6), apierr.CodeResourceExhausted)
	wantCode(t, f.write(t, 1, 6), apierr.CodeResourceExhausted)
	wantCode(t, f.write(t, 1, 2, 3, 4, 5), 0)
}

func TestDeletedObjectsMakeRoom(t *testing.T) {
	f := newFixture()
	wantCode(t, f.write(t, 1, 2, 3, 4, 5), 0)
	f.remove(t, 1, 2)
	f.n.Advance(2 * writeTime)
	wantCode(t, f.write(t, 6, 7), 0)
	wantCode(t, f.write(t, 8), apierr.CodeResourceExhausted)
	wantCode(t, f.write(t, 3, 6), 0)
}

// An object that is counted and not written yet keeps its place.
func TestWritesOnTheirWayKeepTheirPlace(t *testing.T) {
	f := newFixture()
	wantCode(t, f.Add(t.Context(), f.user, []Object{object(1), object(2), object(3), object(4), object(5)}), 0)
	wantCode(t, f.write(t, 6), apierr.CodeResourceExhausted)
	f.n.Advance(2 * writeTime)
	wantCode(t, f.write(t, 6), 0)
}

func TestCountedObjectsCostNoWrite(t *testing.T) {
	f := newFixture()
	wantCode(t, f.write(t, 1), 0)
	before, _ := f.n.Object(storage.ClientObjects, recordKey, f.user)
	f.n.Advance(writeTime)
	wantCode(t, f.write(t, 1), 0)
	if after, _ := f.n.Object(storage.ClientObjects, recordKey, f.user); after != before {
		t.Errorf("the record was %s and is %s", before, after)
	}
}

func TestRacingWritesKeepTheLimit(t *testing.T) {
	f := newFixture()
	var passed atomic.Int64
	var group sync.WaitGroup
	for key := range 4 * limit {
		group.Go(func() {
			for {
				err := f.Add(t.Context(), f.user, []Object{object(key)})
				if err == nil {
					passed.Add(1)
				}
				if !storage.IsConflict(err) {
					return
				}
			}
		})
	}
	group.Wait()
	if passed.Load() != limit {
		t.Errorf("%d objects passed a limit of %d", passed.Load(), limit)
	}
}

func TestPlayersHaveTheirOwnQuota(t *testing.T) {
	f := newFixture()
	wantCode(t, f.write(t, 1, 2, 3, 4, 5), 0)
	f.user = f.n.NewUser("bob")
	wantCode(t, f.write(t, 1, 2, 3, 4, 5), 0)
}

func TestFailingReadsAreErrors(t *testing.T) {
	f := newFixture()
	wantCode(t, f.write(t, 1, 2, 3, 4, 5), 0)
	f.n.Advance(2 * writeTime)
	f.n.Fail("StorageRead", 1, errors.New("the database is away"))
	wantCode(t, f.Add(t.Context(), f.user, []Object{object(6)}), apierr.CodeInternal)
	f.n.Before(func(_ int, method string) {
		if method == "StorageRead" {
			f.n.Fail("StorageRead", 1, errors.New("the database is away"))
			f.n.Before(nil)
		}
	})
	wantCode(t, f.Add(t.Context(), f.user, []Object{object(6)}), apierr.CodeInternal)
}
