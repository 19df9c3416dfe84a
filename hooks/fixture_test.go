package hooks

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/rtapi"
	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/platform/callback"
	"sagishi/internal/service/lobby"
	"sagishi/internal/testing/nakamatest"
)

const (
	ann = "a0000000-0000-4000-8000-000000000001"
	bob = "b0000000-0000-4000-8000-000000000002"
	cat = "c0000000-0000-4000-8000-000000000003"

	matchID = "0f8fad5b-d9cb-469f-a165-70867728950e.nakama1"
	mainID  = channelPrefix + matchID
	ghostID = channelPrefix + ghostPrefix + "0f8fad5bd9cb469fa16570867728950e.nakama1"
)

func session(userID string) string { return "5" + userID[1:] }

// fixture is a server with the hooks installed, and stand-ins for all that
// they call.
type fixture struct {
	deps   Deps
	in     *nakamatest.Initializer
	logger *nakamatest.Logger
	now    time.Time

	streams   *fakeStreams
	scores    *fakeScores
	rooms     *fakeRooms
	lobbies   *fakeLobbies
	welcomer  *fakeWelcomer
	referrals *fakeReferrals
}

func (f *fixture) clock() time.Time { return f.now }

// newFixture installs the hooks with the default configuration, changed by
// the options.
func newFixture(tb testing.TB, options ...func(*Deps)) *fixture {
	tb.Helper()
	f := &fixture{
		in:        nakamatest.NewInitializer(),
		logger:    nakamatest.NewLogger(),
		now:       time.Date(2026, time.January, 7, 12, 0, 0, 0, time.UTC),
		streams:   &fakeStreams{present: map[string][]runtime.Presence{}, counted: map[string]int64{}},
		scores:    &fakeScores{},
		rooms:     &fakeRooms{answers: map[string]lobby.ChatAnswer{}},
		lobbies:   &fakeLobbies{},
		welcomer:  &fakeWelcomer{},
		referrals: &fakeReferrals{},
	}
	f.deps = Deps{
		AuthMethods:    []string{"device", "facebook", "custom"},
		RelayedMatches: true,
		GroupDelete:    true,
		GroupMaxSize:   1000,
		Nakama:         f.streams,
		Scores:         f.scores,
		Rooms:          f.rooms,
		Lobbies:        f.lobbies,
		Welcomer:       f.welcomer,
		Referrals:      f.referrals,
		Now:            f.clock,
	}
	for _, option := range options {
		option(&f.deps)
	}
	if err := Register(f.in, f.deps); err != nil {
		tb.Fatalf("register: %v", err)
	}
	return f
}

// as is the context of a player's call over the socket.
func as(userID string) context.Context {
	ctx := context.Background()
	for key, value := range map[string]any{
		runtime.RUNTIME_CTX_USER_ID:    userID,
		runtime.RUNTIME_CTX_SESSION_ID: session(userID),
		runtime.RUNTIME_CTX_VARS:       map[string]string{},
	} {
		ctx = context.WithValue(ctx, key, value) //nolint:staticcheck // Nakama uses plain strings as keys.
	}
	return ctx
}

func withVars(ctx context.Context, vars map[string]string) context.Context {
	return context.WithValue(ctx, runtime.RUNTIME_CTX_VARS, vars) //nolint:staticcheck // Nakama uses plain strings as keys.
}

// request sends a request through its hook. An API without one is open.
func request[T any](t *testing.T, f *fixture, name string, in *T) (*T, error) {
	t.Helper()
	registered := f.in.Registration("Before" + name)
	if registered == nil {
		return in, nil
	}
	hook, ok := registered.(func(context.Context, runtime.Logger, *sql.DB, runtime.NakamaModule, *T) (*T, error))
	if !ok {
		t.Fatalf("hook of %s has the type %T", name, registered)
	}
	return hook(as(ann), f.logger, nil, nil, in)
}

// send sends a realtime message through its hook, as ann's session.
func send(t *testing.T, f *fixture, name string, in *rtapi.Envelope) error {
	t.Helper()
	return sendAs(t, f, ann, name, in)
}

func sendAs(t *testing.T, f *fixture, userID, name string, in *rtapi.Envelope) error {
	t.Helper()
	registered := f.in.Registration("BeforeRt " + strings.ToLower(name))
	if registered == nil {
		return nil
	}
	out, err := registered.(func(context.Context, runtime.Logger, *sql.DB, runtime.NakamaModule, *rtapi.Envelope) (*rtapi.Envelope, error))(as(userID), f.logger, nil, nil, in)
	if err == nil && out != in {
		t.Fatalf("%s: the hook answered with another envelope: %v", name, out)
	}
	return err
}

// afterwards runs the hook after a realtime message.
func afterwards(t *testing.T, f *fixture, userID, name string, out, in *rtapi.Envelope) error {
	t.Helper()
	hook := f.in.Registration("AfterRt " + strings.ToLower(name)).(func(context.Context, runtime.Logger, *sql.DB, runtime.NakamaModule, *rtapi.Envelope, *rtapi.Envelope) error)
	return hook(as(userID), f.logger, nil, nil, out, in)
}

