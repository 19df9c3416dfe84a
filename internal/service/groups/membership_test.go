package groups

import (
	"fmt"
	"testing"

	"sagishi/internal/platform/apierr"
)

func TestPlayersOwnSoManyGroups(t *testing.T) {
	c := newClub(t) // with a limit of three groups
	last := ""
	for i := range 3 {
		c.do(c.service.CheckOwned(t.Context(), c.owner))
		group, err := c.n.GroupCreate(t.Context(), c.owner, fmt.Sprint("club ", i), c.owner, "", "", "", true, nil, 10)
		c.do(err)
		last = group.GetId()
	}
	wantCode(t, c.service.CheckOwned(t.Context(), c.owner), apierr.CodeResourceExhausted, "may own 3")
	c.do(c.service.CheckOwned(t.Context(), c.admin))
	c.do(c.n.GroupDelete(t.Context(), last))
	c.do(c.service.CheckOwned(t.Context(), c.owner))
}

// Groups that somebody else founded and handed over do not count.
func TestGroupsOfOthersDoNotCount(t *testing.T) {
	c := newClub(t)
	for i := range 4 {
		group, err := c.n.GroupCreate(t.Context(), c.owner, fmt.Sprint("gift ", i), c.owner, "", "", "", true, nil, 10)
		c.do(err)
		c.do(c.n.GroupUsersAdd(t.Context(), "", group.GetId(), []string{c.ann}))
		for range 2 {
			c.do(c.n.GroupUsersPromote(t.Context(), "", group.GetId(), []string{c.ann}))
		}
	}
	c.do(c.service.CheckOwned(t.Context(), c.ann))
}

func TestOnlyPlayersWhoAskedAreAdded(t *testing.T) {
	c := newClub(t)
	c.do(c.service.CheckRequests(t.Context(), c.id, []string{c.applicant}))
	c.do(c.service.CheckRequests(t.Context(), c.id, nil))
	for _, others := range [][]string{{c.ann}, {c.applicant, c.n.NewUser("stranger")}, {c.owner}} {
		wantCode(t, c.service.CheckRequests(t.Context(), c.id, others), apierr.CodeFailedPrecondition, "did not ask")
	}
	wantCode(t, c.service.CheckRequests(t.Context(), nowhere, []string{c.applicant}), apierr.CodeFailedPrecondition, "did not ask")
}

func TestRequestsBeyondAPageAreFound(t *testing.T) {
	c := newClub(t)
	founder := c.n.NewUser("founder")
	for i := range pageSize + 10 {
		group, err := c.n.GroupCreate(t.Context(), founder, fmt.Sprint("closed ", i), "", "", "", "", false, nil, 10)
		c.do(err)
		c.do(c.n.GroupUserJoin(t.Context(), group.GetId(), c.applicant, "applicant"))
		c.do(c.service.CheckRequests(t.Context(), group.GetId(), []string{c.applicant}))
	}
	c.do(c.service.CheckRequests(t.Context(), c.id, []string{c.applicant}))
}

func TestFailingListsAreErrors(t *testing.T) {
	c := newClub(t)
	c.n.Fail("UserGroupsList", 2, errDatabase)
	wantCode(t, c.service.CheckOwned(t.Context(), c.owner), apierr.CodeInternal, "list")
	wantCode(t, c.service.CheckRequests(t.Context(), c.id, []string{c.applicant}), apierr.CodeInternal, "list")
}
