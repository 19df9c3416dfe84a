package contract

import (
	"math"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/runtime"
)

const week = 7 * 24 * 3600

func tournamentChecks() []Check {
	return []Check{
		{"tournament/creating a tournament again keeps its definition", tournamentKept},
		{"tournament/a write requires joining, which creates a record with score 0", joinRequired},
		{"tournament/every submission counts, even one that changes no score", everySubmission},
		{"tournament/a read by id omits JoinRequired, and Authoritative for a sized tournament", tournamentFields},
		{"tournament/a submission over the limit is ignored silently where joining is required", attemptsRunOut},
		{"tournament/a submission over the limit is an error where joining is not required", attemptsRunOutLoud},
		{"tournament/the maximum size limits the number of participants", sizeLimits},
		{"tournament/a leaderboard write bypasses the rules of a tournament", pastTheRules},
		{"tournament/a write outside the active time is an error", outsideDuration},
		{"tournament/records are listed in pages", tournamentPages},
		{"tournament/lists select by category and end time", tournamentLists},
		{"tournament/missing tournaments give an error", tournamentsNotThere},
		{"tournament/deleting a record frees its place", tournamentRecordDeleted},
	}
}

// cup describes a tournament to create.
type cup struct {
	reset                              string
	start, end, duration, size, scores int
	category                           int
	join                               bool
}

func (p *probe) cup(c cup) string {
	id := p.name("cup")
	if c.duration == 0 {
		c.duration = week
	}
	p.ok("create", p.nk.TournamentCreate(p.ctx, id, true, "desc", "incr", c.reset, map[string]any{"v": 1}, "Cup", "words", c.category, c.start, c.end, c.duration, c.size, c.scores, c.join, true))
	return id
}

func (p *probe) getCup(id string) *api.Tournament {
	list, err := p.nk.TournamentsGetId(p.ctx, []string{id, id, "none-" + p.id})
	p.ok("read", err)
	p.equal("tournaments", len(list), 1)
	if len(list) == 0 {
		return nil
	}
	return list[0]
}

func (p *probe) submit(id, user string, score int64) *api.LeaderboardRecord {
	record, err := p.nk.TournamentRecordWrite(p.ctx, id, user, "", score, 0, nil, nil)
	p.ok("write", err)
	return record
}

func tournamentKept(p *probe) {
	id := p.cup(cup{reset: "0 0 * * 1", join: true})
	p.ok("create again", p.nk.TournamentCreate(p.ctx, id, false, "asc", "set", "", nil, "Other", "", 2, 0, 0, 60, 1, 1, false, true))
	t := p.getCup(id)
	p.equal("title", t.GetTitle(), "Cup")
	p.equal("operator", t.GetOperator(), api.Operator_INCREMENT)
	p.equal("duration", t.GetDuration(), uint32(week))
	p.board("set", "")
	err := p.nk.TournamentCreate(p.ctx, p.name("board"), true, "desc", "set", "", nil, "", "", 0, 0, 0, 60, 0, 0, true, true)
	p.says("name of a leaderboard", err, "already in use")
}

func joinRequired(p *probe) {
	id, user := p.cup(cup{reset: "0 0 * * 1", join: true}), p.user()
	_, err := p.nk.TournamentRecordWrite(p.ctx, id, user, "", 1, 0, nil, nil)
	p.is("write before joining", err, runtime.ErrTournamentWriteJoinRequired)
	p.ok("join", p.nk.TournamentJoin(p.ctx, id, user, "ann"))
	_, own, _, _, err := p.nk.TournamentRecordsList(p.ctx, id, []string{user}, 0, "", 0)
	p.ok("list", err)
	p.equal("records", len(own), 1)
	if len(own) == 1 {
		p.equal("score", own[0].GetScore(), int64(0))
		p.equal("submissions", own[0].GetNumScore(), int32(0))
		p.equal("name", own[0].GetUsername().GetValue(), "ann")
	}
	p.submit(id, user, 2)
	p.ok("join again", p.nk.TournamentJoin(p.ctx, id, user, "ann"))
	r := p.submit(id, user, 3)
	p.equal("score", r.GetScore(), int64(5))
	p.equal("rank", r.GetRank(), int64(1))
	p.says("join without a name", p.nk.TournamentJoin(p.ctx, id, user, ""), "username")
	p.ok("join as nobody", p.nk.TournamentJoin(p.ctx, id, "11111111-1111-4111-8111-111111111111", "nobody"))
}

