package contract

import (
	"github.com/heroiclabs/nakama-common/api"
)

func leaderboardChecks() []Check {
	return []Check{
		{"leaderboard/creating a leaderboard again keeps its definition", definitionKept},
		{"leaderboard/incr adds, and incr by 0/0 changes nothing and returns the record", incrAdds},
		{"leaderboard/incr by 0/0 creates a missing record", incrMakes},
		{"leaderboard/a write can override the operator", operators},
		{"leaderboard/metadata and username stay unchanged when not given", recordFields},
		{"leaderboard/records are ranked by score, subscore and owner", recordOrder},
		{"leaderboard/records are listed in pages, forwards and backwards", recordPages},
		{"leaderboard/the expiry selects the period to list", otherExpiry},
		{"leaderboard/the haystack lists the records around an owner", aroundOwner},
		{"leaderboard/the next reset follows the schedule", nextReset},
		{"leaderboard/a missing leaderboard is an error and a missing user is not", boardsNotThere},
		{"leaderboard/a record can be deleted", recordDeleted},
	}
}

func (p *probe) board(operator, reset string) {
	p.ok("create", p.nk.LeaderboardCreate(p.ctx, p.name("board"), true, "desc", operator, reset, map[string]any{"v": 1}, true))
}

func (p *probe) score(user string, score, subscore int64, override *int) *api.LeaderboardRecord {
	record, err := p.nk.LeaderboardRecordWrite(p.ctx, p.name("board"), user, "", score, subscore, nil, override)
	p.ok("write record", err)
	return record
}

func definitionKept(p *probe) {
	p.board("incr", "0 0 * * 1")
	p.ok("create again", p.nk.LeaderboardCreate(p.ctx, p.name("board"), false, "asc", "set", "", nil, false))
	boards, err := p.nk.LeaderboardsGetId(p.ctx, []string{p.name("board"), "none-" + p.id})
	p.ok("read", err)
	p.equal("boards", len(boards), 1)
	if len(boards) == 0 {
		return
	}
	p.equal("operator", boards[0].GetOperator(), api.Operator_INCREMENT)
	p.equal("descending", boards[0].GetSortOrder(), uint32(1))
	p.equal("authoritative", boards[0].GetAuthoritative(), true)
	p.says("bad operator", p.nk.LeaderboardCreate(p.ctx, p.name("b"), true, "desc", "add", "", nil, true), "operator")
	p.says("bad schedule", p.nk.LeaderboardCreate(p.ctx, p.name("b"), true, "desc", "set", "every day", nil, true), "CRON")
}

func incrAdds(p *probe) {
	p.board("incr", "0 0 * * 1")
	user := p.user()
	p.equal("first", p.score(user, 2, 1, nil).GetScore(), int64(2))
	r := p.score(user, 3, 1, nil)
	p.equal("second", r.GetScore(), int64(5))
	p.equal("subscore", r.GetSubscore(), int64(2))
	p.equal("submissions", r.GetNumScore(), int32(2))
	r = p.score(user, 0, 0, nil)
	p.equal("unchanged", r.GetScore(), int64(5))
	p.equal("submissions, unchanged", r.GetNumScore(), int32(2))
	p.equal("rank", r.GetRank(), int64(1))
}

func incrMakes(p *probe) {
	p.board("incr", "")
	user := p.user()
	r := p.score(user, 0, 0, nil)
	p.equal("score", r.GetScore(), int64(0))
	p.equal("submissions", r.GetNumScore(), int32(1))
	p.equal("expiry of a board without a reset", r.GetExpiryTime() == nil, true)
	records, _, _, _, err := p.nk.LeaderboardRecordsList(p.ctx, p.name("board"), nil, 10, "", 0)
	p.ok("list", err)
	p.equal("records", len(records), 1)
}

