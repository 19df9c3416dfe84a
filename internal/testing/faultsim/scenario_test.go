package faultsim

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"sagishi/internal/platform/storage"
	"sagishi/internal/service/results"
	"sagishi/tournaments"
)

// scenario is something that pays or counts.
type scenario struct {
	name string
	// prepare makes what was there before, undisturbed.
	prepare func(w *world)
	// acts run while faults happen: the first server does the first, the second
	// the second, and so on around. Each is repeated until it succeeds, by its
	// client or by the server itself.
	acts []func(s *server) error
	// vanishes says that an act is not repeated after a crash: what it was about
	// was in the memory of the process.
	vanishes bool
	// after heals what the scenario broke by itself, before the final look.
	after func(w *world)
	// owed are the coins that each player, by name, must have in the end.
	owed func(w *world) map[string]int64
	// check looks at everything but coins.
	check func(w *world)
}

const starterCoins = 200

func scenarios() []scenario {
	return []scenario{
		starters(), purchases(), wardrobes(), grants(), invitations(), games(), gamesAtTheWeeksEnd(), weeks(), ties(), vanishedWinners(), desertions(),
		storePurchases(), abandonedStorePurchases(), leftNotices(), refunds(), refundsBeforeGrants(),
	}
}

func starters() scenario {
	return scenario{
		name:    "starter",
		prepare: func(*world) {},
		acts: []func(*server) error{func(s *server) error {
			session, err := s.login("ann", nil)
			if err != nil {
				return err
			}
			if !slices.Contains(s.w.owns(session.UserID, "titles"), "rookie") {
				return errors.New("not welcomed yet")
			}
			return nil
		}},
		owed: func(*world) map[string]int64 { return map[string]int64{"ann": starterCoins} },
		check: func(w *world) {
			if metadata := w.first().Metadata(w.ids["ann"]); metadata["title"] != "rookie" || metadata["skin"] != "classic" || metadata["hat"] != "" {
				w.errorf("metadata %v", metadata)
			}
		},
	}
}

func (w *world) owns(user, key string) []string {
	lists, _ := object[map[string][]string](w, "unlocks", key, user)
	return lists[key]
}

func purchases() scenario {
	return scenario{
		name:    "purchase",
		prepare: func(w *world) { w.player("ann") },
		acts:    []func(*server) error{buy("cowboy")},
		owed:    func(*world) map[string]int64 { return map[string]int64{"ann": starterCoins - 100} },
		check: func(w *world) {
			if hats := w.owns(w.ids["ann"], "hats"); !slices.Equal(hats, []string{"cowboy"}) {
				w.errorf("ann owns the hats %v", hats)
			}
		},
	}
}

// wardrobes are of a player who buys two hats at once: neither purchase may
// forget the other's.
func wardrobes() scenario {
	return scenario{
		name:    "two purchases",
		prepare: func(w *world) { w.player("ann") },
		acts:    []func(*server) error{buy("cowboy"), buy("alien")},
		owed:    func(*world) map[string]int64 { return map[string]int64{"ann": starterCoins - 200} },
		check: func(w *world) {
			if hats := w.owns(w.ids["ann"], "hats"); len(hats) != 2 || !slices.Contains(hats, "cowboy") || !slices.Contains(hats, "alien") {
				w.errorf("ann owns the hats %v", hats)
			}
		},
	}
}

// buy buys a hat of ann's.
func buy(hat string) func(*server) error {
	return func(s *server) error {
		session, err := s.login("ann", nil)
		if err != nil {
			return err
		}
		_, err = session.RPC("purchase_item", fmt.Sprintf(`{"slot":"hat","item":%q}`, hat))
		if err != nil && slices.Contains(s.w.owns(session.UserID, "hats"), hat) {
			return nil // the answer says so, too, once the database is well
		}
		return err
	}
}

func grants() scenario {
	return scenario{
		name:    "grant",
		prepare: func(w *world) { w.player("ann") },
		acts: []func(*server) error{func(s *server) error {
			answer, err := s.ServerRPC("admin_grant", fmt.Sprintf(
				`{"user_id":%q,"coins":70,"items":[{"slot":"hat","item":"chef"}],"reason":"sorry","key":"case 7"}`, s.w.ids["ann"]))
			if err == nil {
				s.w.answers = append(s.w.answers, answer)
			}
			return err
		}},
		owed: func(*world) map[string]int64 { return map[string]int64{"ann": starterCoins + 70} },
		check: func(w *world) {
			if hats := w.owns(w.ids["ann"], "hats"); !slices.Equal(hats, []string{"chef"}) {
				w.errorf("ann owns the hats %v", hats)
			}
			if distinct := slices.Compact(slices.Clone(w.answers)); len(distinct) != 1 {
				w.errorf("the same grant was answered with %q", distinct)
			}
		},
	}
}

// party makes the players of the games. Eve has invited ann and bob.
func party(w *world) {
	w.player("eve")
	for _, name := range []string{"ann", "bob"} {
		_, err := w.first().login(name, map[string]string{"invite_user_id": w.ids["eve"]})
		w.must(err)
	}
	w.player("cat")
	for _, name := range []string{"ann", "bob"} {
		w.must(w.first().TournamentJoin(context.Background(), tournaments.WeeklyTopDetective, w.ids[name], name))
	}
}

