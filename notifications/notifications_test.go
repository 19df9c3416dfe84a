package notifications_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"sagishi/internal/testing/nakamatest"
	"sagishi/notifications"
)

func TestEveryCodeHasARow(t *testing.T) {
	codes := []notifications.Code{
		notifications.TournamentReward, notifications.ReferralReward,
		notifications.PurchaseGranted, notifications.PurchaseRefunded,
	}
	table := notifications.Table()
	if len(table) != len(codes) {
		t.Errorf("%d rows for %d codes", len(table), len(codes))
	}
	names := map[string]bool{}
	for _, code := range codes {
		kind, ok := table[code]
		if !ok || code <= 0 || kind.Subject == "" || !strings.HasPrefix(kind.Content, `{"id"`) || names[kind.Name] {
			t.Errorf("code %d: %+v", code, kind)
		}
		names[kind.Name] = true
	}
	if notifications.TournamentReward != 100 {
		t.Error("the guide's client knows code 100")
	}
}

func TestSendFollowsTheTable(t *testing.T) {
	n := nakamatest.New(nakamatest.Options{})
	user := n.NewUser("ann")
	notice := notifications.Notice{
		UserID: user, Code: notifications.TournamentReward, ID: "x",
		Content: map[string]any{"rank": 1},
	}
	if err := notifications.Send(t.Context(), n, notice); err != nil {
		t.Fatal(err)
	}
	inbox := n.Inbox(user)
	if len(inbox) != 1 || inbox[0].GetCode() != 100 || inbox[0].GetSubject() != "You won the tournament!" || !inbox[0].GetPersistent() {
		t.Fatalf("inbox %v", inbox)
	}
	if c := inbox[0].GetContent(); !strings.Contains(c, `"id"`) || !strings.Contains(c, `"rank"`) {
		t.Errorf("content %s", c)
	}
	if len(notice.Content) != 1 {
		t.Error("the caller's content was changed")
	}
	notice.Code = 99
	if notifications.Send(t.Context(), n, notice) == nil {
		t.Error("an unknown code was sent")
	}
	n.Fail("NotificationsSend", 1, errors.New("away"))
	notice.Code = 100
	if notifications.Send(t.Context(), n, notice) == nil {
		t.Error("the failure is hidden")
	}
}

func TestFindLooksThroughTheWholeInbox(t *testing.T) {
	n := nakamatest.New(nakamatest.Options{})
	user := n.NewUser("ann")
	send := func(code notifications.Code, id string) {
		t.Helper()
		if err := notifications.Send(t.Context(), n, notifications.Notice{UserID: user, Code: code, ID: id}); err != nil {
			t.Fatal(err)
		}
	}
	for i := range 250 {
		send(notifications.PurchaseGranted, fmt.Sprint(i))
	}
	send(notifications.TournamentReward, "last")
	if err := n.NotificationSend(t.Context(), user, "s", nil, 100, "", true); err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct {
		code notifications.Code
		id   string
		want bool
	}{
		{notifications.TournamentReward, "last", true},
		{notifications.PurchaseGranted, "249", true},
		{notifications.PurchaseGranted, "last", false},
		{notifications.TournamentReward, "7", false},
	} {
		copies, err := notifications.Find(t.Context(), n, notifications.Notice{UserID: user, Code: tc.code, ID: tc.id}, 1)
		got := len(copies) == 1
		if err != nil || got != tc.want {
			t.Errorf("%d %s: %v, %v", tc.code, tc.id, got, err)
		}
	}
	n.Fail("NotificationsList", 1, errors.New("away"))
	if _, err := notifications.Find(t.Context(), n, notifications.Notice{UserID: user, Code: 100, ID: "x"}, 1); err == nil {
		t.Error("the failure is hidden")
	}
}
