package nakamatest_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/heroiclabs/nakama-common/rtapi"
	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/testing/nakamatest"
)

// recordingMatch records its callbacks.
type recordingMatch struct {
	seen []string
	full bool
}

func (m *recordingMatch) note(format string, args ...any) {
	m.seen = append(m.seen, fmt.Sprintf(format, args...))
}

func (m *recordingMatch) MatchInit(_ context.Context, _ runtime.Logger, _ *sql.DB, _ runtime.NakamaModule, params map[string]any) (any, int, string) {
	label, _ := params["label"].(string)
	return m, 10, label
}

func (m *recordingMatch) MatchJoinAttempt(_ context.Context, _ runtime.Logger, _ *sql.DB, _ runtime.NakamaModule, _ runtime.MatchDispatcher, _ int64, state any, p runtime.Presence, metadata map[string]string) (any, bool, string) {
	m.note("attempt %s %s", p.GetUsername(), metadata["team"])
	return state, !m.full, "full"
}

func (m *recordingMatch) MatchJoin(_ context.Context, _ runtime.Logger, _ *sql.DB, _ runtime.NakamaModule, d runtime.MatchDispatcher, _ int64, state any, presences []runtime.Presence) any {
	m.note("join %s", presences[0].GetUsername())
	if err := d.BroadcastMessage(7, []byte("hello"), nil, presences[0], true); err != nil {
		m.note("broadcast: %v", err)
	}
	return state
}

func (m *recordingMatch) MatchLeave(_ context.Context, _ runtime.Logger, _ *sql.DB, _ runtime.NakamaModule, _ runtime.MatchDispatcher, _ int64, state any, presences []runtime.Presence) any {
	m.note("leave %s %d", presences[0].GetUsername(), presences[0].GetReason())
	return state
}

func (m *recordingMatch) MatchLoop(_ context.Context, _ runtime.Logger, _ *sql.DB, _ runtime.NakamaModule, d runtime.MatchDispatcher, tick int64, state any, messages []runtime.MatchData) any {
	for _, msg := range messages {
		switch msg.GetOpCode() {
		case 1:
			m.note("tick %d: %s says %s", tick, msg.GetUsername(), msg.GetData())
		case 2:
			if err := d.MatchKick([]runtime.Presence{msg}); err != nil {
				m.note("kick: %v", err)
			}
		case 3:
			return nil
		case 4:
			if err := d.BroadcastMessage(8, nil, []runtime.Presence{}, nil, true); err != nil {
				m.note("broadcast: %v", err)
			}
		}
	}
	return state
}

func (m *recordingMatch) MatchTerminate(_ context.Context, _ runtime.Logger, _ *sql.DB, _ runtime.NakamaModule, _ runtime.MatchDispatcher, _ int64, state any, grace int) any {
	m.note("terminate %d", grace)
	return state
}

func (m *recordingMatch) MatchSignal(ctx context.Context, _ runtime.Logger, _ *sql.DB, nk runtime.NakamaModule, d runtime.MatchDispatcher, _ int64, state any, data string) (any, string) {
	if data == "self" {
		id, _ := ctx.Value(runtime.RUNTIME_CTX_MATCH_ID).(string)
		_, err := nk.MatchSignal(ctx, id, "again")
		return state, fmt.Sprint(err)
	}
	if err := d.MatchLabelUpdate(data); err != nil {
		return state, err.Error()
	}
	return state, "ok"
}