func operators(p *probe) {
	p.board("incr", "")
	user := p.user()
	best, set, incr, decr := int(api.Operator_BEST), int(api.Operator_SET), int(api.Operator_INCREMENT), int(api.Operator_DECREMENT)
	for _, step := range []struct {
		what        string
		score       int64
		override    *int
		want        int64
		submissions int32
	}{
		{"set", 7, &set, 7, 1},
		{"set the same", 7, &set, 7, 1},
		{"best, lower", 3, &best, 7, 1},
		{"best, higher", 9, &best, 9, 2},
		{"incr", 2, &incr, 11, 3},
		{"decr", 4, &decr, 7, 4},
		{"decr below zero", 40, &decr, 0, 5},
		{"set lower", 1, &set, 1, 6},
		{"the board's own", 1, nil, 2, 7},
	} {
		r := p.score(user, step.score, 0, step.override)
		p.equal(step.what, r.GetScore(), step.want)
		p.equal(step.what+", submissions", r.GetNumScore(), step.submissions)
	}
	p.equal("decr of nothing", p.score(p.user(), 5, 0, &decr).GetScore(), int64(0))
	bad := 9
	_, err := p.nk.LeaderboardRecordWrite(p.ctx, p.name("board"), user, "", 1, 0, nil, &bad)
	p.says("bad operator", err, "invalid operator")
	_, err = p.nk.LeaderboardRecordWrite(p.ctx, p.name("board"), user, "", -1, 0, nil, nil)
	p.says("negative", err, "score to be >= 0")
}

func recordFields(p *probe) {
	p.board("set", "")
	user := p.user()
	_, err := p.nk.LeaderboardRecordWrite(p.ctx, p.name("board"), user, "ann", 1, 0, map[string]any{"map": "x"}, nil)
	p.ok("write", err)
	r := p.score(user, 2, 0, nil)
	p.equal("metadata", r.GetMetadata(), `{"map": "x"}`)
	p.equal("name", r.GetUsername().GetValue(), "ann")
	r, err = p.nk.LeaderboardRecordWrite(p.ctx, p.name("board"), user, "", 2, 0, map[string]any{"map": "y"}, nil)
	p.ok("write", err)
	p.equal("metadata of an unchanged score", r.GetMetadata(), `{"map": "x"}`)
}

// ordered writes records and returns their owners from best to worst.
func (p *probe) ordered() []string {
	a, b, c, d := p.user(), p.user(), p.user(), p.user()
	p.score(a, 1, 5, nil)
	p.score(b, 3, 0, nil)
	p.score(c, 2, 1, nil)
	p.score(d, 2, 1, nil)
	return []string{b, max(c, d), min(c, d), a}
}

func owners(records []*api.LeaderboardRecord) []string {
	var out []string
	for _, r := range records {
		out = append(out, r.GetOwnerId())
	}
	return out
}

func recordOrder(p *probe) {
	p.board("set", "0 0 * * 1")
	want := p.ordered()
	records, own, _, _, err := p.nk.LeaderboardRecordsList(p.ctx, p.name("board"), []string{want[3], want[1], p.user()}, 10, "", 0)
	p.ok("list", err)
	p.equal("records", owners(records), want)
	p.equal("own", owners(own), []string{want[1], want[3]})
	for i, r := range records {
		p.equal("rank", r.GetRank(), int64(i+1))
	}
	if len(own) == 2 {
		p.equal("ranks of own", []int64{own[0].GetRank(), own[1].GetRank()}, []int64{2, 4})
	}
	records, own, _, _, err = p.nk.LeaderboardRecordsList(p.ctx, p.name("board"), want[:1], 0, "", 0)
	p.ok("list owners alone", err)
	p.equal("records", len(records), 0)
	p.equal("own", owners(own), want[:1])
}

