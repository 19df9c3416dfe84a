package nakamatest_test

import (
	"context"
	"database/sql"
	"errors"
	"io"
	"testing"
	"time"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/runtime"
	"google.golang.org/protobuf/types/known/wrapperspb"

	"sagishi/internal/testing/nakamatest"
)

func TestClientGroups(t *testing.T) {
	n := nakamatest.New(nakamatest.Options{})
	ann, bob := n.MustLogin("ann"), n.MustLogin("bob")
	g, err := ann.CreateGroup(&api.CreateGroupRequest{Name: "g", Open: true, MaxCount: 5})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := bob.CreateGroup(&api.CreateGroupRequest{Name: "g"}); nakamatest.Code(err) != 6 {
		t.Fatal(err)
	}
	if _, err := bob.CreateGroup(&api.CreateGroupRequest{}); nakamatest.Code(err) != 3 {
		t.Fatal(err)
	}
	update := &api.UpdateGroupRequest{GroupId: g.GetId(), Description: wrapperspb.String("words"), Open: wrapperspb.Bool(false)}
	if err := bob.UpdateGroup(update); nakamatest.Code(err) != 5 {
		t.Fatal(err)
	}
	if err := errors.Join(bob.JoinGroup(g.GetId()), ann.UpdateGroup(update)); err != nil {
		t.Fatal(err)
	}
	if err := bob.DeleteGroup(g.GetId()); nakamatest.Code(err) != 3 {
		t.Fatal(err)
	}
	if err := ann.LeaveGroup(g.GetId()); nakamatest.Code(err) != 3 {
		t.Fatal(err)
	}
	if err := errors.Join(bob.LeaveGroup(g.GetId()), ann.LeaveGroup(g.GetId())); err != nil {
		t.Fatal(err)
	}
	if err := bob.JoinGroup(g.GetId()); nakamatest.Code(err) != 5 {
		t.Fatal("the group still exists without members", err)
	}
	if _, err := ann.CreateGroup(&api.CreateGroupRequest{Name: "The Crew", Open: true}); err != nil {
		t.Fatal(err)
	}
	for pattern, want := range map[string]int{"the%": 1, "%crew": 1, "%e c%": 1, "crew": 0, "The Crew": 1} {
		if groups, _, err := n.GroupsList(t.Context(), pattern, "", nil, nil, 10, ""); err != nil || len(groups) != want {
			t.Errorf("%q: %v, %v", pattern, groups, err)
		}
	}
	if err := n.GroupUsersDemote(t.Context(), "", g.GetId(), nil); !errors.Is(err, runtime.ErrGroupNotFound) {
		t.Fatal(err)
	}
}

func TestAfterHookCanChangeTheResponse(t *testing.T) {
	n := nakamatest.New(nakamatest.Options{})
	_, _ = open(t, n, `{"a":1}`)
	ann := n.MustLogin("ann")
	list := func(in *api.ListMatchesRequest) int {
		t.Helper()
		matches, err := ann.ListMatches(in)
		if err != nil {
			t.Fatal(err)
		}
		return len(matches)
	}
	query := &api.ListMatchesRequest{Query: wrapperspb.String("+label.a:1"), Limit: wrapperspb.Int32(5), Authoritative: wrapperspb.Bool(true), MaxSize: wrapperspb.Int32(1)}
	if list(query) != 1 || list(&api.ListMatchesRequest{}) != 1 || list(&api.ListMatchesRequest{Label: wrapperspb.String("x")}) != 0 {
		t.Fatal("the list does not match the query")
	}
	err := n.Initializer().RegisterAfterListMatches(func(_ context.Context, _ runtime.Logger, _ *sql.DB, _ runtime.NakamaModule, out *api.MatchList, _ *api.ListMatchesRequest) error {
		out.Matches = nil
		return errBroken
	})
	if err != nil {
		t.Fatal(err)
	}
	if list(query) != 0 {
		t.Fatal("the change of the hook is missing")
	}
	if _, err := ann.ListMatches(&api.ListMatchesRequest{Limit: wrapperspb.Int32(0)}); nakamatest.Code(err) != 3 {
		t.Fatal(err)
	}
}

func TestNotificationsReachSessionsAndInbox(t *testing.T) {
	n := nakamatest.New(nakamatest.Options{})
	ann := n.MustLogin("ann")
	for _, persistent := range []bool{true, false} {
		if err := n.NotificationSend(t.Context(), ann.UserID, "s", map[string]any{"a": 1}, 100, "", persistent); err != nil {
			t.Fatal(err)
		}
	}
	if got := ann.ReceivedKind(nakamatest.KindNotification); len(got) != 2 || got[0].Notification.GetCode() != 100 {
		t.Fatalf("received %+v", got)
	}
	list, err := ann.ListNotifications(10, "")
	if err != nil || len(list.GetNotifications()) != 1 {
		t.Fatal(list, err)
	}
	if later, err := ann.ListNotifications(10, list.GetCacheableCursor()); err != nil || len(later.GetNotifications()) != 0 {
		t.Fatal(later, err)
	}
	id := list.GetNotifications()[0].GetId()
	if got, err := n.NotificationsGetId(t.Context(), ann.UserID, []string{id}); err != nil || len(got) != 1 || got[0].Content["a"] != 1.0 {
		t.Fatal(got, err)
	}
	if err := ann.DeleteNotifications(id); err != nil || len(n.Inbox(ann.UserID)) != 0 {
		t.Fatal(err)
	}
	if err := n.NotificationsDeleteId(t.Context(), ann.UserID, []string{id}); err != nil {
		t.Fatal(err)
	}
	ann.Clear()
	if len(ann.Received()) != 0 {
		t.Fatal("Clear kept messages")
	}
}