func everySubmission(p *probe) {
	id, user := p.cup(cup{reset: "0 0 * * 1", join: true}), p.user()
	p.ok("join", p.nk.TournamentJoin(p.ctx, id, user, "ann"))
	p.submit(id, user, 2)
	r := p.submit(id, user, 0)
	p.equal("score", r.GetScore(), int64(2))
	p.equal("submissions", r.GetNumScore(), int32(2))
	r, err := p.nk.TournamentRecordWrite(p.ctx, id, user, "", 0, 0, map[string]any{"map": "x"}, nil)
	p.ok("write", err)
	p.equal("metadata", r.GetMetadata(), `{"map": "x"}`)
	p.equal("metadata that is not given is emptied", p.submit(id, user, 1).GetMetadata(), `{}`)
	set := int(api.Operator_SET)
	r, err = p.nk.TournamentRecordWrite(p.ctx, id, user, "", 9, 0, nil, &set)
	p.ok("set", err)
	p.equal("set", r.GetScore(), int64(9))
}

func tournamentFields(p *probe) {
	id := p.cup(cup{reset: "0 0 * * 1", join: true, category: 3})
	t := p.getCup(id)
	p.equal("join required is left out", t.GetJoinRequired(), false)
	p.equal("authoritative", t.GetAuthoritative(), true)
	p.equal("size of one without a limit", t.GetMaxSize(), uint32(math.MaxInt32))
	p.equal("submissions of one without a limit", t.GetMaxNumScore(), uint32(1_000_000))
	p.equal("can enter", t.GetCanEnter(), true)
	p.equal("metadata", t.GetMetadata(), `{"v": 1}`)
	next, err := p.nk.CronNext("0 0 * * 1", int64(t.GetStartActive()))
	p.ok("next", err)
	p.equal("next reset", int64(t.GetNextReset()), next)
	p.equal("end of the active time", t.GetEndActive(), t.GetNextReset())
	p.equal("start in the past is the creation", t.GetStartTime().GetSeconds(), t.GetCreateTime().GetSeconds())
	sized := p.name("sized")
	p.ok("create", p.nk.TournamentCreate(p.ctx, sized, true, "desc", "incr", "", nil, "", "", 3, 0, 0, 60, 5, 0, true, true))
	p.equal("authoritative is left out with a size", p.getCup(sized).GetAuthoritative(), false)
	list, err := p.nk.TournamentList(p.ctx, 3, 3, 0, 0, 100, "")
	p.ok("list", err)
	for _, t := range list.GetTournaments() {
		if t.GetId() == id {
			p.equal("a list has whether joining is required", t.GetJoinRequired(), true)
		}
	}
}

func attemptsRunOut(p *probe) {
	id, user := p.cup(cup{scores: 1, join: true}), p.user()
	p.ok("join", p.nk.TournamentJoin(p.ctx, id, user, "ann"))
	p.equal("first", p.submit(id, user, 1).GetScore(), int64(1))
	p.equal("second", p.submit(id, user, 1).GetScore(), int64(1))
	p.ok("one more", p.nk.TournamentAddAttempt(p.ctx, id, user, 1))
	p.equal("third", p.submit(id, user, 1).GetScore(), int64(2))
}

func attemptsRunOutLoud(p *probe) {
	id, user := p.cup(cup{scores: 1}), p.user()
	p.ok("joining is nothing", p.nk.TournamentJoin(p.ctx, id, user, "ann"))
	r := p.submit(id, user, 1)
	p.equal("submissions", r.GetNumScore(), int32(1))
	_, err := p.nk.TournamentRecordWrite(p.ctx, id, user, "", 1, 0, nil, nil)
	p.is("second", err, runtime.ErrTournamentWriteMaxNumScoreReached)
}

func sizeLimits(p *probe) {
	id := p.cup(cup{size: 1, join: true})
	p.ok("first", p.nk.TournamentJoin(p.ctx, id, p.user(), "ann"))
	p.is("second", p.nk.TournamentJoin(p.ctx, id, p.user(), "bob"), runtime.ErrTournamentMaxSizeReached)
	t := p.getCup(id)
	p.equal("size", t.GetSize(), uint32(1))
	p.equal("can enter", t.GetCanEnter(), false)
}

func pastTheRules(p *probe) {
	id, user := p.cup(cup{reset: "0 0 * * 1", join: true}), p.user()
	r, err := p.nk.LeaderboardRecordWrite(p.ctx, id, user, "", 7, 0, nil, nil)
	p.ok("write without joining", err)
	_, own, _, _, err := p.nk.TournamentRecordsList(p.ctx, id, []string{user}, 0, "", 0)
	p.ok("list", err)
	p.equal("records", len(own), 1)
	p.equal("expiry", r.GetExpiryTime().GetSeconds(), int64(p.getCup(id).GetNextReset()))
	p.says("but no deleting", p.nk.LeaderboardRecordDelete(p.ctx, id, user), "leaderboard not found")
}