func recordPages(p *probe) {
	p.board("set", "0 0 * * 1")
	want := p.ordered()
	page := func(cursor string) ([]*api.LeaderboardRecord, string, string) {
		records, _, next, prev, err := p.nk.LeaderboardRecordsList(p.ctx, p.name("board"), nil, 2, cursor, 0)
		p.ok("list", err)
		return records, next, prev
	}
	first, next, prev := page("")
	p.equal("first page", owners(first), want[:2])
	p.equal("no page before", prev, "")
	second, after, prev := page(next)
	p.equal("second page", owners(second), want[2:])
	p.equal("no page after", after, "")
	if len(second) == 2 {
		p.equal("rank goes on", second[0].GetRank(), int64(3))
	}
	back, next, _ := page(prev)
	p.equal("page before", owners(back), want[:2])
	p.equal("a page after", next != "", true)
	_, _, _, _, err := p.nk.LeaderboardRecordsList(p.ctx, p.name("board"), nil, 2, "nonsense", 0)
	p.says("bad cursor", err, "cursor invalid")
}

func otherExpiry(p *probe) {
	p.board("set", "0 0 * * 1")
	user := p.user()
	expiry := p.score(user, 1, 0, nil).GetExpiryTime().GetSeconds()
	for _, c := range []struct {
		expiry int64
		want   int
	}{{0, 1}, {expiry, 1}, {expiry - 7*24*3600, 0}} {
		records, _, _, _, err := p.nk.LeaderboardRecordsList(p.ctx, p.name("board"), nil, 10, "", c.expiry)
		p.ok("list", err)
		p.equal("records", len(records), c.want)
	}
}

func aroundOwner(p *probe) {
	p.board("set", "")
	want := p.ordered()
	list, err := p.nk.LeaderboardRecordsHaystack(p.ctx, p.name("board"), want[1], 3, "", 0)
	p.ok("list", err)
	p.equal("records", owners(list.GetRecords()), want[:3])
	list, err = p.nk.LeaderboardRecordsHaystack(p.ctx, p.name("board"), want[3], 2, "", 0)
	p.ok("list", err)
	p.equal("records around the last", owners(list.GetRecords()), want[2:])
	list, err = p.nk.LeaderboardRecordsHaystack(p.ctx, p.name("board"), p.user(), 2, "", 0)
	p.ok("list", err)
	p.equal("records around one without", len(list.GetRecords()), 0)
}

func nextReset(p *probe) {
	p.board("set", "0 0 * * 1")
	user := p.user()
	expiry := p.score(user, 1, 0, nil).GetExpiryTime().GetSeconds()
	boards, err := p.nk.LeaderboardsGetId(p.ctx, []string{p.name("board")})
	p.ok("read", err)
	if len(boards) == 1 {
		p.equal("next reset", int64(boards[0].GetNextReset()), expiry)
		p.equal("previous reset", int64(boards[0].GetPrevReset()), expiry-7*24*3600)
	}
	next, err := p.nk.CronNext("0 0 * * 1", expiry-1)
	p.ok("next", err)
	p.equal("schedule", next, expiry)
}

func boardsNotThere(p *probe) {
	_, err := p.nk.LeaderboardRecordWrite(p.ctx, p.name("none"), p.user(), "", 1, 0, nil, nil)
	p.says("write", err, "leaderboard not found")
	_, _, _, _, err = p.nk.LeaderboardRecordsList(p.ctx, p.name("none"), nil, 1, "", 0)
	p.says("list", err, "leaderboard not found")
	_, err = p.nk.LeaderboardRecordWrite(p.ctx, p.name("none"), "nobody", "", 1, 0, nil, nil)
	p.says("no id", err, "owner ID")
	p.board("set", "")
	_, err = p.nk.LeaderboardRecordWrite(p.ctx, p.name("board"), "11111111-1111-4111-8111-111111111111", "", 1, 0, nil, nil)
	p.ok("a record of a user who is not there", err)
}

func recordDeleted(p *probe) {
	p.board("set", "0 0 * * 1")
	user := p.user()
	p.score(user, 1, 0, nil)
	p.ok("delete", p.nk.LeaderboardRecordDelete(p.ctx, p.name("board"), user))
	p.ok("delete again", p.nk.LeaderboardRecordDelete(p.ctx, p.name("board"), user))
	records, _, _, _, err := p.nk.LeaderboardRecordsList(p.ctx, p.name("board"), nil, 10, "", 0)
	p.ok("list", err)
	p.equal("records", len(records), 0)
}