func TestClientAccounts(t *testing.T) {
	n := nakamatest.New(nakamatest.Options{})
	ann := n.MustLogin("ann")
	n.NewUser("bob")
	for name, c := range map[string]struct {
		in   *api.UpdateAccountRequest
		code int
	}{
		"display name": {&api.UpdateAccountRequest{DisplayName: wrapperspb.String("Ann")}, 0},
		"empty name":   {&api.UpdateAccountRequest{Username: wrapperspb.String("")}, 3},
		"taken name":   {&api.UpdateAccountRequest{Username: wrapperspb.String("bob")}, 3},
		"spaces":       {&api.UpdateAccountRequest{Username: wrapperspb.String("a\tb")}, 3},
	} {
		if err := ann.UpdateAccount(c.in); nakamatest.Code(err) != c.code {
			t.Errorf("%s: %v", name, err)
		}
	}
	if got := n.Metadata(ann.UserID); got == nil || len(got) != 0 || n.Metadata("nobody") != nil || n.Wallet("nobody") != nil {
		t.Fatal("metadata of a new account", got)
	}
}

func TestFriends(t *testing.T) {
	n := nakamatest.New(nakamatest.Options{})
	ann, bob, eve := n.NewUser("ann"), n.NewUser("bob"), n.NewUser("eve")
	states := func(user string) (out []int32) {
		t.Helper()
		friends, _, err := n.FriendsList(t.Context(), user, 10, nil, "")
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range friends {
			out = append(out, f.GetState().GetValue())
		}
		return out
	}
	err := errors.Join(
		n.FriendsAdd(t.Context(), ann, "ann", nil, []string{"bob"}, nil),
		n.FriendsAdd(t.Context(), bob, "bob", []string{ann}, nil, nil),
		n.FriendsAdd(t.Context(), ann, "ann", []string{eve}, nil, nil),
		n.FriendsBlock(t.Context(), eve, "eve", []string{bob}, nil),
	)
	if err != nil {
		t.Fatal(err)
	}
	if got := states(ann); len(got) != 2 || got[0] != 0 || got[1] != 1 {
		t.Fatal(got)
	}
	if got := states(eve); len(got) != 2 || got[0] != 2 || got[1] != 3 {
		t.Fatal(got)
	}
	if err := n.FriendsDelete(t.Context(), ann, "ann", []string{bob}, nil); err != nil || len(states(bob)) != 0 {
		t.Fatal(err)
	}
}

func TestPurchasesFilesAndMetrics(t *testing.T) {
	n := nakamatest.New(nakamatest.Options{Files: map[string]string{"maps.json": "{}"}})
	ann := n.NewUser("ann")
	for _, state := range []string{"a", "b"} {
		n.AddPurchase(&api.ValidatedPurchase{UserId: ann, TransactionId: "t1", ProductId: state})
	}
	if list, err := n.PurchasesList(t.Context(), ann, 10, ""); err != nil || len(list.GetValidatedPurchases()) != 1 {
		t.Fatal(list, err)
	}
	if p, err := n.PurchaseGetByTransactionId(t.Context(), "t1"); err != nil || p.GetProductId() != "b" {
		t.Fatal(p, err)
	}
	if p, err := n.PurchaseGetByTransactionId(t.Context(), "t2"); err != nil || p != nil {
		t.Fatalf("a missing purchase gave %v, %v", p, err)
	}
	file, err := n.ReadFile("maps.json")
	if err != nil {
		t.Fatal(err)
	}
	if content, err := io.ReadAll(file); err != nil || string(content) != "{}" || file.Close() != nil {
		t.Fatal(content, err)
	}
	if _, err := n.ReadFile("../maps.json"); err == nil {
		t.Fatal("a file outside the directory was read")
	}
	n.MetricsCounterAdd("kills", map[string]string{"mode": "classic", "map": "m"}, 2)
	n.MetricsGaugeSet("players", nil, 3)
	n.MetricsTimerRecord("tick", nil, time.Second)
	if n.Counter("kills{map=m,mode=classic}") != 2 || len(n.Counters()) != 1 || n.Gauge("players") != 3 || len(n.Timers("tick")) != 1 {
		t.Fatal("metrics were not recorded")
	}
}
