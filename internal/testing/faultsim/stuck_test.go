package faultsim

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/service/results"
	"sagishi/internal/testing/nakamatest"
)

// Whatever call is not answered, it delays only what it is about.
func TestCallWithoutAnswerDelaysTheOthersLittle(t *testing.T) {
	for _, method := range []string{
		"MultiUpdate", "StorageRead", "StorageWrite", "StorageDelete", "StorageList", "AccountsGetId",
		"NotificationsSend", "TournamentsGetId", "TournamentRecordsList",
	} {
		for name, hang := range map[string]func(*nakamatest.Nakama, string, int){
			"hang": (*nakamatest.Nakama).Hang, "hang after": (*nakamatest.Nakama).HangAfter, "hang deaf": (*nakamatest.Nakama).HangDeaf,
		} {
			t.Run(method+" "+name, func(t *testing.T) {
				inLiveWorld(t, func(w *live) {
					wait(w.ctx, 5500*time.Millisecond)
					hang(w.first().Nakama, method, 1)
					w.run(w.first())
					wait(w.ctx, 500*time.Millisecond)
					w.wantDone(30*time.Second, 0)
				})
			})
		}
	}
}

// stuckPlayer is a server whose calls about one player are never answered, as
// when another transaction keeps the player's row locked.
type stuckPlayer struct {
	*nakamatest.Nakama

	user   string
	begun  atomic.Bool // the player is stuck from now on
	deaf   bool
	healed chan struct{}
}