func outsideDuration(p *probe) {
	// One that ended long ago, and one that begins in the far future.
	id, user := p.cup(cup{start: 1_000_000_000, duration: 60}), p.user()
	_, err := p.nk.TournamentRecordWrite(p.ctx, id, user, "", 1, 0, nil, nil)
	p.is("write after the end", err, runtime.ErrTournamentOutsideDuration)
	late := p.name("late")
	p.ok("create", p.nk.TournamentCreate(p.ctx, late, true, "desc", "incr", "", nil, "", "", 0, 4_000_000_000, 0, 60, 0, 0, true, true))
	p.ok("joining early is allowed", p.nk.TournamentJoin(p.ctx, late, user, "ann"))
	_, err = p.nk.TournamentRecordWrite(p.ctx, late, user, "", 1, 0, nil, nil)
	p.is("write before the start", err, runtime.ErrTournamentOutsideDuration)
}

func tournamentPages(p *probe) {
	id := p.cup(cup{reset: "0 0 * * 1", join: true})
	var want []string
	for score := range int64(3) {
		user := p.user()
		p.ok("join", p.nk.TournamentJoin(p.ctx, id, user, "x"))
		p.submit(id, user, 3-score)
		want = append(want, user)
	}
	expiry := int64(p.getCup(id).GetNextReset())
	records, _, prev, next, err := p.nk.TournamentRecordsList(p.ctx, id, nil, 2, "", expiry)
	p.ok("list", err)
	p.equal("first page", owners(records), want[:2])
	p.equal("no page before", prev, "")
	records, _, prev, next, err = p.nk.TournamentRecordsList(p.ctx, id, nil, 2, next, expiry)
	p.ok("list on", err)
	p.equal("second page", owners(records), want[2:])
	p.equal("cursors", []bool{prev != "", next != ""}, []bool{true, false})
	list, err := p.nk.TournamentRecordsHaystack(p.ctx, id, want[1], 2, "", 0)
	p.ok("around", err)
	p.equal("around", len(list.GetRecords()), 2)
}

func tournamentLists(p *probe) {
	id := p.cup(cup{reset: "0 0 * * 1", category: 77, join: true})
	ended := p.name("ended")
	p.ok("create", p.nk.TournamentCreate(p.ctx, ended, true, "desc", "incr", "", nil, "", "", 77, 0, 4_000_000_000, 60, 0, 0, true, true))
	has := func(start, end int, want string) bool {
		list, err := p.nk.TournamentList(p.ctx, 77, 77, start, end, 100, "")
		p.ok("list", err)
		for _, t := range list.GetTournaments() {
			if t.GetId() == want {
				return true
			}
		}
		return false
	}
	p.equal("no end, end 0", has(0, 0, id), true)
	p.equal("with an end, end 0", has(0, 0, ended), false)
	p.equal("with an end, end late", has(0, 4_000_000_001, ended), true)
	p.equal("no end, end late", has(0, 4_000_000_001, id), false)
	p.equal("with an end, end -1", has(-1, -1, ended), true)
}

func tournamentsNotThere(p *probe) {
	none, user := "none-"+p.id, p.user()
	p.is("join", p.nk.TournamentJoin(p.ctx, none, user, "x"), runtime.ErrTournamentNotFound)
	_, err := p.nk.TournamentRecordWrite(p.ctx, none, user, "", 1, 0, nil, nil)
	p.is("write", err, runtime.ErrTournamentNotFound)
	_, _, _, _, err = p.nk.TournamentRecordsList(p.ctx, none, nil, 1, "", 0)
	p.is("list", err, runtime.ErrTournamentNotFound)
	p.board("set", "")
	_, err = p.nk.TournamentRecordWrite(p.ctx, p.name("board"), user, "", 1, 0, nil, nil)
	p.is("write to a leaderboard", err, runtime.ErrTournamentNotFound)
	p.ok("delete", p.nk.TournamentDelete(p.ctx, none))
}

func tournamentRecordDeleted(p *probe) {
	id, user := p.cup(cup{size: 1, join: true}), p.user()
	p.ok("join", p.nk.TournamentJoin(p.ctx, id, user, "x"))
	p.ok("delete", p.nk.TournamentRecordDelete(p.ctx, id, user))
	p.equal("size", p.getCup(id).GetSize(), uint32(0))
	_, err := p.nk.TournamentRecordWrite(p.ctx, id, user, "", 1, 0, nil, nil)
	p.is("write", err, runtime.ErrTournamentWriteJoinRequired)
}
