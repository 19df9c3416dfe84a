package contract

import (
	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/runtime"
)

func groupChecks() []Check {
	return []Check{
		{"group/an update by a user needs an admin and one by the server does not", groupUpdateChecks},
		{"group/an update writes open, keeps fields that are empty and replaces metadata", groupUpdateFields},
		{"group/a missing group is omitted from reads and an error to update", groupsNotThere},
		{"group/joining an open group adds a member, a closed one a request, a full one fails", groupJoins},
		{"group/admins promote and kick within their rights", groupRoles},
		{"group/the groups of a user are listed in pages", userGroupPages},
	}
}

func (p *probe) group(owner, name string, open bool, size int) *api.Group {
	g, err := p.nk.GroupCreate(p.ctx, owner, name, owner, "", "words", "", open, map[string]any{"a": 1}, size)
	p.ok("create group", err)
	return g
}

func (p *probe) readGroup(id string) *api.Group {
	groups, err := p.nk.GroupsGetId(p.ctx, []string{id, id})
	p.ok("read group", err)
	p.equal("groups", len(groups), 1)
	if len(groups) == 0 {
		return nil
	}
	return groups[0]
}

func groupUpdateChecks(p *probe) {
	owner, member, stranger := p.user(), p.user(), p.user()
	id := p.group(owner, p.name("g"), true, 10).GetId()
	p.ok("join", p.nk.GroupUserJoin(p.ctx, id, member, "m"))
	update := func(userID string) error {
		return p.nk.GroupUpdate(p.ctx, id, userID, "", "", "", "", "", true, map[string]any{"by": userID}, 0)
	}
	p.ok("superadmin", update(owner))
	p.is("member", update(member), runtime.ErrGroupPermissionDenied)
	p.is("stranger", update(stranger), runtime.ErrGroupPermissionDenied)
	p.ok("promote", p.nk.GroupUsersPromote(p.ctx, "", id, []string{member}))
	p.ok("admin", update(member))
	p.ok("server", update(""))
}

func groupUpdateFields(p *probe) {
	owner := p.user()
	g := p.group(owner, p.name("g"), true, 10)
	p.equal("lang tag", g.GetLangTag(), "en")
	p.equal("members", g.GetEdgeCount(), int32(1))
	p.ok("update", p.nk.GroupUpdate(p.ctx, g.GetId(), "", "", "", "", "", "", false, map[string]any{"b": 2}, 20))
	g = p.readGroup(g.GetId())
	p.equal("open", g.GetOpen().GetValue(), false)
	p.equal("metadata", g.GetMetadata(), `{"b": 2}`)
	p.equal("size", g.GetMaxCount(), int32(20))
	p.equal("name", g.GetName(), p.name("g"))
	p.equal("description", g.GetDescription(), "words")
	p.ok("update", p.nk.GroupUpdate(p.ctx, g.GetId(), "", "", "", "", "", "", true, nil, 0))
	g = p.readGroup(g.GetId())
	p.equal("metadata is left", g.GetMetadata(), `{"b": 2}`)
	p.equal("size is left", g.GetMaxCount(), int32(20))
	other := p.group(owner, p.name("h"), true, 10)
	p.is("name in use", p.nk.GroupUpdate(p.ctx, other.GetId(), "", p.name("g"), "", "", "", "", true, nil, 0), runtime.ErrGroupNameInUse)
	_, err := p.nk.GroupCreate(p.ctx, owner, p.name("g"), "", "", "", "", true, nil, 10)
	p.is("name in use", err, runtime.ErrGroupNameInUse)
}

func groupsNotThere(p *probe) {
	nobody := "11111111-1111-4111-8111-111111111111"
	groups, err := p.nk.GroupsGetId(p.ctx, []string{nobody})
	p.ok("read", err)
	p.equal("groups", len(groups), 0)
	p.is("update", p.nk.GroupUpdate(p.ctx, nobody, "", "", "", "", "", "", true, nil, 5), runtime.ErrGroupNotUpdated)
	p.is("update as a user", p.nk.GroupUpdate(p.ctx, nobody, p.user(), "", "", "", "", "", true, nil, 5), runtime.ErrGroupPermissionDenied)
	p.is("join", p.nk.GroupUserJoin(p.ctx, nobody, p.user(), "x"), runtime.ErrGroupNotFound)
	p.ok("delete", p.nk.GroupDelete(p.ctx, nobody))
}

