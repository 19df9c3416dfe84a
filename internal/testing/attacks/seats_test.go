package attacks_test

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"sagishi/protocol"
)

// find asks for a match as the player's client would.
func (p *player) find() (matchID string, created bool) {
	p.w.Helper()
	answer := p.rpc("find_match", `{}`)
	created, _ = answer["created"].(bool)
	return answer.text("match_id"), created
}

// lobbies creates open lobbies, each with a host.
func (w *world) lobbies(count int) []*testMatch {
	w.Helper()
	list := make([]*testMatch, count)
	for i := range list {
		list[i] = w.newMatch(`{}`, w.login(fmt.Sprintf("host%02d", i)))
	}
	return list
}

// seated counts the players of a match that are not its host.
func (p *testMatch) seated() int {
	p.w.Helper()
	list, _ := p.players[0].state()["players"].([]any)
	return len(list) - 1
}

func TestKickedPlayersAreNotSentBackToTheLobby(t *testing.T) {
	w := newWorld(t, nil)
	trap := w.newMatch(`{"skill":0}`, w.logins("ann", "bob", "cat")...)
	victim := w.login("dan")
	first, _ := victim.find()
	if first != trap.match {
		t.Fatalf("sent to %s, not to the fullest lobby", first)
	}
	trap.join(victim)
	trap.players[0].accepted(protocol.OpKick, `{"target":%q}`, victim.UserID)
	trap.tick(1)
	for range 5 {
		next, _ := victim.find()
		if next == trap.match {
			t.Error("sent back to the lobby that kicked")
		}
		w.must(victim.JoinMatch(next, nil))
		w.must(victim.LeaveMatch(next))
	}
	if honest, created := w.login("eve").find(); honest == "" || created {
		t.Errorf("others get %s, created %t", honest, created)
	}
}

func TestPlayersWithADeadSocketAreNotSentToTheirOldSeat(t *testing.T) {
	w := newWorld(t, nil)
	p := w.newMatch(`{}`, w.logins("ann", "bob")...)
	back := w.login("bob") // the first socket is dead, which nobody has noticed
	w.wantText("the old lobby", back.JoinMatch(p.match, nil), "already")
	next, _ := back.find()
	if next == p.match {
		t.Fatal("sent to a lobby that refuses")
	}
	w.must(back.JoinMatch(next, nil))
	if n := p.seated(); n != 0 {
		t.Errorf("the old seat is still taken: %d", n)
	}
}

func TestAFewAccountsCannotFillManyLobbies(t *testing.T) {
	w := newWorld(t, nil)
	lobbies := w.lobbies(10)
	squatters := make([]*player, 9)
	for i := range squatters {
		squatters[i] = w.login(fmt.Sprintf("squatter%d", i))
		for _, p := range lobbies {
			w.must(squatters[i].JoinMatch(p.match, nil))
		}
	}
	taken := 0
	for _, p := range lobbies {
		p.tick(1)
		taken += p.seated()
		if phase := p.phase(); phase != "lobby" && p != lobbies[9] {
			t.Errorf("a lobby is in %s", phase)
		}
	}
	if taken != len(squatters) {
		t.Errorf("%d accounts hold %d seats", len(squatters), taken)
	}
}

func TestOneSocketHoldsOneSeat(t *testing.T) {
	w := newWorld(t, nil)
	lobbies, greedy := w.lobbies(83), w.login("greedy")
	for _, p := range lobbies {
		w.must(greedy.JoinMatch(p.match, nil))
		w.nk.Advance(time.Second)
	}
	for i, p := range lobbies {
		if got, want := p.seated(), i/82; got != want {
			t.Errorf("lobby %d: %d seats, want %d", i, got, want)
		}
	}
	left := greedy.all(protocol.OpRejected)
	if len(left) != 82 || left[0].text("code") != "not_seated" || left[0].text("message") != "you joined another match" {
		t.Errorf("told %d times: %v", len(left), left)
	}
}