// game is one that the crew has won; eve is the imposter.
func game(w *world, id string) results.Game {
	g := results.Game{ID: id, Map: "space_station", Mode: "classic", Winner: "crew", Reason: "tasks", Seconds: 60, EndedAt: w.first().Now().Unix()}
	for _, name := range []string{"ann", "bob", "cat", "eve"} {
		p := results.Player{UserID: w.ids[name], Username: name, Role: "crew", TookPart: true, Alive: true, Votes: 1, CorrectVotes: 1}
		if name == "eve" {
			p.Role, p.Kills, p.CorrectVotes, p.Left, p.LeftAlive = "imposter", 1, 0, true, true
		}
		g.Players = append(g.Players, p)
	}
	return g
}

const gameID = "7d8f9c9e-0000-4000-8000-000000000001.nakama1#1"

func record(s *server) error {
	_, err := s.p.Results.Record(context.Background(), game(s.w, gameID))
	return err
}

// invitations are of ann, whose first login is cut off. She plays afterwards.
func invitations() scenario {
	return scenario{
		name:    "invitation",
		prepare: func(w *world) { w.player("eve"); w.player("bob"); w.player("cat") },
		acts: []func(*server) error{func(s *server) error {
			session, err := s.login("ann", map[string]string{"invite_user_id": s.w.ids["eve"]})
			if err != nil {
				return err
			}
			if _, found := s.Object("referrals", "invited:"+session.UserID, ""); !found {
				return errors.New("not noted yet")
			}
			return nil
		}},
		after: func(w *world) { w.must(record(w.first())) },
		owed: func(*world) map[string]int64 {
			return map[string]int64{"ann": starterCoins + 100, "bob": starterCoins, "cat": starterCoins, "eve": starterCoins + 100}
		},
	}
}

// durable reports whether the game was counted at all.
func (w *world) durable() bool {
	_, found := w.first().Object("results", gameID, "")
	return found
}

func games() scenario {
	return scenario{
		name: "first game", prepare: party, acts: []func(*server) error{record}, vanishes: true, owed: referred,
		check: counted,
	}
}

func gamesAtTheWeeksEnd() scenario {
	return scenario{
		name: "game at the week's end",
		prepare: func(w *world) {
			party(w)
			w.advanceTo(w.reset() - 1)
		},
		acts: []func(*server) error{record}, vanishes: true, owed: referredAndPaid,
		check: counted,
	}
}

// referredAndPaid adds what the detectives of the ended week have won.
func referredAndPaid(w *world) map[string]int64 {
	owed := referred(w)
	for _, name := range []string{"ann", "bob"} {
		_, own, _, _, err := w.first().TournamentRecordsList(
			context.Background(), tournaments.WeeklyTopDetective, []string{w.ids[name]}, 1, "", w.reset()-7*24*3600)
		w.must(err)
		for _, record := range own {
			if record.GetScore() > 0 {
				owed[name] += 1000 // both have the same score
			}
		}
	}
	return owed
}

// referred returns everyone's coins after the party's first game: eve brought two.
func referred(w *world) map[string]int64 {
	if !w.durable() {
		return map[string]int64{"ann": starterCoins, "bob": starterCoins, "cat": starterCoins, "eve": starterCoins}
	}
	return map[string]int64{"ann": starterCoins + 100, "bob": starterCoins + 100, "cat": starterCoins, "eve": starterCoins + 200}
}

// ratedGames and leaves are parts of the records that a result changes.
type (
	ratedGames struct {
		Games int64
		Crew  struct{ Games int64 }
	}
	leaves struct{ Left []struct{ Game string } }
)

// counted checks that statistics and boards say what the durable result says.
func counted(w *world) {
	wins := int64(0)
	if w.durable() {
		wins = 1
	}
	for _, name := range []string{"ann", "bob", "cat"} {
		if got := w.onBoards("weekly_crew_wins", name); got != wins {
			w.errorf("%s has %d wins on the board, the result says %d", name, got, wins)
		}
		lifetime, _ := object[results.Lifetime](w, "stats", "lifetime", w.ids[name])
		if lifetime.Games != wins || lifetime.CrewWins != wins || lifetime.CorrectVotes != wins {
			w.errorf("%s's statistics %+v, the result says %d", name, lifetime, wins)
		}
		rating, _ := object[ratedGames](w, "stats", "rating", w.ids[name])
		day, _ := object[ratedGames](w, "stats", "day", w.ids[name])
		if rating.Crew.Games != wins || day.Games != wins {
			w.errorf("%s is rated for %d games, %d in the day's record, the result says %d", name, rating.Crew.Games, day.Games, wins)
		}
	}
	leaver, _ := object[leaves](w, "stats", "leaver", w.ids["eve"])
	if int64(len(leaver.Left)) != wins {
		w.errorf("eve left %d games, the result says %d", len(leaver.Left), wins)
	}
	if got := w.onBoards("weekly_imposter_wins", "eve"); got != 0 {
		w.errorf("eve has %d wins", got)
	}
	notes, _, err := w.first().StorageList(context.Background(), "", system, storage.PendingResults, 100, "")
	w.must(err)
	for _, note := range notes {
		if !strings.Contains(note.GetValue(), "recheck_at") {
			w.errorf("game %s is unfinished", note.GetKey())
		}
	}
}

// onBoards is a player's score in the weeks around now.
func (w *world) onBoards(board, name string) int64 {
	sum := int64(0)
	next := w.reset()
	for _, expiry := range []int64{next - 7*24*3600, next} {
		_, own, _, _, err := w.first().LeaderboardRecordsList(context.Background(), board, []string{w.ids[name]}, 1, "", expiry)
		w.must(err)
		for _, record := range own {
			sum += record.GetScore()
		}
	}
	return sum
}
