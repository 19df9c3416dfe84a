package game

import (
	"math"
	"strings"
	"testing"
	"time"
)

func TestRootUp(t *testing.T) {
	for _, n := range []int64{0, 1, 2, 3, 4, 5, 99, 100, 101, 1 << 40, 1<<40 + 1, math.MaxInt64 / 2, 4_300_000_000_000_000_000} {
		r := sqrtCeil(n)
		if r*r < n || r > 0 && (r-1)*(r-1) >= n {
			t.Errorf("root of %d is %d", n, r)
		}
	}
}

func TestDirectionIsAtMostOneLong(t *testing.T) {
	tests := []struct {
		wish, want Vec
		length     int64
	}{
		{Vec{}, Vec{}, 0},
		{Vec{X: 600, Z: -800}, Vec{X: 600, Z: -800}, 1000},
		{Vec{X: 3000, Z: 4000}, Vec{X: 600, Z: 800}, 1000},
		{Vec{X: 500}, Vec{X: 500}, 500},
		{Vec{Y: 1000}, Vec{}, 0},
		{Vec{X: math.MaxInt32, Z: math.MinInt32}, Vec{X: 707, Z: -707}, 1000},
	}
	for _, tt := range tests {
		got, length := clampDirection(tt.wish)
		if got != tt.want || length != tt.length {
			t.Errorf("%v: %v, %d long, want %v, %d", tt.wish, got, length, tt.want, tt.length)
		}
	}
}

func TestNarrowClamps(t *testing.T) {
	if clampInt32(math.MaxInt64) != math.MaxInt32 || clampInt32(math.MinInt64) != math.MinInt32 || clampInt32(-7) != -7 {
		t.Error("narrow does not")
	}
}

func TestImpostersByPlayerCount(t *testing.T) {
	tests := []struct{ wanted, players, want int }{
		{0, 3, 1},
		{0, 4, 1},
		{0, 6, 1},
		{0, 7, 2},
		{0, 8, 2},
		{0, 9, 3},
		{0, 15, 3},
		{1, 10, 1},
		{2, 4, 1},
		{2, 5, 2},
		{3, 6, 2},
		{3, 7, 3},
		{3, 3, 1},
	}
	for _, tt := range tests {
		if got := imposterCount(tt.wanted, tt.players); got != tt.want {
			t.Errorf("%d wanted among %d: %d, want %d", tt.wanted, tt.players, got, tt.want)
		}
	}
}

// TestRolesAreDealtEvenly also shows that every seat is dealt a role.
func TestRolesAreDealtEvenly(t *testing.T) {
	m := &Map{ID: "m", Max: Vec{X: 1, Z: 1}, Spawns: []Vec{{}}, Tasks: []Place{{ID: "t"}}}
	counts := [6]int{}
	for seed := range 600 {
		g := New(Config{TickRate: 10, Map: m, Settings: DefaultSettings(), Seed: [32]byte{byte(seed), byte(seed >> 8)}})
		for i := range counts {
			if err := g.Join(PlayerID(rune('a'+i)), ""); err != nil {
				t.Fatal(err)
			}
		}
		g.assignRoles()
		for i, p := range g.players {
			if p.role == Imposter {
				counts[i]++
			}
		}
	}
	for i, n := range counts {
		if n < 70 || n > 130 {
			t.Errorf("seat %d was imposter in %d of 600 games", i, n)
		}
	}
}

func TestWallsBlockSight(t *testing.T) {
	walls := newBarriers(&Map{Walls: []Wall{{A: Vec{X: -5, Z: 0}, B: Vec{X: 5, Z: 0}}, {A: Vec{X: 5, Z: 0}, B: Vec{X: 5, Z: 9}}}})
	tests := []struct {
		name string
		a, b Vec
		want bool
	}{
		{"across", Vec{Z: -3}, Vec{Z: 3}, true},
		{"beside", Vec{X: -6, Z: -3}, Vec{X: -6, Z: 3}, false},
		{"before", Vec{Z: -3}, Vec{Z: -1}, false},
		{"along", Vec{X: -9, Z: 0}, Vec{X: -6, Z: 0}, false},
		{"on the wall", Vec{X: 0, Z: 0}, Vec{X: 0, Z: 3}, false},
		{"on the wall, from the other side", Vec{X: 0, Z: 0}, Vec{X: 0, Z: -3}, false},
		{"slanted past the end", Vec{X: -7, Z: -1}, Vec{X: -4, Z: 2}, false},
		{"slanted through", Vec{X: -4, Z: -1}, Vec{X: -1, Z: 2}, true},
		{"through the corner", Vec{X: 4, Z: 2}, Vec{X: 6, Z: -2}, true},
		{"the same place", Vec{X: 1, Z: 1}, Vec{X: 1, Z: 1}, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := walls.blockSight(tt.a, tt.b); got != tt.want {
				t.Errorf("blocked %v, want %v", got, tt.want)
			}
			if walls.blockSight(tt.b, tt.a) != tt.want {
				t.Error("otherwise from the other side")
			}
		})
	}
}

