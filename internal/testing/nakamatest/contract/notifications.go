package contract

import "github.com/heroiclabs/nakama-common/runtime"

func notificationChecks() []Check {
	return []Check{
		{"notification/a persistent notification is listed and another is not", notificationKept},
		{"notification/notifications are listed in pages, oldest first", notificationPages},
		{"notification/several notifications are stored together or not at all", notificationsTogether},
		{"notification/invalid notifications are refused", notificationsRefused},
	}
}

func notificationKept(p *probe) {
	user := p.user()
	p.ok("send", p.nk.NotificationSend(p.ctx, user, "won", map[string]any{"rank": 1}, 100, "", true))
	p.ok("send", p.nk.NotificationSend(p.ctx, user, "by the way", map[string]any{}, 101, "", false))
	list, cursor, err := p.nk.NotificationsList(p.ctx, user, 10, "")
	p.ok("list", err)
	p.equal("cursor", cursor, "")
	p.equal("notifications", len(list), 1)
	if len(list) != 1 {
		return
	}
	p.equal("subject", list[0].GetSubject(), "won")
	p.equal("content", list[0].GetContent(), `{"rank": 1}`)
	p.equal("code", list[0].GetCode(), int32(100))
	p.equal("sender", list[0].GetSenderId(), "")
	p.equal("persistent", list[0].GetPersistent(), true)
	p.ok("delete", p.nk.NotificationsDelete(p.ctx, []*runtime.NotificationDelete{{UserID: user, NotificationID: list[0].GetId()}}))
	list, _, err = p.nk.NotificationsList(p.ctx, user, 10, "")
	p.ok("list", err)
	p.equal("after deleting", len(list), 0)
}

func notificationPages(p *probe) {
	user := p.user()
	for _, subject := range []string{"a", "b", "c"} {
		p.ok("send", p.nk.NotificationSend(p.ctx, user, subject, map[string]any{}, 100, "", true))
	}
	var got []string
	pages := 0
	for cursor := ""; pages < 9; pages++ {
		list, next, err := p.nk.NotificationsList(p.ctx, user, 2, cursor)
		p.ok("list", err)
		for _, n := range list {
			got = append(got, n.GetSubject())
		}
		if cursor = next; cursor == "" {
			break
		}
	}
	p.equal("subjects", got, []string{"a", "b", "c"})
	p.equal("pages with a cursor", pages, 1)
}

func notificationsTogether(p *probe) {
	user := p.user()
	err := p.nk.NotificationsSend(p.ctx, []*runtime.NotificationSend{
		{UserID: user, Subject: "a", Content: map[string]any{}, Code: 100, Persistent: true},
		{UserID: "11111111-1111-4111-8111-111111111111", Subject: "b", Content: map[string]any{}, Code: 100, Persistent: true},
	})
	p.says("one to nobody", err, "foreign key")
	list, _, err := p.nk.NotificationsList(p.ctx, user, 10, "")
	p.ok("list", err)
	p.equal("notifications", len(list), 0)
}

func notificationsRefused(p *probe) {
	user := p.user()
	p.says("code 0", p.nk.NotificationSend(p.ctx, user, "s", nil, 0, "", true), "code")
	p.says("no subject", p.nk.NotificationSend(p.ctx, user, "", nil, 1, "", true), "subject")
	p.says("no user", p.nk.NotificationSend(p.ctx, "nobody", "s", nil, 1, "", true), "valid UUID")
}
