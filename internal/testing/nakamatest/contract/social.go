package contract

import (
	"slices"
	"strings"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/runtime"
)

func socialChecks() []Check {
	return []Check{
		{"friend/requests, acceptances and ends of friendships are notified", friendNotices},
		{"friend/friends are listed in the order of their beginnings", friendOrder},
		{"friend/a blocked user reaches nobody", friendBlocked},
		{"group/requests and new members are notified", groupNotices},
		{"group/the channel of a group tells what became of its members", groupMessages},
		{"channel/a stored message is listed as the database prints it", messageStored},
		{"channel/the history has pages in both directions", messagePages},
	}
}

// notices returns the codes of a user's stored notifications, oldest first.
func (p *probe) notices(userID string) []int32 {
	list, _, err := p.nk.NotificationsList(p.ctx, userID, 100, "")
	p.ok("list notifications", err)
	codes := []int32{}
	for _, n := range list {
		codes = append(codes, n.GetCode())
	}
	return codes
}

func friendNotices(p *probe) {
	ann, bob := p.user(), p.user()
	p.ok("request", p.nk.FriendsAdd(p.ctx, ann, "ann", []string{bob}, nil, nil))
	p.equal("after a request", p.notices(bob), []int32{-2})
	p.ok("accept", p.nk.FriendsAdd(p.ctx, bob, "bob", []string{ann}, nil, nil))
	p.equal("after accepting", p.notices(ann), []int32{-3})
	p.ok("again", p.nk.FriendsAdd(p.ctx, ann, "ann", []string{bob}, nil, nil))
	p.equal("after accepting again", p.notices(bob), []int32{-2})
	p.ok("delete", p.nk.FriendsDelete(p.ctx, ann, "ann", []string{bob}, nil))
	p.equal("after deleting", p.notices(bob), []int32{-2, -9})
}

func friendOrder(p *probe) {
	ann := p.user()
	var wanted []string
	for range 3 {
		friend := p.user()
		wanted = append(wanted, friend)
		p.ok("request", p.nk.FriendsAdd(p.ctx, ann, "ann", []string{friend}, nil, nil))
	}
	var got []string
	for cursor, page := "", 0; page < 9; page++ {
		list, next, err := p.nk.FriendsList(p.ctx, ann, 2, nil, cursor)
		p.ok("list", err)
		for _, friend := range list {
			got = append(got, friend.GetUser().GetId())
		}
		if cursor = next; cursor == "" {
			break
		}
	}
	p.equal("friends", got, wanted)
}

func friendBlocked(p *probe) {
	ann, bob := p.user(), p.user()
	p.ok("request", p.nk.FriendsAdd(p.ctx, bob, "bob", []string{ann}, nil, nil))
	p.ok("block", p.nk.FriendsBlock(p.ctx, ann, "ann", []string{bob}, nil))
	p.ok("request again", p.nk.FriendsAdd(p.ctx, bob, "bob", []string{ann}, nil, nil))
	p.equal("the blocker's notices", p.notices(ann), []int32{-2})
	list, _, err := p.nk.FriendsList(p.ctx, bob, 10, nil, "")
	p.ok("list", err)
	p.equal("the blocked user's friends", len(list), 0)
	p.ok("the blocked user deletes", p.nk.FriendsDelete(p.ctx, bob, "bob", []string{ann}, nil))
	list, _, err = p.nk.FriendsList(p.ctx, ann, 10, nil, "")
	p.ok("list", err)
	p.equal("blocked", len(list), 1)
}

func groupNotices(p *probe) {
	ann, bob := p.user(), p.user()
	g, err := p.nk.GroupCreate(p.ctx, ann, p.name("notices"), ann, "", "", "", false, nil, 10)
	p.ok("create", err)
	p.ok("request", p.nk.GroupUserJoin(p.ctx, g.GetId(), bob, "bob"))
	p.equal("the admin's notices", p.notices(ann), []int32{-5})
	p.ok("add", p.nk.GroupUsersAdd(p.ctx, ann, g.GetId(), []string{bob}))
	p.equal("the member's notices", p.notices(bob), []int32{-4})
}