func groupJoins(p *probe) {
	owner, ann, bob := p.user(), p.user(), p.user()
	open := p.group(owner, p.name("open"), true, 2).GetId()
	p.ok("join", p.nk.GroupUserJoin(p.ctx, open, ann, "ann"))
	p.equal("members", p.readGroup(open).GetEdgeCount(), int32(2))
	p.is("full", p.nk.GroupUserJoin(p.ctx, open, bob, "bob"), runtime.ErrGroupFull)
	closed := p.group(owner, p.name("closed"), false, 2).GetId()
	p.ok("ask", p.nk.GroupUserJoin(p.ctx, closed, ann, "ann"))
	p.equal("asking does not count", p.readGroup(closed).GetEdgeCount(), int32(1))
	p.equal("states", p.states(closed), []int32{0, 3})
	p.ok("accept", p.nk.GroupUsersAdd(p.ctx, owner, closed, []string{ann}))
	p.equal("states", p.states(closed), []int32{0, 2})
	p.is("last superadmin", p.nk.GroupUserLeave(p.ctx, closed, owner, "owner"), runtime.ErrGroupLastSuperadmin)
	p.ok("leave", p.nk.GroupUserLeave(p.ctx, closed, ann, "ann"))
	p.equal("states", p.states(closed), []int32{0})
}

// states lists the states of a group's users, in the server's order.
func (p *probe) states(id string) []int32 {
	users, _, err := p.nk.GroupUsersList(p.ctx, id, 100, nil, "")
	p.ok("list users", err)
	var states []int32
	for _, u := range users {
		states = append(states, u.GetState().GetValue())
	}
	return states
}

func groupRoles(p *probe) {
	owner, ann, bob := p.user(), p.user(), p.user()
	id := p.group(owner, p.name("g"), true, 9).GetId()
	p.ok("join", p.nk.GroupUserJoin(p.ctx, id, ann, "ann"))
	p.ok("join", p.nk.GroupUserJoin(p.ctx, id, bob, "bob"))
	p.is("member promotes", p.nk.GroupUsersPromote(p.ctx, ann, id, []string{bob}), runtime.ErrGroupPermissionDenied)
	p.ok("promote", p.nk.GroupUsersPromote(p.ctx, owner, id, []string{ann}))
	p.equal("states", p.states(id), []int32{0, 1, 2})
	p.ok("admin kicks superadmin: nothing", p.nk.GroupUsersKick(p.ctx, ann, id, []string{owner}))
	p.equal("states", p.states(id), []int32{0, 1, 2})
	p.ok("kick", p.nk.GroupUsersKick(p.ctx, ann, id, []string{bob}))
	p.equal("states", p.states(id), []int32{0, 1})
	p.equal("members", p.readGroup(id).GetEdgeCount(), int32(2))
	p.ok("join", p.nk.GroupUserJoin(p.ctx, id, bob, "bob"))
	p.ok("ban", p.nk.GroupUsersBan(p.ctx, "", id, []string{bob}))
	p.equal("states", p.states(id), []int32{0, 1})
	p.ok("server kicks the last superadmin: nothing", p.nk.GroupUsersKick(p.ctx, "", id, []string{owner}))
	p.equal("states", p.states(id), []int32{0, 1})
}

func userGroupPages(p *probe) {
	owner := p.user()
	var want, got []string
	for _, name := range []string{"a", "b", "c", "d", "e"} {
		want = append(want, p.group(owner, p.name(name), true, 5).GetId())
	}
	pages := 0
	for cursor := ""; pages < 9; pages++ {
		groups, next, err := p.nk.UserGroupsList(p.ctx, owner, 2, nil, cursor)
		p.ok("list", err)
		for _, g := range groups {
			got = append(got, g.GetGroup().GetId())
		}
		if cursor = next; cursor == "" {
			break
		}
	}
	p.equal("groups", got, want)
	admin := 1
	groups, _, err := p.nk.UserGroupsList(p.ctx, owner, 10, &admin, "")
	p.ok("list by state", err)
	p.equal("groups as admin", len(groups), 0)
}
