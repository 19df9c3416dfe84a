package hooks

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/rtapi"
	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/platform/callback"
	"sagishi/internal/service/lobby"
	"sagishi/internal/service/quota"
	"sagishi/internal/testing/nakamatest"
)

const (
	ann = "a0000000-0000-4000-8000-000000000001"
	bob = "b0000000-0000-4000-8000-000000000002"
	cat = "c0000000-0000-4000-8000-000000000003"

	matchID   = "0f8fad5b-d9cb-469f-a165-70867728950e.nakama1"
	relayedID = "0f8fad5b-d9cb-469f-a165-70867728950e."
	channelID = "2..." + matchID
)

func session(userID string) string { return "5" + userID[1:] }

// fixture has the hooks registered, and fakes for everything that they call.
type fixture struct {
	deps   Deps
	in     *nakamatest.Initializer
	logger *nakamatest.Logger
	now    time.Time

	server    *fakeServer
	scores    *fakeScores
	chat      *fakeChat
	groups    *fakeGroups
	objects   *fakeObjects
	lobbies   *fakeLobbies
	players   *fakePlayers
	drain     *fakeDrain
	starter   *fakeStarter
	referrals *fakeReferrals
}

func (f *fixture) clock() time.Time { return f.now }

// newFixture registers the hooks with the default configuration, changed by
// the options.
func newFixture(tb testing.TB, options ...func(*Deps)) *fixture {
	tb.Helper()
	f := &fixture{
		in:        nakamatest.NewInitializer(),
		logger:    nakamatest.NewLogger(),
		now:       time.Date(2026, time.January, 7, 12, 0, 0, 0, time.UTC),
		server:    &fakeServer{counted: map[string]int64{}},
		scores:    &fakeScores{},
		chat:      &fakeChat{},
		groups:    &fakeGroups{},
		objects:   &fakeObjects{},
		lobbies:   &fakeLobbies{},
		players:   &fakePlayers{skills: map[string]float64{}, blocked: map[string]error{}},
		drain:     &fakeDrain{},
		starter:   &fakeStarter{},
		referrals: &fakeReferrals{},
	}
	f.deps = Deps{
		AuthMethods:    []string{"device", "facebook", "custom"},
		RelayedMatches: true,
		GroupDelete:    true,
		GroupMaxSize:   1000,
		Nakama:         f.server,
		Scores:         f.scores,
		Chat:           f.chat,
		Groups:         f.groups,
		Objects:        f.objects,
		Lobbies:        f.lobbies,
		Players:        f.players,
		Drain:          f.drain,
		Starter:        f.starter,
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
		t.Fatalf("%s: the hook returned another envelope: %v", name, out)
	}
	return err
}

