package groups

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/heroiclabs/nakama-common/api"

	"sagishi/internal/platform/apierr"
	"sagishi/internal/platform/storage"
	"sagishi/internal/testing/nakamatest"
)

const nowhere = "9e1f0e2c-6a5e-4f1c-8a54-0d6c1c7ce001"

var errDatabase = errors.New("database is away")

// club is a closed group of four with the service beside it.
type club struct {
	*testing.T
	n                            *nakamatest.Nakama
	service                      *Service
	id                           string
	owner, admin, ann, applicant string
}

func newClub(t *testing.T) *club {
	t.Helper()
	n := nakamatest.New(nakamatest.Options{})
	c := &club{T: t, n: n, service: New(n, 50, 3)}
	c.owner, c.admin, c.ann, c.applicant = n.NewUser("owner"), n.NewUser("admin"), n.NewUser("ann"), n.NewUser("applicant")
	group, err := n.GroupCreate(t.Context(), c.owner, "club", "", "en", "", "", false,
		map[string]any{"motto": "trust no one", "founded": int64(9007199254740993), "languages": []string{"en"}}, 20)
	if err != nil {
		t.Fatal(err)
	}
	c.id = group.GetId()
	c.do(n.GroupUsersAdd(t.Context(), "", c.id, []string{c.admin, c.ann}))
	c.do(n.GroupUsersPromote(t.Context(), "", c.id, []string{c.admin}))
	c.do(n.GroupUserJoin(t.Context(), c.id, c.applicant, "applicant"))
	return c
}

func (c *club) do(err error) {
	c.Helper()
	if err != nil {
		c.Fatal(err)
	}
}

// metadata is the group's metadata as text with sorted keys.
func (c *club) metadata() string {
	c.Helper()
	groups, err := c.n.GroupsGetId(c.Context(), []string{c.id})
	if err != nil || len(groups) != 1 {
		c.Fatalf("groups = %v, %v", groups, err)
	}
	decoder := json.NewDecoder(strings.NewReader(groups[0].GetMetadata()))
	decoder.UseNumber()
	var metadata map[string]any
	c.do(decoder.Decode(&metadata))
	text, err := json.Marshal(metadata)
	c.do(err)
	return string(text)
}

func (c *club) size() int {
	c.Helper()
	groups, err := c.n.GroupsGetId(c.Context(), []string{c.id})
	c.do(err)
	return int(groups[0].GetMaxCount())
}

func wantCode(t *testing.T, err error, code apierr.Code, text string) {
	t.Helper()
	if err == nil || apierr.CodeOf(err) != code || !strings.Contains(err.Error(), text) {
		t.Errorf("error %v (code %d), want code %d and %q", err, apierr.CodeOf(err), code, text)
	}
}

func TestAdminsSetInterests(t *testing.T) {
	for _, who := range []string{"owner", "admin"} {
		c := newClub(t)
		user := map[string]string{"owner": c.owner, "admin": c.admin}[who]
		got, err := c.service.SetInterests(t.Context(), user, c.id, Interests{
			Interests: &[]string{"deceit", "deceit"}, ActiveTimes: &[]string{"9pm"},
		})
		want := map[string]any{
			"interests": []string{"deceit", "deceit"}, "active_times": []string{"9pm"}, "languages": []any{"en"},
			"motto": "trust no one", "founded": json.Number("9007199254740993"),
		}
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: SetInterests = %v, %v, want %v", who, got, err, want)
		}
		const stored = `{"active_times":["9pm"],"founded":9007199254740993,"interests":["deceit","deceit"],"languages":["en"],"motto":"trust no one"}`
		if got := c.metadata(); got != stored {
			t.Errorf("%s: metadata = %s, want %s", who, got, stored)
		}
	}
}