// wantCode fails unless err is a refusal with that code; 0 wants none.
func wantCode(tb testing.TB, err error, code int) {
	tb.Helper()
	if code == 0 {
		if err != nil {
			tb.Fatalf("refused: %v", err)
		}
		return
	}
	refusal, ok := errors.AsType[*runtime.Error](err)
	if !ok {
		tb.Fatalf("got %v, want a refusal with code %d", err, code)
	}
	if refusal.Code != code || refusal.Message == "" {
		tb.Fatalf("refused with code %d, message %q; want code %d and a message", refusal.Code, refusal.Message, code)
	}
}

// fakeStreams keeps presences of rooms by name, and what was counted.
type fakeStreams struct {
	present map[string][]runtime.Presence
	metas   map[string]runtime.PresenceMeta // by user
	counted map[string]int64
	cut     []string
	err     error
	joinErr map[string]error // by user
}

func (s *fakeStreams) StreamUserList(_ uint8, _, _, label string, _, _ bool) ([]runtime.Presence, error) {
	return slices.Clone(s.present[label]), s.err
}

func (s *fakeStreams) StreamUserGet(_ uint8, _, _, _, userID, _ string) (runtime.PresenceMeta, error) {
	if meta, ok := s.metas[userID]; ok {
		return meta, s.err
	}
	return nil, s.err
}

func (s *fakeStreams) StreamUserJoin(_ uint8, _, _, label, userID, sessionID string, hidden, persistence bool, _ string) (bool, error) {
	if err := s.joinErr[userID]; err != nil {
		return false, err
	}
	s.present[label] = append(s.present[label], nakamatest.Presence{UserID: userID, SessionID: sessionID, Hidden: hidden, Persistence: persistence})
	return true, nil
}

func (s *fakeStreams) StreamUserLeave(_ uint8, _, _, label, userID, sessionID string) error {
	s.present[label] = slices.DeleteFunc(s.present[label], func(p runtime.Presence) bool {
		return p.GetUserId() == userID && p.GetSessionId() == sessionID
	})
	return s.err
}

func (s *fakeStreams) SessionDisconnect(_ context.Context, sessionID string, _ ...runtime.PresenceReason) error {
	s.cut = append(s.cut, sessionID)
	return s.err
}

func (s *fakeStreams) MetricsCounterAdd(name string, tags map[string]string, delta int64) {
	s.counted[fmt.Sprint(name, tags)] += delta
}

// enter puts players into the match and its room.
func (s *fakeStreams) enter(userIDs ...string) {
	s.join("nakama1", userIDs...)
	s.join(matchID, userIDs...)
}

// join puts players into the stream of a room, or of a match by its node.
func (s *fakeStreams) join(label string, userIDs ...string) {
	for _, id := range userIDs {
		s.present[label] = append(s.present[label], nakamatest.Presence{UserID: id, SessionID: session(id)})
	}
}

// inside lists who is in a room.
func (s *fakeStreams) inside(label string) []string {
	var ids []string
	for _, p := range s.present[label] {
		ids = append(ids, p.GetUserId())
	}
	slices.Sort(ids)
	return ids
}

type fakeScores struct {
	err    error
	boards []string
}

func (s *fakeScores) CheckLeaderboard(_ context.Context, _ callback.Caller, in *api.WriteLeaderboardRecordRequest) error {
	s.boards = append(s.boards, in.GetLeaderboardId())
	return s.err
}

func (s *fakeScores) CheckTournament(_ context.Context, _ callback.Caller, in *api.WriteTournamentRecordRequest) error {
	s.boards = append(s.boards, in.GetTournamentId())
	return s.err
}

// fakeRooms answers for a match by player; a player it does not know is let
// into nothing.
type fakeRooms struct {
	answers map[string]lobby.ChatAnswer
	err     error
	asked   []string
}

func (r *fakeRooms) Chat(_ context.Context, id, userID string, action lobby.ChatAction) (lobby.ChatAnswer, error) {
	r.asked = append(r.asked, id+" "+string(action))
	if r.err != nil {
		return lobby.ChatAnswer{}, r.err
	}
	if answer, ok := r.answers[userID]; ok {
		return answer, nil
	}
	return lobby.ChatAnswer{Room: lobby.RoomNone, Reason: "you are not in this match"}, nil
}

type fakeLobbies struct {
	errs     []error // of the first calls
	requests []lobby.Request
}

func (l *fakeLobbies) Create(_ context.Context, request lobby.Request) (string, string, error) {
	l.requests = append(l.requests, request)
	if n := len(l.requests); n <= len(l.errs) && l.errs[n-1] != nil {
		return "", "", l.errs[n-1]
	}
	return matchID, "QXKPZT", nil
}

type fakeWelcomer struct {
	err      error
	welcomed []string
}

func (w *fakeWelcomer) Welcome(_ context.Context, userID string) error {
	w.welcomed = append(w.welcomed, userID)
	return w.err
}

type fakeReferrals struct {
	err     error
	invited []string
}

func (r *fakeReferrals) Invited(_ context.Context, userID, inviterID string, created bool) error {
	r.invited = append(r.invited, fmt.Sprint(userID, " by ", inviterID, " new ", created))
	return r.err
}
