package match

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"strings"
	"testing"
	"time"

	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/game"
	"sagishi/internal/service/lobby"
	"sagishi/internal/service/results"
	"sagishi/internal/testing/nakamatest"
	"sagishi/protocol"
)

type stubDeps struct{}

func (stubDeps) Record(context.Context, results.Game) (map[string]results.PlayerSummary, error) {
	return nil, errors.New("no recorder")
}
func (stubDeps) Release(context.Context, string, string) error               { return nil }
func (stubDeps) TakeSeat(string, string) bool                                { return true }
func (stubDeps) ReleaseSeat(string, string)                                  {}
func (stubDeps) MetricsCounterAdd(string, map[string]string, int64)          {}
func (stubDeps) MetricsGaugeSet(string, map[string]string, float64)          {}
func (stubDeps) MetricsTimerRecord(string, map[string]string, time.Duration) {}

func testMap() *game.Map {
	m := &game.Map{ID: "board", Min: game.Vec{X: -1e6, Y: -1e6, Z: -1e6}, Max: game.Vec{X: 1e6, Y: 1e6, Z: 1e6}}
	for i := range int32(16) {
		m.Spawns = append(m.Spawns, game.Vec{X: 1000 * i})
		m.Tasks = append(m.Tasks, game.Place{ID: fmt.Sprint(i)})
	}
	return m
}

func newTestHandler(change func(*Deps)) *handler {
	deps := Deps{
		Maps: map[string]*game.Map{"board": testMap()}, Recorder: stubDeps{}, Codes: stubDeps{}, Seats: stubDeps{}, Metrics: stubDeps{},
		Now: func() time.Time { return time.Unix(1, 0) }, Retries: []time.Duration{},
	}
	if change != nil {
		change(&deps)
	}
	return &handler{shared: newShared(deps)}
}

const matchID = "0b2f3c1e-8a5d-4f5e-9d53-2a7f1d9c4e10.nakama1"

func matchContext(tb testing.TB) context.Context {
	tb.Helper()
	return context.WithValue(tb.Context(), runtime.RUNTIME_CTX_MATCH_ID, matchID) //nolint:staticcheck // Nakama's key
}

func params(text string) map[string]any { return map[string]any{"sagishi": text} }

func TestMatchInitRefusesInvalidParametersAndFailingDependencies(t *testing.T) {
	broken := errors.New("broken")
	tests := []struct {
		name   string
		change func(*Deps)
		ctx    func(context.Context) context.Context
		params map[string]any
	}{
		{"parameters that are not JSON", nil, nil, params("{")},
		{"an unknown map", nil, nil, params(`{"map":"mars"}`)},
		{"an unknown setting", nil, nil, params(`{"settings":{"x":1}}`)},
		{"no randomness", func(d *Deps) { d.Random = io.MultiReader(bytes.NewReader(make([]byte, 31)), failingReader{broken}) }, nil, nil},
		{"no match id", nil, func(context.Context) context.Context { return t.Context() }, nil},
		{"a label that is too long", func(d *Deps) { d.Maps = map[string]*game.Map{strings.Repeat("m", 2048): testMap()} }, nil, nil},
		{"a panic", func(d *Deps) { d.Maps = map[string]*game.Map{"board": nil} }, nil, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			h, logger, ctx := newTestHandler(test.change), nakamatest.New(nakamatest.Options{}).Logger(), matchContext(t)
			if test.ctx != nil {
				ctx = test.ctx(ctx)
			}
			st, _, _ := h.MatchInit(ctx, logger, nil, nil, test.params)
			if st != nil {
				t.Error("a match was created")
			}
			if len(logger.Entries()) != 1 {
				t.Errorf("log entries are %v", logger.Entries())
			}
		})
	}
}

type failingReader struct{ err error }

func (f failingReader) Read([]byte) (int, error) { return 0, f.err }

// directMatch calls the handler directly, as Nakama would.
type directMatch struct {
	h          *handler
	ctx        context.Context
	logger     *nakamatest.Logger
	dispatcher runtime.MatchDispatcher
	state      any
	tick       int64
}

func openMatch(tb testing.TB, dispatcher runtime.MatchDispatcher, text string) *directMatch {
	tb.Helper()
	m := &directMatch{h: newTestHandler(nil), ctx: matchContext(tb), logger: nakamatest.New(nakamatest.Options{}).Logger(), dispatcher: dispatcher}
	m.state, _, _ = m.h.MatchInit(m.ctx, m.logger, nil, nil, params(text))
	if m.state == nil {
		tb.Fatalf("no match: %v", m.logger.Entries())
	}
	return m
}