// sendAfter runs the hook after a realtime message.
func sendAfter(t *testing.T, f *fixture, userID, name string, out, in *rtapi.Envelope) error {
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

// fakeServer records what was counted, and the sessions that were disconnected.
type fakeServer struct {
	counted      map[string]int64
	disconnected []string
	party        []string // members of every party
	devices      int      // of every account
	err          error
}

func (s *fakeServer) SessionDisconnect(_ context.Context, sessionID string, _ ...runtime.PresenceReason) error {
	s.disconnected = append(s.disconnected, sessionID)
	return s.err
}

func (s *fakeServer) StreamUserList(mode uint8, _, _, _ string, _, _ bool) ([]runtime.Presence, error) {
	var members []runtime.Presence
	for _, member := range s.party {
		if mode == partyStream {
			members = append(members, nakamatest.Presence{UserID: member})
		}
	}
	return members, s.err
}

// fakePlayers knows skills, if not nil, and leavers.
type fakePlayers struct {
	skills  map[string]float64
	blocked map[string]error
}

func (p *fakePlayers) Skill(_ context.Context, userID string) (float64, bool, error) {
	return p.skills[userID], p.skills != nil, nil
}

func (p *fakePlayers) CheckLeaver(_ context.Context, userID string) error { return p.blocked[userID] }

func (s *fakeServer) MetricsCounterAdd(name string, tags map[string]string, delta int64) {
	s.counted[fmt.Sprint(name, tags)] += delta
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

func (s *fakeScores) CorrectName(context.Context, callback.Caller, string) error { return nil }

// fakeChat records its calls, and routes every message to the channel "routed".
type fakeChat struct {
	calls   []string
	reached []string // what the checks for ghosts were asked
	ghost   error    // their answer
	err     error
}

func (c *fakeChat) AuthorizeJoin(_ context.Context, userID, matchID string) error {
	c.calls = append(c.calls, fmt.Sprint("join ", userID, " ", matchID))
	return c.err
}

func (c *fakeChat) RouteMessage(_ context.Context, caller callback.Caller, channelID string) (string, error) {
	c.calls = append(c.calls, fmt.Sprint("message ", caller.UserID, " ", channelID))
	return "routed", c.err
}

func (c *fakeChat) RouteEdit(_ context.Context, caller callback.Caller, channelID, messageID string) (string, error) {
	c.calls = append(c.calls, fmt.Sprint("edit ", caller.UserID, " ", channelID, " ", messageID))
	return "routed", c.err
}

func (c *fakeChat) CheckUsers(_ context.Context, userID string, users ...string) error {
	c.reached = append(c.reached, fmt.Sprint(userID, " users ", users))
	return c.ghost
}

func (c *fakeChat) CheckGroup(_ context.Context, userID, groupID string) error {
	c.reached = append(c.reached, fmt.Sprint(userID, " group ", groupID))
	return c.ghost
}

func (c *fakeChat) CheckParty(_ context.Context, userID, partyID string) error {
	c.reached = append(c.reached, fmt.Sprint(userID, " party ", partyID))
	return c.ghost
}

func (c *fakeChat) CheckStatus(_ context.Context, caller callback.Caller) error {
	c.reached = append(c.reached, caller.UserID+" status")
	return c.ghost
}

func (c *fakeChat) Followed(caller callback.Caller, users []string) {
	c.calls = append(c.calls, fmt.Sprint(caller.SessionID, " follows ", users))
}

func (c *fakeChat) Unfollowed(caller callback.Caller, users []string) {
	c.calls = append(c.calls, fmt.Sprint(caller.SessionID, " unfollows ", users))
}

func (c *fakeChat) CheckPublic(_ context.Context, userID string) error {
	c.reached = append(c.reached, userID+" public")
	return c.ghost
}

func (c *fakeChat) MatchJoined(_ context.Context, userID, matchID string) error {
	c.calls = append(c.calls, fmt.Sprint("joined ", userID, " ", matchID))
	return c.err
}

func (c *fakeChat) MessageSent(sessionID, messageID, channelID string) {
	c.calls = append(c.calls, fmt.Sprint("sent ", sessionID, " ", messageID, " ", channelID))
}

func (c *fakeChat) SessionEnded(sessionID string) { c.calls = append(c.calls, "ended "+sessionID) }

type fakeLobbies struct {
	prepared []string // user and match of PrepareJoin
	joinErr  error
	errs     []error // of the first calls
	requests []lobby.Request
}

func (l *fakeLobbies) Create(_ context.Context, request lobby.Request) (string, string, error) {
	l.requests = append(l.requests, request)
	if n := len(l.requests); n <= len(l.errs) && l.errs[n-1] != nil {
		return "", "", l.errs[n-1]
	}
	return matchID, "QXKPZTAB", nil
}

func (l *fakeLobbies) PrepareJoin(_ context.Context, userID, matchID string, _ map[string]string) error {
	l.prepared = append(l.prepared, userID+" "+matchID)
	return l.joinErr
}

// StampUsername finds that each account is called as its id.
func (l *fakeLobbies) StampUsername(_ context.Context, userID string, metadata map[string]string) map[string]string {
	if metadata == nil {
		metadata = map[string]string{}
	}
	metadata[lobby.UsernameKey] = userID
	return metadata
}

type fakeStarter struct {
	err     error
	granted []string
}

func (s *fakeStarter) GrantStarter(_ context.Context, userID string) error {
	s.granted = append(s.granted, userID)
	return s.err
}

type fakeReferrals struct {
	err     error
	invited []string
}

func (r *fakeReferrals) Invited(_ context.Context, userID, inviterID string, created bool) error {
	r.invited = append(r.invited, fmt.Sprint(userID, " by ", inviterID, " new ", created))
	return r.err
}

type fakeGroups struct {
	err   error
	asked []string
}

func (g *fakeGroups) CheckOwned(_ context.Context, userID string) error {
	g.asked = append(g.asked, "owned "+userID)
	return g.err
}

func (g *fakeGroups) CheckRequests(_ context.Context, groupID string, userIDs []string) error {
	g.asked = append(g.asked, fmt.Sprint("requests ", groupID, userIDs))
	return g.err
}

type fakeObjects struct {
	err   error
	added []quota.Object
}

func (o *fakeObjects) Add(_ context.Context, _ string, objects []quota.Object) error {
	o.added = append(o.added, objects...)
	return o.err
}
