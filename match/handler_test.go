package match

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
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

type nobody struct{}

func (nobody) Record(context.Context, results.Game) (map[string]results.PlayerSummary, error) {
	return nil, errors.New("nobody records")
}
func (nobody) Release(context.Context, string, string) error               { return nil }
func (nobody) MetricsCounterAdd(string, map[string]string, int64)          {}
func (nobody) MetricsGaugeSet(string, map[string]string, float64)          {}
func (nobody) MetricsTimerRecord(string, map[string]string, time.Duration) {}

func board() *game.Map {
	m := &game.Map{ID: "board", Min: game.Vec{X: -1e6, Y: -1e6, Z: -1e6}, Max: game.Vec{X: 1e6, Y: 1e6, Z: 1e6}}
	for i := range int32(16) {
		m.Spawns = append(m.Spawns, game.Vec{X: 1000 * i})
		m.Tasks = append(m.Tasks, game.Place{ID: fmt.Sprint(i)})
	}
	return m
}

func testHandler(change func(*Deps)) *handler {
	deps := Deps{
		Maps: map[string]*game.Map{"board": board()}, Recorder: nobody{}, Codes: nobody{}, Metrics: nobody{},
		Now: func() time.Time { return time.Unix(1, 0) }, Retries: []time.Duration{},
	}
	if change != nil {
		change(&deps)
	}
	return &handler{module: newModule(deps)}
}

const matchID = "0b2f3c1e-8a5d-4f5e-9d53-2a7f1d9c4e10.nakama1"

func matchContext(tb testing.TB) context.Context {
	tb.Helper()
	return context.WithValue(tb.Context(), runtime.RUNTIME_CTX_MATCH_ID, matchID) //nolint:staticcheck // Nakama's key
}

func params(text string) map[string]any { return map[string]any{"sagishi": text} }

func TestInitRefusesWhatCannotBeAMatch(t *testing.T) {
	broken := errors.New("broken")
	tests := []struct {
		name   string
		change func(*Deps)
		ctx    func(context.Context) context.Context
		params map[string]any
	}{
		{"parameters that are no JSON", nil, nil, params("{")},
		{"an unknown map", nil, nil, params(`{"map":"mars"}`)},
		{"an unknown setting", nil, nil, params(`{"settings":{"x":1}}`)},
		{"no randomness", func(d *Deps) { d.Random = io.MultiReader(bytes.NewReader(make([]byte, 31)), failing{broken}) }, nil, nil},
		{"no match id", nil, func(context.Context) context.Context { return t.Context() }, nil},
		{"a label that is too long", func(d *Deps) { d.Maps = map[string]*game.Map{strings.Repeat("m", 2048): board()} }, nil, nil},
		{"a panic", func(d *Deps) { d.Maps = map[string]*game.Map{"board": nil} }, nil, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			h, logger, ctx := testHandler(test.change), nakamatest.New(nakamatest.Options{}).Logger(), matchContext(t)
			if test.ctx != nil {
				ctx = test.ctx(ctx)
			}
			st, _, _ := h.MatchInit(ctx, logger, nil, nil, test.params)
			if st != nil {
				t.Error("there is a match")
			}
			if len(logger.Entries()) != 1 {
				t.Errorf("logged is %v", logger.Entries())
			}
		})
	}
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

// hall is a match that is called directly, as Nakama would.
type hall struct {
	h          *handler
	ctx        context.Context
	logger     *nakamatest.Logger
	dispatcher runtime.MatchDispatcher
	state      any
	tick       int64
}

func open(tb testing.TB, dispatcher runtime.MatchDispatcher, text string) *hall {
	tb.Helper()
	a := &hall{h: testHandler(nil), ctx: matchContext(tb), logger: nakamatest.New(nakamatest.Options{}).Logger(), dispatcher: dispatcher}
	a.state, _, _ = a.h.MatchInit(a.ctx, a.logger, nil, nil, params(text))
	if a.state == nil {
		tb.Fatalf("no match: %v", a.logger.Entries())
	}
	return a
}

