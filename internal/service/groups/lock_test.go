package groups

import (
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"sagishi/internal/platform/apierr"
	"sagishi/internal/platform/callback"
	"sagishi/internal/platform/storage"
	"sagishi/internal/testing/nakamatest"
)

func TestConcurrentChangesOfAdminsAllApply(t *testing.T) {
	for range 10 {
		c := newClub(t)
		other := New(c.n.AddServer("nakama2"), 50, 3)
		var group sync.WaitGroup
		set := func(service *Service, user string, interests Interests) {
			group.Go(func() {
				err := apierr.Aborted("")
				for apierr.CodeOf(err) == apierr.CodeAborted {
					_, err = service.SetInterests(t.Context(), user, c.id, interests)
				}
				if err != nil {
					t.Error(err)
				}
			})
		}
		set(c.service, c.owner, Interests{Interests: &[]string{"a"}})
		set(other, c.admin, Interests{ActiveTimes: &[]string{"b"}})
		set(other, c.owner, Interests{Languages: &[]string{"c"}})
		group.Wait()
		const want = `{"active_times":["b"],"founded":9007199254740993,"interests":["a"],"languages":["c"],"motto":"trust no one"}`
		if got := c.metadata(); got != want {
			t.Fatalf("metadata = %s, want %s", got, want)
		}
		if c.n.CountObjects(storage.GroupLocks) != 0 {
			t.Error("a lock was not released")
		}
	}
}

func TestLockOfCrashedServerExpires(t *testing.T) {
	c := newClub(t)
	c.n.Before(func(_ int, method string) {
		if method == "GroupUpdate" && c.n.CountObjects(storage.GroupLocks) > 0 {
			panic(nakamatest.Crash)
		}
	})
	set := func() error {
		_, err := c.service.SetInterests(t.Context(), c.owner, c.id, Interests{Languages: &[]string{"fr"}})
		return err
	}
	// A process that ends releases nothing.
	c.n.Fail("StorageDelete", 1, errDatabase)
	if !nakamatest.Crashed(func() { _ = set() }) {
		t.Fatal("it did not crash")
	}
	c.n.Restart()
	wantCode(t, set(), apierr.CodeAborted, "try again")
	c.n.Advance(lockLease - time.Millisecond)
	wantCode(t, set(), apierr.CodeAborted, "try again")
	c.n.Advance(time.Millisecond)
	c.do(set())
	if c.n.CountObjects(storage.GroupLocks) != 0 {
		t.Error("the lock was not released")
	}
}

// A holder whose steps take as long as a request may take has the lock until its end:
// it writes metadata that it has read before.
func TestChangeOfASlowHolderUndoesNoOther(t *testing.T) {
	c := newClub(t)
	other := New(c.n.AddServer("nakama2"), 50, 3)
	asked := false
	c.n.Before(func(_ int, method string) {
		if asked || method != "GroupUpdate" || c.n.CountObjects(storage.GroupLocks) == 0 {
			return
		}
		asked = true
		c.n.Advance(callback.AnswerTime)
		_, err := other.SetInterests(t.Context(), c.admin, c.id, Interests{ActiveTimes: &[]string{"b"}})
		wantCode(t, err, apierr.CodeAborted, "try again")
	})
	_, err := c.service.SetInterests(t.Context(), c.owner, c.id, Interests{Languages: &[]string{"fr"}})
	c.do(err)
	if !asked {
		t.Error("the other admin did not ask")
	}
}

func TestChangeSucceedsIfLockCannotBeReleased(t *testing.T) {
	c := newClub(t)
	c.n.Fail("StorageDelete", 1, errDatabase)
	_, err := c.service.SetInterests(t.Context(), c.owner, c.id, Interests{Languages: &[]string{"fr"}})
	c.do(err)
}

//nolint:forbidigo // in a bubble of synctest the time is virtual
func TestChangeIsAnsweredSoonIfTheReleaseOfItsLockHangs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newClub(t)
		c.n.Hang("StorageDelete", 1)
		began := time.Now()
		_, err := c.service.SetInterests(t.Context(), c.owner, c.id, Interests{Languages: &[]string{"fr"}})
		c.do(err)
		if took := time.Since(began); took != releaseTimeout {
			t.Errorf("took %v", took)
		}
		c.n.Heal()
	})
}

func TestFreeLockCostsNoQuestionForTheTime(t *testing.T) {
	c := newClub(t)
	_, err := c.service.SetInterests(t.Context(), c.owner, c.id, Interests{Languages: &[]string{"fr"}})
	c.do(err)
	if c.n.CountObjects(storage.Clock) != 0 {
		t.Error("the database's time was asked for")
	}
}

// Each question is a write to one row, which all groups and servers share: a call
// that waits for a lock must not ask again and again.
func TestHeldLockCostsOneQuestionForTheTime(t *testing.T) {
	c := newClub(t)
	c.do(storage.Update(t.Context(), c.n, storage.Ref{Collection: storage.GroupLocks, Key: c.id}, storage.ReadNone,
		func(l *groupLock) error { l.Holder = "another server"; return nil }))
	before := len(c.n.Calls())
	_, err := c.service.SetInterests(t.Context(), c.owner, c.id, Interests{Languages: &[]string{"fr"}})
	wantCode(t, err, apierr.CodeAborted, "try again")
	writes := 0
	for _, method := range c.n.Calls()[before:] {
		if method == "StorageWrite" {
			writes++
		}
	}
	if writes != 1 {
		t.Errorf("%d writes", writes)
	}
}

func TestMalformedLockIsInternalError(t *testing.T) {
	c := newClub(t)
	write, err := storage.Write(storage.Ref{Collection: storage.GroupLocks, Key: c.id}, map[string]any{"holder": 7}, "", 0)
	c.do(err)
	c.put(write)
	_, err = c.service.SetInterests(t.Context(), c.owner, c.id, Interests{Languages: &[]string{"fr"}})
	wantCode(t, err, apierr.CodeInternal, storage.GroupLocks)
}