func testPresence(i int) nakamatest.Presence {
	return nakamatest.Presence{
		UserID: fmt.Sprintf("user%02d", i), SessionID: fmt.Sprintf("session%02d", i), Username: fmt.Sprint("player", i), Node: "nakama1",
	}
}

// joinAttempt asks to join with the metadata, to which the server's hook has added
// the username.
func (m *directMatch) joinAttempt(p runtime.Presence, metadata map[string]string) (reason string) {
	metadata = maps.Clone(metadata)
	if metadata == nil {
		metadata = map[string]string{}
	}
	metadata[lobby.UsernameKey] = p.GetUsername()
	m.state, _, reason = m.h.MatchJoinAttempt(m.ctx, m.logger, nil, nil, m.dispatcher, m.tick, m.state, p, metadata)
	return reason
}

// join lets a player join who may have asked before.
func (m *directMatch) join(p runtime.Presence) {
	m.joinAttempt(p, nil)
	m.arrive(p)
}

// arrive joins a player who has asked before.
func (m *directMatch) arrive(p runtime.Presence) {
	m.state = m.h.MatchJoin(m.ctx, m.logger, nil, nil, m.dispatcher, m.tick, m.state, []runtime.Presence{p})
}

func (m *directMatch) leave(p runtime.Presence) {
	m.state = m.h.MatchLeave(m.ctx, m.logger, nil, nil, m.dispatcher, m.tick, m.state, []runtime.Presence{p})
}

func (m *directMatch) loop(messages ...runtime.MatchData) {
	m.tick++
	m.state = m.h.MatchLoop(m.ctx, m.logger, nil, nil, m.dispatcher, m.tick, m.state, messages)
}

func TestOnlyOneOfTwoSimultaneousAttemptsGetsTheLastSeat(t *testing.T) {
	d := nakamatest.NewDispatcher()
	m := openMatch(t, d, `{"settings":{"max_players":4}}`)
	for i := range 3 {
		if reason := m.joinAttempt(testPresence(i), nil); reason != "" {
			t.Fatal(reason)
		}
		m.join(testPresence(i))
	}
	if reason := m.joinAttempt(testPresence(3), nil); reason != "" {
		t.Errorf("the fourth is refused: %s", reason)
	}
	if reason := m.joinAttempt(testPresence(4), nil); reason != reasonFull {
		t.Errorf("the fifth received %q", reason)
	}
	if reason := m.joinAttempt(testPresence(3), nil); reason != "" {
		t.Errorf("the fourth, asking twice, received %q", reason)
	}
	twin := testPresence(3)
	twin.SessionID = "another"
	if reason := m.joinAttempt(twin, nil); reason != reasonAlreadyJoined {
		t.Errorf("the fourth's second session received %q", reason)
	}
	m.join(testPresence(3))
	m.loop()
	if reason := m.joinAttempt(testPresence(4), nil); reason != reasonFull {
		t.Errorf("the fifth received %q", reason)
	}
}

func TestPlayerWhoNeverJoinsHoldsNoSeat(t *testing.T) {
	m := openMatch(t, nakamatest.NewDispatcher(), `{"settings":{"max_players":4}}`)
	for i := range 4 {
		if reason := m.joinAttempt(testPresence(i), nil); reason != "" {
			t.Fatal(reason)
		}
	}
	m.leave(testPresence(3))
	if reason := m.joinAttempt(testPresence(4), nil); reason != "" {
		t.Errorf("the seat of the missing player is kept: %s", reason)
	}
}

func TestJoiningAfterTheLastSeatWasTakenIsRejectedAndKicked(t *testing.T) {
	d := nakamatest.NewDispatcher()
	m := openMatch(t, d, `{"settings":{"max_players":4}}`)
	for i := range 5 { // as if all had been allowed
		p := testPresence(i)
		stateOf(m.state).seats.pending[p.SessionID] = pendingJoin{user: game.PlayerID(p.UserID), username: p.Username}
		m.arrive(p)
	}
	late := testPresence(4).UserID
	if kicked := d.Kicked(); len(kicked) != 1 || kicked[0] != late {
		t.Errorf("kicked are %v", kicked)
	}
	got := d.SentTo(late, protocol.OpRejected)
	if len(got) != 1 || !strings.Contains(string(got[0].Data), `"code":"not_seated","message":"match is full"`) {
		t.Errorf("received %+v", got)
	}
	m.leave(testPresence(4))
	if m.state == nil {
		t.Error("the match has ended")
	}
}