// TestTransitions walks the table: no phase leads where the story does not go.
func TestTransitions(t *testing.T) {
	all := []Phase{Lobby, Starting, Playing, Discussion, Voting, Reveal, Finished, "nowhere"}
	legal := map[[2]Phase]bool{
		{Lobby, Starting}: true, {Starting, Lobby}: true, {Starting, Playing}: true, {Playing, Discussion}: true,
		{Discussion, Voting}: true, {Voting, Reveal}: true, {Reveal, Playing}: true, {Finished, Lobby}: true,
		{Playing, Finished}: true, {Discussion, Finished}: true, {Voting, Finished}: true, {Reveal, Finished}: true,
	}
	for _, from := range all {
		for _, to := range all {
			if from.leadsTo(to) != legal[[2]Phase{from, to}] {
				t.Errorf("%s leads to %s: %v", from, to, from.leadsTo(to))
			}
		}
	}
}

func TestAnIllegalTransitionIsNotMade(t *testing.T) {
	g := New(Config{TickRate: 10, Map: &Map{}, Settings: DefaultSettings()})
	if g.enter(&finished{}) || g.Phase() != Lobby {
		t.Errorf("went to %s", g.Phase())
	}
}

func TestTicksAreRoundedUp(t *testing.T) {
	s := DefaultSettings()
	s.KillCooldown = 250 * time.Millisecond
	if r := rulesFrom(s, 10); r.killCooldown != 3 || r.voting != 600 || r.reconnect != 300 {
		t.Errorf("%+v", r)
	}
}

func TestAudience(t *testing.T) {
	var nobody Audience
	a := Only(3) | Only(15)
	if nobody.Has(0) || !a.Has(3) || !a.Has(15) || a.Has(4) {
		t.Error("an audience has others than it has")
	}
}

// TestBodiesAreWhatAnEventCanHold keeps the marker methods honest: they do
// nothing.
func TestBodiesAreWhatAnEventCanHold(t *testing.T) {
	bodies := []Body{
		StateSent{},
		PhaseChanged{},
		RoleAssigned{},
		MeetingCalled{},
		Voted{},
		Tallied{},
		DeathSeen{},
		TasksProgressed{},
		SabotageChanged{},
		PlayersChanged{},
		Refused{},
		PositionCorrected{},
		Ended{},
		PlayerRemoved{},
		StrikeCounted{},
	}
	for _, b := range bodies {
		b.body()
	}
}

func TestStrangersKnowNothing(t *testing.T) {
	g := New(Config{TickRate: 10, Map: &Map{ID: "m", Spawns: []Vec{{}}}, Settings: DefaultSettings()})
	if _, ok := g.Seat("x"); ok || g.PlayerAt(0) != "" || g.View("x").Players != nil || g.ChatRoomOf("x") != ChatNone || g.At(3) != (Vec{}) {
		t.Error("a stranger is known, or knows something")
	}
	g.Leave("x")
	g.Drop("x")
	if len(g.Step(nil)) != 0 {
		t.Error("a stranger's leaving was told")
	}
}

func TestOperatorsSeeNoSecret(t *testing.T) {
	seed := [32]byte([]byte("a seed of thirty-two characters!"))
	g := New(Config{TickRate: 10, Mode: Classic, Map: &Map{ID: "m", Spawns: []Vec{{}}, Tasks: []Place{{ID: "t"}}}, Settings: DefaultSettings(), Seed: seed})
	for _, id := range []PlayerID{"alpha", "beta", "gamma", "delta"} {
		if err := g.Join(id, "x"); err != nil {
			t.Fatal(err)
		}
	}
	g.assignRoles()
	for _, secret := range []string{"imposter", "crew", "seed", "alpha"} {
		if text := g.String(); strings.Contains(text, secret) {
			t.Errorf("%q tells %q", text, secret)
		}
	}
}

// TestEveryTickRateWalksAsFar: steps that are no whole number lose nothing.
func TestEveryTickRateWalksAsFar(t *testing.T) {
	for _, rate := range []int{1, 7, 10, 30, 60} {
		m := &Map{Min: Vec{X: -MaxBound, Z: -MaxBound}, Max: Vec{X: MaxBound, Z: MaxBound}, Spawns: []Vec{{}}}
		s := DefaultSettings()
		s.MaxSpeed = 3_333
		g := New(Config{TickRate: rate, Map: m, Settings: s})
		if err := g.Join("a", "a"); err != nil {
			t.Fatal(err)
		}
		in := []Input{{By: "a", Action: Action{Kind: Steer, To: Vec{X: -600, Z: 800}}}}
		for range 10 * rate {
			g.Step(in)
			in = nil
		}
		if at := g.At(0); at != (Vec{X: -19_998, Z: 26_664}) {
			t.Errorf("%d ticks a second: at %v after ten seconds", rate, at)
		}
	}
}