func visitor(i int) nakamatest.Presence {
	return nakamatest.Presence{
		UserID: fmt.Sprintf("user%02d", i), SessionID: fmt.Sprintf("session%02d", i), Username: fmt.Sprint("player", i), Node: "nakama1",
	}
}

func (a *hall) attempt(p runtime.Presence, metadata map[string]string) (reason string) {
	a.state, _, reason = a.h.MatchJoinAttempt(a.ctx, a.logger, nil, nil, a.dispatcher, a.tick, a.state, p, metadata)
	return reason
}

func (a *hall) join(p runtime.Presence) {
	a.state = a.h.MatchJoin(a.ctx, a.logger, nil, nil, a.dispatcher, a.tick, a.state, []runtime.Presence{p})
}

func (a *hall) leave(p runtime.Presence) {
	a.state = a.h.MatchLeave(a.ctx, a.logger, nil, nil, a.dispatcher, a.tick, a.state, []runtime.Presence{p})
}

func (a *hall) loop(messages ...runtime.MatchData) {
	a.tick++
	a.state = a.h.MatchLoop(a.ctx, a.logger, nil, nil, a.dispatcher, a.tick, a.state, messages)
}

func TestTwoWhoAttemptTheLastSeatAtOnce(t *testing.T) {
	d := nakamatest.NewDispatcher()
	a := open(t, d, `{"settings":{"max_players":4}}`)
	for i := range 3 {
		if reason := a.attempt(visitor(i), nil); reason != "" {
			t.Fatal(reason)
		}
		a.join(visitor(i))
	}
	if reason := a.attempt(visitor(3), nil); reason != "" {
		t.Errorf("the fourth is refused: %s", reason)
	}
	if reason := a.attempt(visitor(4), nil); reason != reasonFull {
		t.Errorf("the fifth is told %q", reason)
	}
	if reason := a.attempt(visitor(3), nil); reason != "" {
		t.Errorf("the fourth, asking twice, is told %q", reason)
	}
	twin := visitor(3)
	twin.SessionID = "another"
	if reason := a.attempt(twin, nil); reason != reasonTwice {
		t.Errorf("the fourth's second session is told %q", reason)
	}
	a.join(visitor(3))
	a.loop()
	if reason := a.attempt(visitor(4), nil); reason != reasonFull {
		t.Errorf("the fifth is told %q", reason)
	}
}

func TestAnArrivalWhoNeverArrivesHoldsNoSeat(t *testing.T) {
	a := open(t, nakamatest.NewDispatcher(), `{"settings":{"max_players":4}}`)
	for i := range 4 {
		if reason := a.attempt(visitor(i), nil); reason != "" {
			t.Fatal(reason)
		}
	}
	a.leave(visitor(3))
	if reason := a.attempt(visitor(4), nil); reason != "" {
		t.Errorf("the place of the missing is kept: %s", reason)
	}
}

func TestWhoLosesTheSeatBeforeJoiningIsToldAndSentAway(t *testing.T) {
	d := nakamatest.NewDispatcher()
	a := open(t, d, `{"settings":{"max_players":4}}`)
	for i := range 5 {
		a.join(visitor(i)) // without attempts: as if all had been allowed
	}
	late := visitor(4).UserID
	if kicked := d.Kicked(); len(kicked) != 1 || kicked[0] != late {
		t.Errorf("kicked are %v", kicked)
	}
	told := d.SentTo(late, protocol.OpRejected)
	if len(told) != 1 || !strings.Contains(string(told[0].Data), `"code":"not_seated","message":"match is full"`) {
		t.Errorf("told is %+v", told)
	}
	a.leave(visitor(4))
	if a.state == nil {
		t.Error("the match is gone")
	}
}

func TestNoMessageGoesToNilPresences(t *testing.T) {
	d := nakamatest.NewDispatcher()
	a := open(t, d, `{}`)
	a.loop()
	for i := range 4 {
		a.join(visitor(i))
	}
	a.loop()
	a.h.MatchTerminate(a.ctx, a.logger, nil, nil, d, a.tick, a.state, 10)
	for _, sent := range d.Sent() {
		if sent.Everyone || len(sent.To) == 0 {
			t.Errorf("op %d goes to everyone or to nobody", sent.Op)
		}
	}
	if len(d.Sent()) == 0 {
		t.Error("nothing was sent")
	}
}

