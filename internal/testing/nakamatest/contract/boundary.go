package contract

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/runtime"
)

// Events records the callbacks of leaderboards and tournaments.
type Events struct {
	mu   sync.Mutex
	list []event
}

// event is one callback: the board and a text with the callback's kind and times.
type event struct{ id, what string }

// Register registers the callbacks that are recorded.
func (e *Events) Register(in runtime.Initializer) error {
	tournament := func(what string) func(context.Context, runtime.Logger, *sql.DB, runtime.NakamaModule, *api.Tournament, int64, int64) error {
		return func(_ context.Context, _ runtime.Logger, _ *sql.DB, _ runtime.NakamaModule, t *api.Tournament, end, reset int64) error {
			e.add(t.GetId(), fmt.Sprintf("%s %d %d", what, end, reset))
			return nil
		}
	}
	return errors.Join(
		in.RegisterTournamentEnd(tournament("end")),
		in.RegisterTournamentReset(tournament("reset")),
		in.RegisterLeaderboardReset(func(_ context.Context, _ runtime.Logger, _ *sql.DB, _ runtime.NakamaModule, l *api.Leaderboard, reset int64) error {
			e.add(l.GetId(), fmt.Sprintf("reset %d", reset))
			return nil
		}),
	)
}

func (e *Events) add(id, what string) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.list = append(e.list, event{id, what})
}

// of lists the callbacks for a board, sorted by text, because ends and resets at the
// same second come in any order.
func (e *Events) of(id string) []string {
	e.mu.Lock()
	defer e.mu.Unlock()
	var out []string
	for _, event := range e.list {
		if event.id == id {
			out = append(out, event.what)
		}
	}
	slices.Sort(out)
	return out
}

func boundaryChecks() []Check {
	return []Check{
		{"boundary/ends and resets fire with the times of the period that ended", boundaryFires},
	}
}

// now returns the server's time, to the second.
func (p *probe) now() int64 {
	account, err := p.nk.AccountGetId(p.ctx, p.user())
	p.ok("read account", err)
	return account.GetUser().GetCreateTime().GetSeconds()
}

func boundaryFires(p *probe) {
	boundary := p.now() + 4
	reset := fmt.Sprintf("%d * * * * * *", boundary%60)
	whole := p.cup(cup{reset: reset, duration: 60, join: true, size: 1})
	short := p.name("short")
	p.ok("create", p.nk.TournamentCreate(p.ctx, short, true, "desc", "incr", reset, nil, "", "", 1, 0, 0, 2, 0, 0, true, true))
	p.board("incr", reset)
	user := p.user()
	p.ok("join", p.nk.TournamentJoin(p.ctx, whole, user, "ann"))
	p.submit(whole, user, 3)
	p.equal("expiry of a score", p.score(user, 2, 0, nil).GetExpiryTime().GetSeconds(), boundary)

	p.timed.Pass(p.ctx, 8*time.Second)

	p.equal("tournament of the whole period", p.timed.Events.of(whole), []string{
		fmt.Sprintf("end %d %d", boundary, boundary), fmt.Sprintf("reset %d %d", boundary, boundary),
	})
	// Created outside its active time, it begins at the boundary, so nothing resets.
	p.equal("tournament of two seconds", p.timed.Events.of(short), []string{
		fmt.Sprintf("end %d %d", boundary+2, boundary+60),
	})
	p.equal("leaderboard", p.timed.Events.of(p.name("board")), []string{fmt.Sprintf("reset %d", boundary)})
	p.pastPeriod(whole, user, boundary)
}

// pastPeriod checks the records of the period that ended, and starts the next one.
func (p *probe) pastPeriod(id, user string, expiry int64) {
	records, own, _, _, err := p.nk.TournamentRecordsList(p.ctx, id, []string{user}, 10, "", expiry)
	p.ok("list the past", err)
	p.equal("records", len(records), 1)
	for _, r := range records {
		p.equal("score and rank", []int64{r.GetScore(), r.GetRank()}, []int64{3, 1})
	}
	for _, r := range own {
		p.equal("rank of an owner's record", r.GetRank(), int64(0))
	}
	records, _, _, _, err = p.nk.TournamentRecordsList(p.ctx, id, nil, 10, "", 0)
	p.ok("list the present", err)
	p.equal("records", len(records), 0)
	_, err = p.nk.TournamentRecordWrite(p.ctx, id, user, "", 1, 0, nil, nil)
	p.is("write without joining again", err, runtime.ErrTournamentWriteJoinRequired)
	p.ok("join again", p.nk.TournamentJoin(p.ctx, id, user, "ann"))
	p.equal("size", p.getCup(id).GetSize(), uint32(1))
	p.equal("score", p.submit(id, user, 1).GetScore(), int64(1))
	p.equal("next period of the leaderboard", p.score(user, 5, 0, nil).GetScore(), int64(5))
}
