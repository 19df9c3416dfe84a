package groups

import (
	"testing"

	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/platform/apierr"
)

func (c *club) put(write *runtime.StorageWrite) {
	c.Helper()
	_, err := c.n.StorageWrite(c.Context(), []*runtime.StorageWrite{write})
	c.do(err)
}

func TestSizeHasBounds(t *testing.T) {
	tests := []struct {
		size int
		code apierr.Code // 0 is accepted
		text string
	}{
		{-1, apierr.CodeInvalidArgument, "max_size must be 1..50"},
		{0, apierr.CodeInvalidArgument, "max_size must be 1..50"},
		{51, apierr.CodeInvalidArgument, "max_size must be 1..50"},
		{1, apierr.CodeFailedPrecondition, "3 members"},
		{2, apierr.CodeFailedPrecondition, "3 members"},
		{3, 0, ""},
		{50, 0, ""},
	}
	for _, test := range tests {
		c := newClub(t)
		err := c.service.SetSize(t.Context(), c.admin, c.id, test.size)
		if test.code == 0 {
			if err != nil || c.size() != test.size {
				t.Errorf("size %d: %v, is %d", test.size, err, c.size())
			}
			continue
		}
		wantCode(t, err, test.code, test.text)
		if c.size() != 20 {
			t.Errorf("size %d was refused, but is set", test.size)
		}
	}
}

func TestSizeIsRestoredIfMembersJoinMeanwhile(t *testing.T) {
	c := newClub(t)
	joined := false
	c.n.Before(func(_ int, method string) {
		if method == "GroupUpdate" && !joined {
			joined = true
			c.do(c.n.GroupUsersAdd(t.Context(), "", c.id, []string{c.applicant}))
		}
	})
	wantCode(t, c.service.SetSize(t.Context(), c.owner, c.id, 3), apierr.CodeFailedPrecondition, "4 members")
	if c.size() != 20 {
		t.Errorf("size = %d, want 20", c.size())
	}
}

func TestSizeFailsIfItCannotBeVerified(t *testing.T) {
	c := newClub(t)
	calls := 0
	c.n.Before(func(_ int, method string) {
		if method == "GroupsGetId" {
			if calls++; calls == 2 {
				c.n.Fail("GroupsGetId", 1, errDatabase)
			}
		}
	})
	wantCode(t, c.service.SetSize(t.Context(), c.owner, c.id, 30), apierr.CodeInternal, errDatabase.Error())
	c.do(c.service.SetSize(t.Context(), c.owner, c.id, 30))
}
