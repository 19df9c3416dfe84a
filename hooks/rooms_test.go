package hooks

import (
	"context"
	"database/sql"
	"testing"

	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/service/lobby"
	"sagishi/internal/testing/nakamatest"
)

// openMatch lets everyone in and does nothing.
type openMatch struct {
	runtime.Match // nil: the test needs no more
}

func (openMatch) MatchInit(context.Context, runtime.Logger, *sql.DB, runtime.NakamaModule, map[string]any) (any, int, string) {
	return struct{}{}, 10, "{}"
}

func (openMatch) MatchJoinAttempt(_ context.Context, _ runtime.Logger, _ *sql.DB, _ runtime.NakamaModule, _ runtime.MatchDispatcher, _ int64, state any, _ runtime.Presence, _ map[string]string) (any, bool, string) {
	return state, true, ""
}

func (openMatch) MatchJoin(_ context.Context, _ runtime.Logger, _ *sql.DB, _ runtime.NakamaModule, _ runtime.MatchDispatcher, _ int64, state any, _ []runtime.Presence) any {
	return state
}

func (openMatch) MatchLeave(_ context.Context, _ runtime.Logger, _ *sql.DB, _ runtime.NakamaModule, _ runtime.MatchDispatcher, _ int64, state any, _ []runtime.Presence) any {
	return state
}

// heard is what a client has heard in chat since it last asked.
func heard(s *nakamatest.Session) []string {
	var texts []string
	for _, m := range s.ReceivedKind(nakamatest.KindChannel) {
		texts = append(texts, string(m.Data))
	}
	s.Clear()
	return texts
}

func expect(t *testing.T, s *nakamatest.Session, want ...string) {
	t.Helper()
	got := heard(s)
	if len(got) != len(want) {
		t.Fatalf("%s heard %v, want %v", s.Username, got, want)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Fatalf("%s heard %v, want %v", s.Username, got, want)
		}
	}
}

func must[T any](t *testing.T) func(T, error) T {
	t.Helper()
	return func(value T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return value
	}
}

func TestAGamesChatFromMeetingToNextRound(t *testing.T) {
	n := nakamatest.New(nakamatest.Options{})
	rooms := &fakeRooms{answers: map[string]lobby.ChatAnswer{}}
	f := newFixture(t)
	f.deps.Nakama, f.deps.Rooms, f.deps.Now = n, rooms, n.Now
	if err := Register(n.Initializer(), f.deps); err != nil {
		t.Fatal(err)
	}
	err := n.Initializer().RegisterMatch("open", func(context.Context, runtime.Logger, *sql.DB, runtime.NakamaModule) (runtime.Match, error) {
		return openMatch{}, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	match := must[string](t)(n.MatchCreate(n.ServerContext(), "open", nil))

	var players []*nakamatest.Session
	channel := ""
	for _, name := range []string{"ann", "bob", "cat"} {
		player := must[*nakamatest.Session](t)(n.Login(nakamatest.LoginOptions{Username: name}))
		rooms.answers[player.UserID] = alive()
		if err := player.JoinMatch(match, nil); err != nil {
			t.Fatal(err)
		}
		channel = must[string](t)(player.JoinRoom(match, false))
		players = append(players, player)
	}
	annie, bobby, cathy := players[0], players[1], players[2]
	dies := func(who ...*nakamatest.Session) {
		var ids []string
		for _, s := range who {
			ids = append(ids, s.UserID)
		}
		for _, id := range ids {
			rooms.answers[id] = dead(ids...)
		}
	}
	say := must[string](t)

	old := say(annie.Say(channel, `{"m":"red"}`))
	for _, player := range players {
		expect(t, player, `{"m":"red"}`)
	}
	if err := bobby.Edit(channel, old, `{"m":"forged"}`); err == nil {
		t.Error("bob edits what ann wrote")
	}

	dies(annie, bobby)
	say(annie.Say(channel, `{"m":"it was cat"}`))
	if err := annie.Edit(channel, old, `{"m":"cat!"}`); err != nil {
		t.Error(err)
	}
	expect(t, annie, `{"m":"it was cat"}`, `{"m":"cat!"}`)
	expect(t, bobby, `{"m":"it was cat"}`, `{"m":"cat!"}`)
	expect(t, cathy)

	rooms.answers[bobby.UserID] = alive()
	dies(annie)
	say(annie.Say(channel, `{"m":"next round"}`))
	expect(t, bobby)
	expect(t, cathy)

	if err := cathy.LeaveMatch(match); err != nil {
		t.Fatal(err)
	}
	say(bobby.Say(channel, `{"m":"cat has left"}`))
	expect(t, cathy)
	expect(t, annie, `{"m":"next round"}`, `{"m":"cat has left"}`)
}
