package tournaments_test

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"sagishi/internal/platform/ledger"
	"sagishi/internal/platform/storage"
	"sagishi/internal/testing/nakamatest"
	"sagishi/notifications"
	"sagishi/tournaments"
)

const (
	id     = tournaments.WeeklyTopDetective
	weekly = "0 0 * * 1"
	settle = 5 * time.Second
)

// world is a server with its tournament.
type world struct {
	*nakamatest.Nakama

	t       *testing.T
	options tournaments.Options
	ids     map[string]string
}

func newWorld(t *testing.T, options nakamatest.Options) *world {
	t.Helper()
	w := &world{Nakama: nakamatest.New(options), t: t, ids: map[string]string{}}
	w.options = tournaments.Options{Prizes: prizes(t), Week: weekly, Settle: settle}
	w.ensure(tournaments.Week{Reset: weekly})
	return w
}

func (w *world) ensure(week tournaments.Week) {
	w.t.Helper()
	if err := tournaments.Ensure(w.t.Context(), w.Logger(), w, week, w.Now()); err != nil {
		w.t.Fatal(err)
	}
}

func prizes(t *testing.T) tournaments.Prizes {
	t.Helper()
	p, err := tournaments.LoadPrizes(tournaments.EmbeddedPrizes())
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// payer is a fresh one on the server, as after a restart.
func (w *world) payer() *tournaments.Rewards { return w.payerOn(w.Nakama) }

func (w *world) payerOn(n *nakamatest.Nakama) *tournaments.Rewards {
	return tournaments.New(n, outbox(n), n.Logger(), w.options, n.Now)
}

func outbox(n *nakamatest.Nakama) *notifications.Outbox {
	return notifications.NewOutbox(n, ledger.New(n), n.Logger(), n.Now, nil)
}

// sweep delivers the notices that are due in the outbox.
func (w *world) sweep() {
	w.t.Helper()
	if _, err := outbox(w.Nakama).Sweep(w.t.Context()); err != nil {
		w.t.Fatal(err)
	}
}

// score gives a player of that name a score in the running period.
func (w *world) score(name string, score, subscore int64) string {
	w.t.Helper()
	user, ok := w.ids[name]
	if !ok {
		user = w.NewUser(name)
		w.ids[name] = user
	}
	if err := w.TournamentJoin(w.t.Context(), id, user, name); err != nil {
		w.t.Fatal(err)
	}
	if _, err := w.TournamentRecordWrite(w.t.Context(), id, user, name, score, subscore, nil, nil); err != nil {
		w.t.Fatal(err)
	}
	return user
}

// reset is the end of the running week.
func (w *world) reset() int64 {
	w.t.Helper()
	at, err := w.CronNext(weekly, w.Now().Unix())
	if err != nil {
		w.t.Fatal(err)
	}
	return at
}

// endWeek goes to the time at which the running week can be paid.
func (w *world) endWeek() int64 {
	w.t.Helper()
	end := w.reset()
	w.Advance(time.Unix(end, 0).Add(settle).Sub(w.Now()))
	return end
}

func (w *world) pay() tournaments.Summary {
	w.t.Helper()
	sum, err := w.payer().Pay(w.t.Context(), id)
	if err != nil {
		w.t.Fatal(err)
	}
	return sum
}

func (w *world) wantPaid(want tournaments.Summary) {
	w.t.Helper()
	if got := w.pay(); got != want {
		w.t.Errorf("got %+v, want %+v", got, want)
	}
}

// wantCoins checks a player's wallet, its ledger, and that the player has one
// notice of each payment.
func (w *world) wantCoins(name string, payments ...int64) {
	w.t.Helper()
	user, sum, noted := w.ids[name], int64(0), int64(0)
	for _, coins := range payments {
		sum += coins
	}
	if got := w.Wallet(user)["coins"]; got != sum {
		w.t.Errorf("%s has %d coins, want %d", name, got, sum)
	}
	rows := w.Ledger(user)
	for _, row := range rows {
		noted += row.Changeset["coins"]
	}
	if len(rows) != len(payments) || noted != sum {
		w.t.Errorf("%s has %d ledger rows of %d coins, want %d of %d", name, len(rows), noted, len(payments), sum)
	}
	notices := map[string]int{}
	for _, n := range w.Inbox(user) {
		notices[w.notice(n.GetContent()).ID]++
		if n.GetCode() != 100 || !n.GetPersistent() || n.GetSubject() == "" {
			w.t.Errorf("%s: notice %v", name, n)
		}
	}
	if len(notices) != len(payments) || len(w.Inbox(user)) != len(payments) {
		w.t.Errorf("%s has the notices %v, want one of each of %d payments", name, notices, len(payments))
	}
}

type notice struct {
	ID           string `json:"id"`
	TournamentID string `json:"tournament_id"`
	Title        string `json:"title"`
	Rank         int64  `json:"rank"`
	Score        int64  `json:"score"`
	Reward       struct {
		Coins int64 `json:"coins"`
	} `json:"reward"`
	PeriodEnd int64 `json:"period_end"`
}

func (w *world) notice(content string) notice {
	w.t.Helper()
	var n notice
	if err := json.Unmarshal([]byte(content), &n); err != nil {
		w.t.Fatal(err)
	}
	return n
}

// checkpoint is the server's record of the tournament's periods.
func (w *world) checkpoint() (b struct {
	Through int64   `json:"through"`
	Open    []int64 `json:"open"`
},
) {
	w.t.Helper()
	value, found := w.Object(storage.Rewards, id, "")
	if found {
		if err := json.Unmarshal([]byte(value), &b); err != nil {
			w.t.Fatal(err)
		}
	}
	return b
}

// wantClosed checks that all periods are closed, and all notices delivered.
func (w *world) wantClosed() {
	w.t.Helper()
	if open := w.checkpoint().Open; len(open) != 0 {
		w.t.Errorf("periods %v are still open", open)
	}
	if entries := w.CountObjects(storage.Outbox); entries != 0 {
		w.t.Errorf("%d notices are not delivered", entries)
	}
}

// crowd gives n players the scores n, n-1, … 1.
func (w *world) crowd(n int) {
	w.t.Helper()
	for i := range n {
		w.score(fmt.Sprintf("p%05d", i+1), int64(n-i), 0)
	}
}