func TestSetInterestsChangesNothingElse(t *testing.T) {
	for _, open := range []bool{true, false} {
		c := newClub(t)
		c.do(c.n.GroupUpdate(t.Context(), c.id, "", "", "", "", "we lie", "", open, nil, 0))
		_, err := c.service.SetInterests(t.Context(), c.owner, c.id, Interests{Languages: &[]string{}})
		c.do(err)
		c.do(c.service.SetSize(t.Context(), c.owner, c.id, 30))
		groups, err := c.n.GroupsGetId(t.Context(), []string{c.id})
		c.do(err)
		g := groups[0]
		if g.GetOpen().GetValue() != open || g.GetName() != "club" || g.GetDescription() != "we lie" || g.GetLangTag() != "en" || g.GetMaxCount() != 30 {
			t.Errorf("group = %v", g)
		}
		if want := `{"founded":9007199254740993,"languages":[],"motto":"trust no one"}`; c.metadata() != want {
			t.Errorf("metadata = %s, want %s", c.metadata(), want)
		}
	}
}

func TestOnlyAdminsMayChangeAGroup(t *testing.T) {
	c := newClub(t)
	stranger := c.n.NewUser("stranger")
	c.do(c.n.GroupUserJoin(t.Context(), c.id, stranger, "stranger"))
	c.do(c.n.GroupUsersBan(t.Context(), "", c.id, []string{stranger}))
	kicked := c.n.NewUser("kicked")
	c.do(c.n.GroupUsersAdd(t.Context(), "", c.id, []string{kicked}))
	c.do(c.n.GroupUsersPromote(t.Context(), "", c.id, []string{kicked}))
	c.do(c.n.GroupUsersKick(t.Context(), "", c.id, []string{kicked}))
	before := c.metadata()
	for name, user := range map[string]string{
		"member": c.ann, "applicant": c.applicant, "banned": stranger, "kicked admin": kicked, "outsider": c.n.NewUser("outsider"),
	} {
		_, err := c.service.SetInterests(t.Context(), user, c.id, Interests{Languages: &[]string{"fr"}})
		wantCode(t, err, apierr.CodePermissionDenied, "admin")
		wantCode(t, c.service.SetSize(t.Context(), user, c.id, 30), apierr.CodePermissionDenied, "admin")
		wantCode(t, c.service.SetSize(t.Context(), user, c.id, 1), apierr.CodePermissionDenied, "admin")
		if c.metadata() != before || c.size() != 20 {
			t.Errorf("%s changed the group", name)
		}
	}
	_, err := c.service.SetInterests(t.Context(), "", c.id, Interests{Languages: &[]string{"fr"}})
	wantCode(t, err, apierr.CodeUnauthenticated, "admin")
	if c.n.CountObjects(storage.GroupLocks) != 0 {
		t.Error("a user who may not change the group took the lock")
	}
}

func TestAdminOfHundredsOfGroupsMayChangeEach(t *testing.T) {
	c := newClub(t)
	for i := range 300 {
		_, err := c.n.GroupCreate(t.Context(), c.owner, fmt.Sprint("other", i), "", "", "", "", true, nil, 10)
		c.do(err)
	}
	if _, err := c.service.SetInterests(t.Context(), c.owner, c.id, Interests{Languages: &[]string{"fr"}}); err != nil {
		t.Error(err)
	}
	if err := c.service.SetSize(t.Context(), c.owner, c.id, 30); err != nil {
		t.Error(err)
	}
}

func TestUnknownGroupIsNotFound(t *testing.T) {
	c := newClub(t)
	_, err := c.service.SetInterests(t.Context(), c.owner, nowhere, Interests{})
	wantCode(t, err, apierr.CodeNotFound, "group_id")
	wantCode(t, c.service.SetSize(t.Context(), c.owner, nowhere, 10), apierr.CodeNotFound, "group_id")
}

func TestGroupDeletedMeanwhileIsNotFound(t *testing.T) {
	for _, method := range []string{"GroupUpdate", "StorageWrite"} {
		c := newClub(t)
		deleted := false
		c.n.Before(func(_ int, called string) {
			if called == method && !deleted {
				deleted = true
				c.do(c.n.GroupDelete(t.Context(), c.id))
			}
		})
		_, err := c.service.SetInterests(t.Context(), c.owner, c.id, Interests{Languages: &[]string{"fr"}})
		if code := apierr.CodeOf(err); code != apierr.CodeNotFound && code != apierr.CodePermissionDenied {
			t.Errorf("deleted before %s: %v", method, err)
		}
	}
}