func groupMessages(p *probe) {
	ann, bob := p.user(), p.user()
	g, err := p.nk.GroupCreate(p.ctx, ann, p.name("messages"), ann, "", "", "", true, nil, 10)
	p.ok("create", err)
	id := g.GetId()
	p.ok("join", p.nk.GroupUserJoin(p.ctx, id, bob, "bob"))
	p.ok("promote", p.nk.GroupUsersPromote(p.ctx, ann, id, []string{bob}))
	p.ok("demote", p.nk.GroupUsersDemote(p.ctx, ann, id, []string{bob}))
	p.ok("leave", p.nk.GroupUserLeave(p.ctx, id, bob, "bob"))
	p.ok("add", p.nk.GroupUsersAdd(p.ctx, ann, id, []string{bob}))
	p.ok("kick", p.nk.GroupUsersKick(p.ctx, ann, id, []string{bob}))
	channel, err := p.nk.ChannelIdBuild(p.ctx, ann, id, runtime.Group)
	p.ok("channel", err)
	list, _, _, err := p.nk.ChannelMessagesList(p.ctx, channel, 100, true, "")
	p.ok("list", err)
	codes := []int32{}
	for _, m := range list {
		codes = append(codes, m.GetCode().GetValue())
		p.equal("sender", m.GetSenderId(), bob)
	}
	slices.Sort(codes) // their times are whole seconds, so their order is not certain
	p.equal("codes", codes, []int32{3, 4, 5, 6, 7, 9})
}

// room returns the id of a channel of its own.
func (p *probe) room(what string) string {
	id, err := p.nk.ChannelIdBuild(p.ctx, p.user(), p.name(what), runtime.Room)
	p.ok("channel", err)
	return id
}

func messageStored(p *probe) {
	room, ann := p.room("stored"), p.user()
	ack, err := p.nk.ChannelMessageSend(p.ctx, room, map[string]any{"b": 1, "aa": 2}, ann, "ann", true)
	p.ok("send", err)
	_, err = p.nk.ChannelMessageSend(p.ctx, room, map[string]any{}, ann, "ann", false)
	p.ok("send", err)
	list, _, _, err := p.nk.ChannelMessagesList(p.ctx, room, 10, true, "")
	p.ok("list", err)
	p.equal("messages", len(list), 1)
	if len(list) != 1 {
		return
	}
	p.equal("content", list[0].GetContent(), `{"b": 1, "aa": 2}`)
	p.equal("id", list[0].GetMessageId(), ack.GetMessageId())
	p.equal("room", list[0].GetRoomName(), strings.TrimPrefix(room, "2..."))
}

func messagePages(p *probe) {
	room, ann := p.room("pages"), p.user()
	for _, letter := range []string{"a", "b", "c", "d", "e"} {
		_, err := p.nk.ChannelMessageSend(p.ctx, room, map[string]any{"t": letter}, ann, "ann", true)
		p.ok("send", err)
	}
	page := func(forward bool, cursor string) (letters, next, prev string) {
		list, next, prev, err := p.nk.ChannelMessagesList(p.ctx, room, 2, forward, cursor)
		p.ok("list", err)
		return lettersOf(list), next, prev
	}
	one, next, prev := page(true, "")
	p.equal("before the first page", prev, "")
	two, next, _ := page(true, next)
	three, end, prev := page(true, next)
	p.equal("after the last page", end, "")
	back, _, _ := page(true, prev)
	p.equal("forward, then back", []string{one, two, three, back}, []string{"ab", "cd", "e", "cd"})
	newest, next, _ := page(false, "")
	older, _, prev := page(false, next)
	again, _, _ := page(false, prev)
	p.equal("backward, then forward", []string{newest, older, again}, []string{"ed", "cb", "ed"})
	_, _, _, err := p.nk.ChannelMessagesList(p.ctx, room, 2, true, "x")
	p.is("a cursor that is none", err, runtime.ErrChannelCursorInvalid)
}

func lettersOf(list []*api.ChannelMessage) string {
	var letters strings.Builder
	for _, m := range list {
		if content := m.GetContent(); len(content) > 7 {
			letters.WriteString(content[7:8])
		}
	}
	return letters.String()
}