func TestJoinsAtOnceGiveOneSeat(t *testing.T) {
	w := newWorld(t, nil)
	lobbies := w.lobbies(6)
	var group sync.WaitGroup
	for _, p := range lobbies {
		socket := w.login("greedy")
		group.Go(func() { _ = socket.JoinMatch(p.match, nil) })
	}
	group.Wait()
	taken, free := 0, lobbies[0]
	for _, p := range lobbies {
		taken += p.seated()
		if p.seated() == 0 {
			free = p // a device that is alive keeps its seat, so the next join is to another lobby
		}
	}
	if taken > 1 {
		t.Errorf("%d seats taken at once", taken)
	}
	again := w.login("greedy")
	w.must(again.JoinMatch(free.match, nil))
	if n := free.seated(); n != 1 {
		t.Errorf("%d seats in the lobby that is joined at last", n)
	}
}

func TestTheLivingOfAGameJoinNoOtherMatch(t *testing.T) {
	w := newWorld(t, nil)
	p, imposters, crew := w.newGame("classic", ``, "ann", "bob", "cat", "dan", "eve", "fay", "gus")
	other, full := w.newMatch(`{}`, w.login("hal")), w.newMatch(`{"max_players":4}`, w.logins("ivy", "jim", "kim")...)
	w.must(w.login("leo").JoinMatch(full.match, nil))
	alive, dead := crew[0], crew[1]
	err := alive.JoinMatch(other.match, nil)
	w.wantText("a second match", err, p.match)
	w.wantText("a second match by another socket", w.login(alive.Username).JoinMatch(other.match, nil), p.match)
	alive.Close()
	back := w.login(alive.Username)
	w.wantText("a second match while away", back.JoinMatch(other.match, nil), p.match)
	w.must(back.JoinMatch(p.match, nil))

	w.wantText("a join that is refused anyway", back.JoinMatch(other.match, map[string]string{"encoding": "xml"}), "encoding")

	imposters[0].accepted(protocol.OpKill, `{"target":%q}`, dead.UserID)
	w.wantText("metadata that is not known", dead.JoinMatch(other.match, map[string]string{"encoding": "xml"}), "encoding")
	w.wantText("a protocol that is not spoken", dead.JoinMatch(other.match, map[string]string{"protocol": "9"}), "update the server")
	w.wantText("a match that is full", dead.JoinMatch(full.match, nil), "full")
	if seen := imposters[0].viewOf(dead); seen["connected"] != true {
		t.Error("the seat is given up for a match that refuses")
	}
	w.must(dead.JoinMatch(other.match, nil))
	w.wantText("the game that was left", dead.JoinMatch(p.match, nil), "running")
	if n := other.seated(); n != 1 {
		t.Errorf("%d seats in the other match", n)
	}
}

func TestSearchesAtOnceMakeOneLobby(t *testing.T) {
	w := newWorld(t, nil)
	seeker := w.login("ann")
	var group sync.WaitGroup
	for range 60 {
		group.Go(func() {
			if _, err := seeker.RPC("find_match", `{}`); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	if got := len(w.nk.Matches()); got != 1 {
		t.Errorf("%d lobbies", got)
	}
}

func TestGamesThatWouldNotCountSaySo(t *testing.T) {
	w := newWorld(t, map[string]string{"SAGISHI_RANKED_SETTINGS": "ranges"})
	for request, ranked := range map[string]bool{
		`{}`:               true,
		`{"private":true}`: false,
		`{"settings":{"kill_cooldown_seconds":0}}`:  false,
		`{"settings":{"kill_cooldown_seconds":15}}`: true,
		`{"min_players":3}`:                         false,
	} {
		match, err := w.nk.MatchGet(t.Context(), w.login("ann").rpc("create_match", request).text("match_id"))
		w.must(err)
		if got := decode(w, []byte(match.GetLabel().GetValue()))["ranked"]; got != ranked {
			t.Errorf("%s: ranked %v", request, got)
		}
	}
}