func TestInterestsHaveBounds(t *testing.T) {
	list := func(n int, entry string) *[]string {
		entries := make([]string, n)
		for i := range entries {
			entries[i] = entry
		}
		return &entries
	}
	tests := []struct {
		name      string
		interests Interests
		want      string // "" is accepted
	}{
		{"full list", Interests{Interests: list(32, "a")}, ""},
		{"longest entry", Interests{ActiveTimes: list(1, strings.Repeat("é", 128))}, ""},
		{"too many", Interests{Interests: list(33, "a")}, "interests must have"},
		{"too many times", Interests{ActiveTimes: list(33, "a")}, "active_times must have"},
		{"empty entry", Interests{Languages: &[]string{"en", ""}}, "languages[1]"},
		{"long entry", Interests{Languages: list(1, strings.Repeat("é", 129))}, "languages[0]"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			c := newClub(t)
			before := c.metadata()
			_, err := c.service.SetInterests(t.Context(), c.owner, c.id, test.interests)
			if test.want == "" {
				c.do(err)
				return
			}
			wantCode(t, err, apierr.CodeInvalidArgument, test.want)
			if c.metadata() != before {
				t.Error("the metadata changed")
			}
		})
	}
}

func TestMissingMetadataIsEmpty(t *testing.T) {
	c := newClub(t)
	group, err := c.n.GroupCreate(t.Context(), c.owner, "old", "", "", "", "", true, nil, 5)
	c.do(err)
	got, err := c.service.SetInterests(t.Context(), c.owner, group.GetId(), Interests{Languages: &[]string{"fr"}})
	if err != nil || !reflect.DeepEqual(got, map[string]any{"languages": []string{"fr"}}) {
		t.Errorf("SetInterests = %v, %v", got, err)
	}
}

func TestFailuresAreInternalErrorsAndChangeNothing(t *testing.T) {
	for _, method := range []string{"GroupsGetId", "GroupUpdate", "StorageRead", "StorageWrite"} {
		c := newClub(t)
		before := c.metadata()
		c.n.Fail(method, 1, errDatabase)
		_, err := c.service.SetInterests(t.Context(), c.owner, c.id, Interests{Languages: &[]string{"fr"}})
		wantCode(t, err, apierr.CodeInternal, errDatabase.Error())
		if c.metadata() != before {
			t.Errorf("%s failed, but the metadata changed", method)
		}
	}
	for _, method := range []string{"GroupsGetId", "GroupUpdate"} {
		c := newClub(t)
		c.n.Fail(method, 1, errDatabase)
		wantCode(t, c.service.SetSize(t.Context(), c.owner, c.id, 30), apierr.CodeInternal, errDatabase.Error())
		if c.size() != 20 {
			t.Errorf("%s failed, but the size changed", method)
		}
	}
}

func TestMalformedMetadataIsNotOverwritten(t *testing.T) {
	c := newClub(t)
	broken := New(brokenGroups{c.n}, 50, 3)
	_, err := broken.SetInterests(t.Context(), c.owner, c.id, Interests{Languages: &[]string{"fr"}})
	wantCode(t, err, apierr.CodeInternal, "metadata")
	if !strings.Contains(c.metadata(), "trust no one") {
		t.Errorf("metadata = %s", c.metadata())
	}
}

// brokenGroups is a Nakama whose groups have metadata that is no object.
type brokenGroups struct{ *nakamatest.Nakama }

//nolint:revive // Nakama's name
func (b brokenGroups) GroupsGetId(ctx context.Context, ids []string) ([]*api.Group, error) {
	groups, err := b.Nakama.GroupsGetId(ctx, ids)
	for _, group := range groups {
		group.Metadata = `["trust no one"]`
	}
	return groups, err
}
