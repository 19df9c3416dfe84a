package hooks

import (
	"context"
	"database/sql"
	"testing"

	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/service/chat"
	"sagishi/internal/service/lobby"
	"sagishi/internal/testing/nakamatest"
)

// fakeMatch has a match's answers about its chat, by player.
type fakeMatch map[string]lobby.ChatAnswer

func (fakeMatch) Ghost(context.Context, string, string) (lobby.GhostAnswer, error) {
	return lobby.GhostAnswer{}, nil
}

func (m fakeMatch) Chat(_ context.Context, _, userID, _ string, _ lobby.ChatAction) (lobby.ChatAnswer, error) {
	return m[userID], nil
}

// openMatch accepts every player and does nothing.
type openMatch struct {
	runtime.Match // nil: the test calls no other method
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

// received returns the chat messages that a client received since the last call.
func received(s *nakamatest.Session) []string {
	var texts []string
	for _, m := range s.ReceivedKind(nakamatest.KindChannel) {
		texts = append(texts, string(m.Data))
	}
	s.Clear()
	return texts
}

func wantReceived(t *testing.T, s *nakamatest.Session, want ...string) {
	t.Helper()
	got := received(s)
	if len(got) != len(want) {
		t.Fatalf("%s received %v, want %v", s.Username, got, want)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Fatalf("%s received %v, want %v", s.Username, got, want)
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

func TestMatchChatFromMeetingToNextRound(t *testing.T) {
	n := nakamatest.New(nakamatest.Options{})
	match := fakeMatch{}
	f := newFixture(t)
	f.deps.Nakama, f.deps.Chat, f.deps.Now = n, chat.New(n, match, n.Now), n.Now
	if err := Register(n.Initializer(), f.deps); err != nil {
		t.Fatal(err)
	}
	err := n.Initializer().RegisterMatch("open", func(context.Context, runtime.Logger, *sql.DB, runtime.NakamaModule) (runtime.Match, error) {
		return openMatch{}, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	matchID := must[string](t)(n.MatchCreate(n.ServerContext(), "open", nil))

	var players []*nakamatest.Session
	channel := ""
	for _, name := range []string{"ann", "bob", "cat"} {
		player := must[*nakamatest.Session](t)(n.Login(nakamatest.LoginOptions{Username: name}))
		match[player.UserID] = lobby.ChatAnswer{Room: lobby.RoomAll}
		if err := player.JoinMatch(matchID, nil); err != nil {
			t.Fatal(err)
		}
		channel = must[string](t)(player.JoinRoom(matchID, false))
		players = append(players, player)
	}
	annie, bobby, cathy := players[0], players[1], players[2]
	die := func(players ...*nakamatest.Session) {
		answer := lobby.ChatAnswer{Room: lobby.RoomGhosts}
		for _, p := range players {
			answer.Ghosts = append(answer.Ghosts, lobby.Session{UserID: p.UserID, SessionID: p.SessionID})
		}
		for _, p := range players {
			match[p.UserID] = answer
		}
	}
	say := must[string](t)

	old := say(annie.SendMessage(channel, `{"m":"red"}`))
	for _, player := range players {
		wantReceived(t, player, `{"m":"red"}`)
	}
	if err := bobby.EditMessage(channel, old, `{"m":"forged"}`); err == nil {
		t.Error("bob can edit a message of ann")
	}

	die(annie, bobby)
	say(annie.SendMessage(channel, `{"m":"it was cat"}`))
	if err := annie.EditMessage(channel, old, `{"m":"cat!"}`); err != nil {
		t.Error(err)
	}
	wantReceived(t, annie, `{"m":"it was cat"}`, `{"m":"cat!"}`)
	wantReceived(t, bobby, `{"m":"it was cat"}`, `{"m":"cat!"}`)
	wantReceived(t, cathy)

	match[bobby.UserID] = lobby.ChatAnswer{Room: lobby.RoomAll}
	die(annie)
	say(annie.SendMessage(channel, `{"m":"next round"}`))
	wantReceived(t, bobby)
	wantReceived(t, cathy)

	if err := cathy.LeaveMatch(matchID); err != nil {
		t.Fatal(err)
	}
	say(bobby.SendMessage(channel, `{"m":"cat has left"}`))
	wantReceived(t, cathy)
	wantReceived(t, annie, `{"m":"next round"}`, `{"m":"cat has left"}`)
}