func TestPlayerWhoseUsernameIsNotKnownIsRejectedAndKicked(t *testing.T) {
	d := nakamatest.NewDispatcher()
	m := openMatch(t, d, `{}`)
	m.arrive(testPresence(0))
	if kicked := d.Kicked(); len(kicked) != 1 || stateOf(m.state).game.Count() != 0 {
		t.Errorf("kicked are %v", kicked)
	}
	got := d.SentTo(testPresence(0).UserID, protocol.OpRejected)
	if len(got) != 1 || !strings.Contains(string(got[0].Data), reasonNoUsername) {
		t.Errorf("received %+v", got)
	}
}

func TestNoMessageGoesToNilPresences(t *testing.T) {
	d := nakamatest.NewDispatcher()
	m := openMatch(t, d, `{}`)
	m.loop()
	for i := range 4 {
		m.join(testPresence(i))
	}
	m.loop()
	m.h.MatchTerminate(m.ctx, m.logger, nil, nil, d, m.tick, m.state, 10)
	for _, sent := range d.Sent() {
		if sent.Everyone || len(sent.To) == 0 {
			t.Errorf("op %d goes to everyone or to stubDeps", sent.Op)
		}
	}
	if len(d.Sent()) == 0 {
		t.Error("nothing was sent")
	}
}

func TestFailingDispatcherDoesNotStopTheMatch(t *testing.T) {
	d := nakamatest.NewDispatcher()
	m := openMatch(t, d, `{}`)
	d.Fail(errors.New("queue is full"))
	m.join(testPresence(0))
	m.loop()
	if m.state == nil {
		t.Fatal("the match has ended")
	}
	d.Fail(nil)
	m.loop()
	if label, err := lobby.ParseLabel(d.Label()); err != nil || label.Players != 1 {
		t.Errorf("the label is not set again: %q", d.Label())
	}
}

func TestLabelIsOnlySetWhenItChanges(t *testing.T) {
	d := nakamatest.NewDispatcher()
	m := openMatch(t, d, `{}`)
	m.join(testPresence(0))
	for range 20 {
		m.loop()
	}
	if got := d.LabelUpdates(); got != 1 {
		t.Errorf("the label was set %d times", got)
	}
}

func TestMessagesFromSessionsOutsideTheMatchAreDropped(t *testing.T) {
	d := nakamatest.NewDispatcher()
	m := openMatch(t, d, `{}`)
	m.join(testPresence(0))
	m.loop()
	d.Clear()
	m.loop(nakamatest.MatchData{Presence: testPresence(9), OpCode: 77, Data: []byte(`{}`)})
	if sent := d.Sent(); len(sent) != 0 {
		t.Errorf("answered with %+v", sent)
	}
}

func TestStateOfAnotherTypeEndsTheMatch(t *testing.T) {
	m := openMatch(t, nakamatest.NewDispatcher(), `{}`)
	m.state = "another plugin's"
	m.loop()
	if m.state != nil {
		t.Error("the match still runs")
	}
}

func TestNewPlayerDoesNotReceiveTheStateOfTheSeatsFormerPlayer(t *testing.T) {
	d := nakamatest.NewDispatcher()
	m := openMatch(t, d, `{}`)
	m.join(testPresence(0))
	gone := testPresence(0)
	gone.Reason = runtime.PresenceReasonLeave
	m.leave(gone)
	m.join(testPresence(1))
	m.loop()
	states := d.SentTo(testPresence(1).UserID, protocol.OpState)
	if len(states) != 1 || !strings.Contains(string(states[0].Data), `"you":"user01"`) {
		t.Errorf("states are %+v", states)
	}
}

func TestDefaultRetriesLastLongerThanAFailover(t *testing.T) {
	var sum time.Duration
	for _, wait := range defaultRetries() {
		sum += wait
	}
	if sum < 5*time.Minute || sum > 20*time.Minute {
		t.Errorf("retries last %v", sum)
	}
}

func TestOneTickInSampleEveryIsTimed(t *testing.T) {
	n := nakamatest.New(nakamatest.Options{})
	m := openMatch(t, nakamatest.NewDispatcher(), `{}`)
	m.h.shared.Metrics = n
	for range 2 * sampleEvery {
		m.loop()
	}
	if got := len(n.Timers("sagishi_tick")); got != 2 {
		t.Errorf("%d ticks are timed", got)
	}
}
