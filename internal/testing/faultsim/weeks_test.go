package faultsim

import (
	"context"
	"fmt"
	"time"

	"sagishi/internal/platform/storage"
	"sagishi/tournaments"
)

func (w *world) advanceTo(unix int64) { w.first().Advance(time.Unix(unix, 0).Sub(w.first().Now())) }

func (w *world) reset() int64 {
	at, err := w.first().CronNext("0 0 * * 1", w.first().Now().Unix())
	w.must(err)
	return at
}

// entrant is a player with a score in the tournament.
type entrant struct {
	name  string
	score int64
}

func enter(w *world, entrants ...entrant) {
	for _, e := range entrants {
		user := w.player(e.name)
		ctx := context.Background()
		w.must(w.first().TournamentJoin(ctx, tournaments.WeeklyTopDetective, user, e.name))
		if e.score > 0 {
			_, err := w.first().TournamentRecordWrite(ctx, tournaments.WeeklyTopDetective, user, e.name, e.score, 0, nil, nil)
			w.must(err)
		}
	}
}

// prizes returns the coins that the embedded table gives for the scores, the starter coins
// included.
func prizes(entrants []entrant) map[string]int64 {
	owed := map[string]int64{}
	for _, e := range entrants {
		rank := 1
		for _, other := range entrants {
			if other.score > e.score {
				rank++
			}
		}
		owed[e.name] = starterCoins
		if e.score == 0 {
			continue
		}
		owed[e.name] += map[bool]int64{rank == 1: 1000, rank == 2 || rank == 3: 500, rank > 3 && rank <= 10: 250}[true]
	}
	return owed
}

func (w *world) endWeek() { w.advanceTo(w.reset() + 5) }

// pay makes a server pay: by its own job, or by an RPC.
func pay(s *server) error {
	if s.index%2 == 0 {
		s.runJobs()
		return nil
	}
	_, err := s.ServerRPC("admin_pay_rewards", fmt.Sprintf(`{"tournament_id":%q}`, tournaments.WeeklyTopDetective))
	return err
}

func weeks() scenario {
	entrants := []entrant{{"ann", 9}, {"bob", 9}, {"cat", 5}, {"dan", 0}}
	return scenario{
		name: "week",
		prepare: func(w *world) {
			enter(w, entrants...)
			w.endWeek()
		},
		acts:  []func(*server) error{pay},
		owed:  func(*world) map[string]int64 { return prizes(entrants) },
		check: allPaid,
	}
}

// ties are more winners than a page holds.
func ties() scenario {
	var entrants []entrant
	for i := range 104 {
		entrants = append(entrants, entrant{fmt.Sprintf("p%03d", i), 3})
	}
	return scenario{
		name: "tied crowd",
		prepare: func(w *world) {
			enter(w, entrants...)
			w.endWeek()
		},
		acts:  []func(*server) error{pay},
		owed:  func(*world) map[string]int64 { return prizes(entrants) },
		check: allPaid,
	}
}

// vanishedWinners are one whose account is deleted after the winners were
// frozen, and one whose wallet cannot be read for a while.
func vanishedWinners() scenario {
	entrants := []entrant{{"ann", 9}, {"bob", 8}, {"cat", 7}, {"dan", 6}}
	return scenario{
		name: "vanished winners",
		prepare: func(w *world) {
			enter(w, entrants...)
			w.endWeek()
			s := w.first()
			s.After(func(_ int, method string) {
				if method == "StorageWrite" { // of the winners, before the checkpoint says so
					s.die()
				}
			})
			s.runJobs()
			s.recover()
			w.must(s.AccountDeleteId(context.Background(), w.ids["ann"], false))
			delete(w.ids, "ann")
			s.SetWallet(w.ids["bob"], `{"coins":"many"}`)
		},
		acts: []func(*server) error{pay},
		after: func(w *world) {
			w.first().SetWallet(w.ids["bob"], `{"coins":200}`)
			w.settle()
		},
		owed: func(*world) map[string]int64 {
			owed := prizes(entrants)
			delete(owed, "ann")
			return owed
		},
		check: func(w *world) {
			w.first().Advance(31 * 24 * time.Hour)
			w.first().runJobs()
			allPaid(w)
		},
	}
}

// desertions are about the second winner, whose account is deleted while prizes
// are paid.
// Either all have moved up before the winners were frozen, or nobody ever does.
func desertions() scenario {
	entrants := []entrant{{"ann", 9}, {"bob", 8}, {"cat", 7}, {"dan", 6}}
	var ended int64
	return scenario{
		name: "desertion",
		prepare: func(w *world) {
			enter(w, entrants...)
			ended = w.reset()
			w.endWeek()
		},
		acts: []func(*server) error{pay, func(s *server) error {
			bob, there := s.w.ids["bob"]
			if !there {
				return pay(s)
			}
			err := s.AccountDeleteId(context.Background(), bob, false)
			if err == nil || s.Wallet(bob) == nil {
				delete(s.w.ids, "bob")
			}
			return err
		}, pay},
		owed: func(w *world) map[string]int64 {
			owed := map[string]int64{}
			for name := range w.ids {
				owed[name] = starterCoins
			}
			frozen, found := object[struct {
				Winners []struct {
					UserID string `json:"user_id"`
					Coins  int64  `json:"coins"`
				} `json:"winners"`
			}](w, "rewards", fmt.Sprintf("%s:%d:0", tournaments.WeeklyTopDetective, ended), "")
			if !found || len(frozen.Winners) < 3 {
				w.errorf("frozen are only %+v", frozen)
			}
			for _, winner := range frozen.Winners {
				for name, user := range w.ids {
					if user == winner.UserID {
						owed[name] += winner.Coins
					}
				}
			}
			return owed
		},
		check: func(w *world) {
			w.first().Advance(31 * 24 * time.Hour)
			w.first().runJobs()
			allPaid(w)
		},
	}
}

// allPaid checks that no period is open and no notice waits.
func allPaid(w *world) {
	checkpoint, found := object[struct {
		Open   []int64 `json:"open"`
		Recent []int64 `json:"recent"`
	}](w, "rewards", tournaments.WeeklyTopDetective, "")
	if !found || len(checkpoint.Open) != 0 || len(checkpoint.Recent) != 1 {
		w.errorf("the checkpoint has open periods: %+v, %v", checkpoint, found)
	}
	if entries := w.first().CountObjects(storage.Outbox); entries != 0 {
		w.errorf("%d notices wait in the outbox", entries)
	}
}