func (s *stuckPlayer) stick(ctx context.Context, about bool) error {
	if !about || !s.begun.Load() {
		return nil
	}
	if s.deaf {
		ctx = context.WithoutCancel(ctx)
	}
	select {
	case <-s.healed:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (s *stuckPlayer) MultiUpdate(ctx context.Context, accounts []*runtime.AccountUpdate, writes []*runtime.StorageWrite, deletes []*runtime.StorageDelete, wallets []*runtime.WalletUpdate, updateLedger bool) ([]*api.StorageObjectAck, []*runtime.WalletUpdateResult, error) { //nolint:revive // Nakama dictates the signature
	about := false
	for _, wallet := range wallets {
		about = about || wallet.UserID == s.user
	}
	if err := s.stick(ctx, about); err != nil {
		return nil, nil, err
	}
	return s.Nakama.MultiUpdate(ctx, accounts, writes, deletes, wallets, updateLedger)
}

func (s *stuckPlayer) NotificationsList(ctx context.Context, userID string, limit int, cursor string) ([]*api.Notification, string, error) {
	if err := s.stick(ctx, userID == s.user); err != nil {
		return nil, "", err
	}
	return s.Nakama.NotificationsList(ctx, userID, limit, cursor)
}

//nolint:revive // Nakama dictates the signature
func (s *stuckPlayer) LeaderboardRecordWrite(ctx context.Context, id, ownerID, username string, score, subscore int64, metadata map[string]any, override *int) (*api.LeaderboardRecord, error) {
	if err := s.stick(ctx, ownerID == s.user); err != nil {
		return nil, err
	}
	return s.Nakama.LeaderboardRecordWrite(ctx, id, ownerID, username, score, subscore, metadata, override)
}

// inWorldWithStuckPlayer runs a test while one of the players is stuck.
func inWorldWithStuckPlayer(t *testing.T, test func(w *live, stuck *stuckPlayer)) {
	t.Helper()
	for name, deaf := range map[string]bool{"hang": false, "hang deaf": true} {
		t.Run(name, func(t *testing.T) {
			inLiveWorld(t, func(w *live) {
				stuck := &stuckPlayer{Nakama: w.first().Nakama, user: w.ids["p050"], deaf: deaf, healed: make(chan struct{})}
				stuck.begun.Store(true)
				w.first().module = stuck
				w.first().restart()
				test(w, stuck)
			})
		})
	}
}

func TestStuckWinnerDelaysTheOthersLittle(t *testing.T) {
	inWorldWithStuckPlayer(t, func(w *live, stuck *stuckPlayer) {
		w.run(w.first())
		wait(w.ctx, 6*time.Second)
		w.wantDone(30*time.Second, 1)
		if waiting := w.waiting(); len(waiting) != 1 || waiting[0] != "p050" {
			w.t.Errorf("not paid: %v", waiting)
		}
		wait(w.ctx, 2*time.Minute)
		close(stuck.healed)
		w.wantDone(15*time.Second, 0)
	})
}

// Each retry of a call that ignores the end of its context leaves one more without
// an answer.
func TestWinnerWhoStaysStuckForAnHourDelaysNoLaterPayment(t *testing.T) {
	inWorldWithStuckPlayer(t, func(w *live, stuck *stuckPlayer) {
		w.run(w.first())
		wait(w.ctx, 6*time.Second)
		w.wantDone(30*time.Second, 1)
		wait(w.ctx, time.Hour)
		began := w.first().Now()
		_, err := w.first().ServerRPC("admin_grant", fmt.Sprintf(`{"user_id":%q,"coins":5,"reason":"test","key":"k"}`, w.ids["p000"]))
		if took := w.first().Now().Sub(began); err != nil || took > time.Second {
			w.t.Errorf("a payment to another player took %v: %v", took, err)
		}
		close(stuck.healed)
		wait(w.ctx, time.Minute)
		if coins := w.first().Wallet(stuck.user)["coins"]; coins != starterCoins+1000 {
			w.t.Errorf("the winner has %d coins afterwards", coins)
		}
	})
}

func TestStuckNoticeDelaysTheOthersLittle(t *testing.T) {
	inWorldWithStuckPlayer(t, func(w *live, stuck *stuckPlayer) {
		stuck.begun.Store(false)
		w.first().Before(func(_ int, method string) {
			if method == "NotificationsSend" && !w.first().dead.Load() {
				stuck.begun.Store(true)
				w.first().die()
			}
		})
		stop := w.run(w.first())
		wait(w.ctx, 7*time.Second)
		stop()
		if !stuck.begun.Load() {
			w.t.Fatal("the server was not killed")
		}
		w.first().restart()
		w.run(w.first())
		w.wantDone(20*time.Second, 1)
		if waiting := w.waiting(); len(waiting) != 1 || waiting[0] != "p050" {
			w.t.Errorf("not notified: %v", waiting)
		}
		close(stuck.healed)
		w.wantDone(30*time.Second, 0)
	})
}

func TestStuckGameDelaysTheOthersLittle(t *testing.T) {
	inWorldWithStuckPlayer(t, func(w *live, stuck *stuckPlayer) {
		party(w.world)
		wait(w.ctx, 10*time.Second) // into the next week
		w.first().Fail("LeaderboardRecordWrite", nakamatest.Always, errBroken)
		for _, id := range []string{gameID, gameID + "1"} {
			if _, err := w.first().p.Results.Record(w.ctx, game(w.world, id)); err == nil {
				w.t.Error("the boards are written")
			}
		}
		w.first().Heal()
		stuck.user = w.ids["ann"]
		w.run(w.first())
		wait(w.ctx, 30*time.Second)
		for name, want := range map[string]int64{"ann": 0, "bob": 2, "cat": 2} {
			if wins := w.onBoards("weekly_crew_wins", name); wins != want {
				w.t.Errorf("%s has %d wins on the board, want %d", name, wins, want)
			}
		}
		close(stuck.healed)
		wait(w.ctx, 40*time.Second)
		if wins := w.onBoards("weekly_crew_wins", "ann"); wins != 2 {
			w.t.Errorf("ann has %d wins on the board, want 2", wins)
		}
	})
}

// Each game of a stuck player takes as long as a call may: one after the other they
// would take 45 s.
func TestManyStuckGamesDelayTheOthersLittle(t *testing.T) {
	inWorldWithStuckPlayer(t, func(w *live, stuck *stuckPlayer) {
		party(w.world)
		wait(w.ctx, 10*time.Second) // into the next week
		w.first().Fail("LeaderboardRecordWrite", nakamatest.Always, errBroken)
		games := []results.Game{game(w.world, "z")}
		for i := range games[0].Players {
			p := &games[0].Players[i]
			p.Username = w.names[i]
			p.UserID = w.ids[p.Username]
		}
		for i := range 9 {
			games = append(games, game(w.world, fmt.Sprint("a", i)))
		}
		for _, g := range games {
			if _, err := w.first().p.Results.Record(w.ctx, g); err == nil {
				w.t.Error("the boards are written")
			}
		}
		w.first().Heal()
		stuck.user = w.ids["ann"]
		w.run(w.first())
		wait(w.ctx, 25*time.Second)
		if wins := w.onBoards("weekly_crew_wins", w.names[0]); wins != 1 {
			w.t.Errorf("a player of another game has %d wins on the board, want 1", wins)
		}
		close(stuck.healed)
	})
}

// The 100 winners of a page whose commit is not answered are paid one by one.
// While their rows stay locked, the winners of the other page are not.
func TestPageThatStaysLockedDelaysNoOther(t *testing.T) {
	inLiveWorld(t, func(w *live) {
		locked := &lockedPage{Nakama: w.first().Nakama, users: map[string]bool{}, healed: make(chan struct{})}
		w.first().module = locked
		w.first().restart()
		w.run(w.first())
		wait(w.ctx, 6*time.Second)
		w.wantDone(10*time.Second, 100)
		close(locked.healed)
		w.wantDone(30*time.Second, 0)
	})
}

// lockedPage is a server on which the first commit of 100 prizes is not answered,
// and keeps the rows of its players locked.
type lockedPage struct {
	*nakamatest.Nakama

	healed chan struct{}

	mu    sync.Mutex
	users map[string]bool // whose rows are locked
}

func (l *lockedPage) MultiUpdate(ctx context.Context, accounts []*runtime.AccountUpdate, writes []*runtime.StorageWrite, deletes []*runtime.StorageDelete, wallets []*runtime.WalletUpdate, updateLedger bool) ([]*api.StorageObjectAck, []*runtime.WalletUpdateResult, error) { //nolint:revive // Nakama dictates the signature
	if l.locks(wallets) {
		select {
		case <-l.healed:
		case <-ctx.Done():
			return nil, nil, ctx.Err()
		}
	}
	return l.Nakama.MultiUpdate(ctx, accounts, writes, deletes, wallets, updateLedger)
}

// locks reports whether one of the wallets is locked. The first page of 100 is
// from its payment on.
func (l *lockedPage) locks(wallets []*runtime.WalletUpdate) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.users) == 0 && len(wallets) == 100 {
		for _, wallet := range wallets {
			l.users[wallet.UserID] = true
		}
	}
	return slices.ContainsFunc(wallets, func(w *runtime.WalletUpdate) bool { return l.users[w.UserID] })
}
