package contract

import "github.com/heroiclabs/nakama-common/runtime"

func accountChecks() []Check {
	return []Check{
		{"account/metadata is replaced as a whole and nil leaves it unchanged", metadataReplaced},
		{"account/missing accounts are omitted from lists and an error alone", accountsNotThere},
		{"account/a username belongs to one account", nameTaken},
		{"account/a device finds its account again", deviceFinds},
		{"account/deleting an account deletes its storage, ledger, notifications and records", deleteTakesAlong},
		{"channel/the id of a room contains its name", roomID},
	}
}

func metadataReplaced(p *probe) {
	user := p.user()
	metadata := func() string {
		account, err := p.nk.AccountGetId(p.ctx, user)
		p.ok("read", err)
		return account.GetUser().GetMetadata()
	}
	p.equal("new", metadata(), "{}")
	p.ok("set", p.nk.AccountUpdateId(p.ctx, user, "", map[string]any{"hat": "a", "title": "b"}, "", "", "", "", ""))
	p.equal("set", metadata(), `{"hat": "a", "title": "b"}`)
	p.ok("replace", p.nk.AccountUpdateId(p.ctx, user, "", map[string]any{"hat": "c"}, "", "", "", "", ""))
	p.equal("replaced", metadata(), `{"hat": "c"}`)
	p.ok("leave alone", p.nk.AccountUpdateId(p.ctx, user, "", nil, "Ann", "", "", "", ""))
	p.equal("left alone", metadata(), `{"hat": "c"}`)
	p.equal("name", p.displayName(user), "Ann")
	p.says("no fields", p.nk.AccountUpdateId(p.ctx, user, "", nil, "", "", "", "", ""), "No fields to update")
}

func accountsNotThere(p *probe) {
	nobody, user := "11111111-1111-4111-8111-111111111111", p.user()
	_, err := p.nk.AccountGetId(p.ctx, nobody)
	p.says("one account", err, "account not found")
	accounts, err := p.nk.AccountsGetId(p.ctx, []string{nobody, user, user}, nil)
	p.ok("accounts", err)
	p.equal("accounts", len(accounts), 1)
	users, err := p.nk.UsersGetId(p.ctx, []string{nobody, user, user}, nil)
	p.ok("users", err)
	p.equal("users", len(users), 1)
	users, err = p.nk.UsersGetUsername(p.ctx, []string{p.name("u1"), "nobody-" + p.id})
	p.ok("users by name", err)
	p.equal("users by name", len(users), 1)
	p.ok("update of nobody", p.nk.AccountUpdateId(p.ctx, nobody, "", map[string]any{}, "", "", "", "", ""))
	_, err = p.nk.UsersGetId(p.ctx, []string{"nobody"}, nil)
	p.says("no id", err, "valid id")
}

func nameTaken(p *probe) {
	first, second := p.user(), p.user()
	p.ok("rename", p.nk.AccountUpdateId(p.ctx, first, p.name("name"), nil, "", "", "", "", ""))
	p.says("taken", p.nk.AccountUpdateId(p.ctx, second, p.name("name"), nil, "", "", "", "", ""), "already in use")
	p.ok("own name", p.nk.AccountUpdateId(p.ctx, first, p.name("name"), nil, "", "", "", "", ""))
	_, _, _, err := p.nk.AuthenticateDevice(p.ctx, p.name("another-device"), p.name("name"), true)
	p.says("new account", err, "already in use")
}

func deviceFinds(p *probe) {
	id, name, created, err := p.nk.AuthenticateDevice(p.ctx, p.name("my-device"), p.name("me"), true)
	p.ok("create", err)
	p.equal("created", created, true)
	again, other, created, err := p.nk.AuthenticateDevice(p.ctx, p.name("my-device"), "", true)
	p.ok("find", err)
	p.equal("created again", created, false)
	p.equal("account", []string{again, other}, []string{id, name})
	_, _, _, err = p.nk.AuthenticateDevice(p.ctx, p.name("no-device"), "", false)
	p.says("without creating", err, "not found")
}

func deleteTakesAlong(p *probe) {
	user := p.user()
	_, err := p.write("own", user, `{}`, "")
	p.ok("own object", err)
	_, err = p.write("receipt", "", `{}`, "")
	p.ok("object of the server", err)
	_, _, err = p.nk.WalletUpdate(p.ctx, user, coins{"coins": 1}, nil, true)
	p.ok("wallet", err)
	p.ok("notify", p.nk.NotificationSend(p.ctx, user, "s", map[string]any{}, 100, "", true))
	p.board("set", "")
	_, err = p.nk.LeaderboardRecordWrite(p.ctx, p.name("board"), user, "x", 1, 0, nil, nil)
	p.ok("record", err)

	p.ok("delete", p.nk.AccountDeleteId(p.ctx, user, false))
	p.ok("delete again", p.nk.AccountDeleteId(p.ctx, user, false))
	p.equal("own object", p.read("own", user) == nil, true)
	p.equal("object of the server", p.read("receipt", "") != nil, true)
	records, owners, _, _, err := p.nk.LeaderboardRecordsList(p.ctx, p.name("board"), []string{user}, 10, "", 0)
	p.ok("list", err)
	p.equal("records", len(records)+len(owners), 0)
	_, err = p.nk.AccountGetId(p.ctx, user)
	p.says("account", err, "account not found")
}

func roomID(p *probe) {
	id, err := p.nk.ChannelIdBuild(p.ctx, "", "room.1", runtime.Room)
	p.ok("build", err)
	p.equal("id", id, "2...room.1")
	_, err = p.nk.ChannelIdBuild(p.ctx, "", "", runtime.Room)
	p.is("no name", err, runtime.ErrInvalidChannelTarget)
}