func TestAFailingDispatcherDoesNotStopTheMatch(t *testing.T) {
	d := nakamatest.NewDispatcher()
	a := open(t, d, `{}`)
	d.Fail(errors.New("queue is full"))
	a.join(visitor(0))
	a.loop()
	if a.state == nil {
		t.Fatal("the match is gone")
	}
	d.Fail(nil)
	a.loop()
	if label, err := lobby.ParseLabel(d.Label()); err != nil || label.Players != 1 {
		t.Errorf("the label is not set again: %q", d.Label())
	}
}

func TestLabelIsOnlySetWhenItChanges(t *testing.T) {
	d := nakamatest.NewDispatcher()
	a := open(t, d, `{}`)
	a.join(visitor(0))
	for range 20 {
		a.loop()
	}
	if got := d.Labels(); got != 1 {
		t.Errorf("the label was set %d times", got)
	}
}

func TestMessagesOfStrangersAreDropped(t *testing.T) {
	d := nakamatest.NewDispatcher()
	a := open(t, d, `{}`)
	a.join(visitor(0))
	a.loop()
	d.Clear()
	a.loop(nakamatest.MatchData{Presence: visitor(9), OpCode: 77, Data: []byte(`{}`)})
	if sent := d.Sent(); len(sent) != 0 {
		t.Errorf("answered with %+v", sent)
	}
}

func TestAForeignStateEndsTheMatch(t *testing.T) {
	a := open(t, nakamatest.NewDispatcher(), `{}`)
	a.state = "another plugin's"
	a.loop()
	if a.state != nil {
		t.Error("the match goes on")
	}
}

func TestTheNewcomerDoesNotGetTheStateOfThePredecessor(t *testing.T) {
	d := nakamatest.NewDispatcher()
	a := open(t, d, `{}`)
	a.join(visitor(0))
	gone := visitor(0)
	gone.Reason = runtime.PresenceReasonLeave
	a.leave(gone)
	a.join(visitor(1))
	a.loop()
	states := d.SentTo(visitor(1).UserID, protocol.OpState)
	if len(states) != 1 || !strings.Contains(string(states[0].Data), `"you":"user01"`) {
		t.Errorf("states are %+v", states)
	}
}

func TestUsualRetriesLastLongerThanAFailover(t *testing.T) {
	var sum time.Duration
	for _, wait := range usualRetries() {
		sum += wait
	}
	if sum < 5*time.Minute || sum > 20*time.Minute {
		t.Errorf("retries last %v", sum)
	}
}

func TestTicksAreTimedNowAndThen(t *testing.T) {
	n := nakamatest.New(nakamatest.Options{})
	a := open(t, nakamatest.NewDispatcher(), `{}`)
	a.h.module.Metrics = n
	for range 2 * sampleEvery {
		a.loop()
	}
	if got := len(n.Timers("sagishi_tick")); got != 2 {
		t.Errorf("%d ticks are timed", got)
	}
}

// counting is a presence that counts how often it is asked for an id.
type counting struct {
	nakamatest.Presence
	asked *int
}

func (p counting) GetSessionId() string { *p.asked++; return p.SessionID } //nolint:revive // Nakama's name
func (p counting) GetUserId() string    { *p.asked++; return p.UserID }    //nolint:revive // Nakama's name

func TestBroadcastsDoNotWriteIDsAnew(t *testing.T) {
	asked := 0
	a := open(t, nakamatest.NewDispatcher(), `{}`)
	a.join(counting{visitor(0), &asked})
	a.join(visitor(1))
	a.loop()
	asked = 0
	for x := range 5 {
		data := fmt.Appendf(nil, `{"x":%d,"z":0}`, x)
		a.loop(nakamatest.MatchData{Presence: visitor(1), OpCode: protocol.OpPosition, Data: data})
	}
	if asked != 0 {
		t.Errorf("a recipient was asked %d times", asked)
	}
}