func open(t *testing.T, n *nakamatest.Nakama, label string) (*recordingMatch, string) {
	t.Helper()
	m := &recordingMatch{}
	err := n.Initializer().RegisterMatch("table", func(context.Context, runtime.Logger, *sql.DB, runtime.NakamaModule) (runtime.Match, error) {
		return m, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	id, err := n.MatchCreate(t.Context(), "table", map[string]any{"label": label})
	if err != nil {
		t.Fatal(err)
	}
	return m, id
}

func TestMatchReceivesJoinsMessagesAndLeaves(t *testing.T) {
	n := nakamatest.New(nakamatest.Options{})
	m, id := open(t, n, `{}`)
	ann, bob := n.MustLogin("ann"), n.MustLogin("bob")
	check := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	check(ann.JoinMatch(id, map[string]string{"team": "red"}))
	check(ann.JoinMatch(id, nil))
	check(bob.JoinMatch(id, nil))
	check(bob.MatchData(id, 1, []byte("hi")))
	n.Tick(id, 2)
	check(bob.LeaveMatch(id))
	check(bob.MatchData(id, 1, []byte("nobody hears this")))
	check(ann.MatchData(id, 2, nil))
	n.Tick(id, 1)
	m.full = true
	var refused *nakamatest.RealtimeError
	if err := bob.JoinMatch(id, nil); !errors.As(err, &refused) || refused.Message != "full" || refused.Code != rtapi.Error_MATCH_JOIN_REJECTED {
		t.Fatalf("joining a full match: %v", err)
	}
	want := []string{
		"attempt ann red", "join ann", "attempt bob ", "join bob", "tick 0: bob says hi",
		"leave bob 3", "leave ann 3", "attempt bob ",
	}
	if !slices.Equal(m.seen, want) {
		t.Fatalf("seen %q\nwant %q", m.seen, want)
	}
	got := ann.ReceivedOp(7)
	if len(got) != 2 || got[1].Sender != bob.UserID {
		t.Fatalf("ann received %+v", got)
	}
}

func TestMatchEndsWhenItsLoopReturnsNil(t *testing.T) {
	n := nakamatest.New(nakamatest.Options{})
	_, id := open(t, n, `{}`)
	ann := n.MustLogin("ann")
	if err := errors.Join(ann.JoinMatch(id, nil), ann.MatchData(id, 4, nil), ann.MatchData(id, 3, nil)); err != nil {
		t.Fatal(err)
	}
	if n.Tick(id, 1) {
		t.Fatal("the match still runs")
	}
	if len(ann.ReceivedOp(8)) != 0 {
		t.Fatal("an empty list of recipients reached a player")
	}
	if m, err := n.MatchGet(t.Context(), id); m != nil || err != nil {
		t.Fatalf("MatchGet = %v, %v", m, err)
	}
	if _, err := n.MatchSignal(t.Context(), id, ""); !errors.Is(err, runtime.ErrMatchNotFound) {
		t.Fatal(err)
	}
}

func TestMatchDropsMessagesAfter128PerTick(t *testing.T) {
	n := nakamatest.New(nakamatest.Options{})
	m, id := open(t, n, `{}`)
	ann := n.MustLogin("ann")
	if err := ann.JoinMatch(id, nil); err != nil {
		t.Fatal(err)
	}
	for range 150 {
		if err := ann.MatchData(id, 1, nil); err != nil {
			t.Fatal(err)
		}
	}
	n.Tick(id, 1)
	if got := len(m.seen) - 2; got != 128 || n.Dropped(id) != 22 {
		t.Fatalf("the match saw %d, %d dropped", got, n.Dropped(id))
	}
}

func TestSignalsAndLabels(t *testing.T) {
	n := nakamatest.New(nakamatest.Options{LabelLag: true})
	_, id := open(t, n, `{"mode":"classic"}`)
	list := func(query string) int {
		t.Helper()
		found, err := n.MatchList(t.Context(), 10, true, "", nil, nil, query)
		if err != nil {
			t.Fatal(err)
		}
		return len(found)
	}
	if list("*") != 0 {
		t.Fatal("a new match was listed without a delay")
	}
	n.Tick(id, 10)
	if list("label.mode:classic") != 1 || list("label.mode:sabotage") != 0 {
		t.Fatal("the match is not found by its label")
	}
	if answer, err := n.MatchSignal(t.Context(), id, `{"mode":"sabotage"}`); answer != "ok" || err != nil {
		t.Fatal(answer, err)
	}
	if list("label.mode:sabotage") != 0 {
		t.Fatal("the label was listed without a delay")
	}
	n.Tick(id, 10)
	if list("label.mode:sabotage") != 1 {
		t.Fatal("the label was not listed")
	}
	if answer, err := n.MatchSignal(t.Context(), id, "self"); answer != runtime.ErrMatchBusy.Error() || err != nil {
		t.Fatal(answer, err)
	}
}

func TestClosingASessionLeavesItsMatches(t *testing.T) {
	n := nakamatest.New(nakamatest.Options{})
	m, id := open(t, n, `{}`)
	ann := n.MustLogin("ann")
	if err := ann.JoinMatch(id, nil); err != nil {
		t.Fatal(err)
	}
	ann.Close()
	if last := m.seen[len(m.seen)-1]; last != "leave ann 4" {
		t.Fatal(last)
	}
	if err := ann.JoinMatch(id, nil); !errors.Is(err, nakamatest.ErrClosed) {
		t.Fatal(err)
	}
	n.Shutdown(3)
	if last := m.seen[len(m.seen)-1]; last != "terminate 3" {
		t.Fatal(last)
	}
}
