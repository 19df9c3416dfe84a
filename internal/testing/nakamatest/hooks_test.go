package nakamatest_test

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/rtapi"
	"github.com/heroiclabs/nakama-common/runtime"
	"google.golang.org/protobuf/types/known/wrapperspb"

	"sagishi/internal/testing/nakamatest"
)

func text(ctx context.Context, key string) string {
	s, _ := ctx.Value(key).(string)
	return s
}

func TestLoginHooksReceiveTheKnownIdentity(t *testing.T) {
	n := nakamatest.New(nakamatest.Options{Env: map[string]string{"A": "b"}})
	var before, after, session string
	var created []bool
	err := errors.Join(
		n.Initializer().RegisterBeforeAuthenticateDevice(func(ctx context.Context, _ runtime.Logger, _ *sql.DB, _ runtime.NakamaModule, in *api.AuthenticateDeviceRequest) (*api.AuthenticateDeviceRequest, error) {
			before = text(ctx, runtime.RUNTIME_CTX_USER_ID) + text(ctx, runtime.RUNTIME_CTX_MODE)
			if in.GetUsername() == "bad" {
				return nil, runtime.NewError("bad name", 3)
			}
			in.Username = strings.ToLower(in.GetUsername())
			return in, nil
		}),
		n.Initializer().RegisterAfterAuthenticateDevice(func(ctx context.Context, _ runtime.Logger, _ *sql.DB, nk runtime.NakamaModule, out *api.Session, in *api.AuthenticateDeviceRequest) error {
			after = text(ctx, runtime.RUNTIME_CTX_USER_ID)
			vars, _ := ctx.Value(runtime.RUNTIME_CTX_VARS).(map[string]string)
			session = text(ctx, runtime.RUNTIME_CTX_SESSION_ID) + vars["os"]
			created = append(created, out.GetCreated())
			_, err := nk.AccountGetId(ctx, after)
			return err
		}),
	)
	if err != nil {
		t.Fatal(err)
	}
	s, err := n.Login(nakamatest.LoginOptions{DeviceID: "device-0001", Username: "Ann", Vars: map[string]string{"os": "x"}})
	if err != nil {
		t.Fatal(err)
	}
	if before != "before" || after != s.UserID || session != "x" || s.Username != "ann" || !s.Created {
		t.Fatalf("before %q, after %q, session %q, %+v", before, after, session, s)
	}
	if again, err := n.Login(nakamatest.LoginOptions{DeviceID: "device-0001"}); err != nil || again.UserID != s.UserID {
		t.Fatal(err)
	}
	if !slices.Equal(created, []bool{true, false}) {
		t.Fatalf("created %v", created)
	}
	if _, err := n.Login(nakamatest.LoginOptions{Username: "bad"}); nakamatest.Code(err) != 3 || err.Error() != "bad name" {
		t.Fatal(err)
	}
	if _, err := n.Login(nakamatest.LoginOptions{CustomID: "custom", Username: "ann"}); nakamatest.Code(err) != 6 {
		t.Fatal(err)
	}
	if err := n.UsersBanId(t.Context(), []string{s.UserID}); err != nil {
		t.Fatal(err)
	}
	if _, err := n.Login(nakamatest.LoginOptions{DeviceID: "device-0001"}); nakamatest.Code(err) != 7 {
		t.Fatal(err)
	}
	if err := n.UsersUnbanId(t.Context(), []string{s.UserID}); err != nil {
		t.Fatal(err)
	}
	if _, err := n.Login(nakamatest.LoginOptions{DeviceID: "device-0001"}); err != nil {
		t.Fatal(err)
	}
}

func TestBeforeHookResultDecidesTheRequest(t *testing.T) {
	object := &api.WriteStorageObject{Collection: "c", Key: "k", Value: `{}`}
	for name, c := range map[string]struct {
		hook func(*api.WriteStorageObjectsRequest) (*api.WriteStorageObjectsRequest, error)
		code int
	}{
		"nothing is not found": {func(*api.WriteStorageObjectsRequest) (*api.WriteStorageObjectsRequest, error) { return nil, nil }, 5}, //nolint:nilnil // means that the API is off
		"an error has its code": {func(*api.WriteStorageObjectsRequest) (*api.WriteStorageObjectsRequest, error) {
			return nil, runtime.NewError("no", 7)
		}, 7},
		"a plain one is internal": {func(*api.WriteStorageObjectsRequest) (*api.WriteStorageObjectsRequest, error) { return nil, errBroken }, 13},
		"a bad code is internal": {func(*api.WriteStorageObjectsRequest) (*api.WriteStorageObjectsRequest, error) {
			return nil, runtime.NewError("no", 99)
		}, 13},
		"the request goes on": {func(in *api.WriteStorageObjectsRequest) (*api.WriteStorageObjectsRequest, error) { return in, nil }, 0},
	} {
		t.Run(name, func(t *testing.T) {
			n := nakamatest.New(nakamatest.Options{})
			s := n.MustLogin("ann")
			err := n.Initializer().RegisterBeforeWriteStorageObjects(func(_ context.Context, _ runtime.Logger, _ *sql.DB, _ runtime.NakamaModule, in *api.WriteStorageObjectsRequest) (*api.WriteStorageObjectsRequest, error) {
				return c.hook(in)
			})
			if err != nil {
				t.Fatal(err)
			}
			_, err = s.WriteStorage(object)
			if _, found := n.Object("c", "k", s.UserID); nakamatest.Code(err) != c.code || found != (c.code == 0) {
				t.Fatalf("error %v, found %v", err, found)
			}
		})
	}
}

func TestBeforeHookWithoutARequestRefusesByError(t *testing.T) {
	n := nakamatest.New(nakamatest.Options{})
	s := n.MustLogin("ann")
	refuse := true
	err := n.Initializer().RegisterBeforeDeleteAccount(func(context.Context, runtime.Logger, *sql.DB, runtime.NakamaModule) error {
		if refuse {
			return runtime.NewError("no", 7)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.DeleteAccount(); nakamatest.Code(err) != 7 {
		t.Fatal(err)
	}
	if account, err := s.Account(); err != nil || account.GetUser().GetUsername() != "ann" {
		t.Fatal(err)
	}
	refuse = false
	if err := s.DeleteAccount(); err != nil || !s.Closed() {
		t.Fatal(err)
	}
	if _, err := s.Account(); nakamatest.Code(err) != 5 {
		t.Fatal(err)
	}
}

func TestRealtimeHookChangesRefusesOrCloses(t *testing.T) {
	n := nakamatest.New(nakamatest.Options{})
	s := n.MustLogin("ann")
	var answer *rtapi.Envelope
	var refuse error
	after := 0
	err := errors.Join(
		n.Initializer().RegisterBeforeRt("ChannelJoin", func(ctx context.Context, _ runtime.Logger, _ *sql.DB, _ runtime.NakamaModule, in *rtapi.Envelope) (*rtapi.Envelope, error) {
			if text(ctx, runtime.RUNTIME_CTX_SESSION_ID) != s.SessionID {
				t.Error("the session is missing")
			}
			if answer != nil {
				in = answer
			}
			return in, refuse
		}),
		n.Initializer().RegisterAfterRt("ChannelJoin", func(context.Context, runtime.Logger, *sql.DB, runtime.NakamaModule, *rtapi.Envelope, *rtapi.Envelope) error {
			after++
			return nil
		}),
	)
	if err != nil {
		t.Fatal(err)
	}
	answer = &rtapi.Envelope{Message: &rtapi.Envelope_ChannelJoin{ChannelJoin: &rtapi.ChannelJoin{Target: "other", Type: 1}}}
	if id, err := s.JoinRoom("room", false); id != "2...other" || err != nil || after != 1 {
		t.Fatal(id, err, after)
	}
	refuse = runtime.NewError("not now", 9)
	var realtime *nakamatest.RealtimeError
	if _, err := s.JoinRoom("room", false); !errors.As(err, &realtime) || realtime.Code != rtapi.Error_RUNTIME_FUNCTION_EXCEPTION || realtime.Message != "not now" || s.Closed() {
		t.Fatal(err)
	}
	err = n.Initializer().RegisterBeforeRt("ChannelJoin", func(context.Context, runtime.Logger, *sql.DB, runtime.NakamaModule, *rtapi.Envelope) (*rtapi.Envelope, error) {
		return nil, nil //nolint:nilnil // means that the API is off
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.JoinRoom("room", false); !errors.Is(err, nakamatest.ErrClosed) || !s.Closed() {
		t.Fatal(err)
	}
}

func TestMessageNamesMatchThoseOfHooks(t *testing.T) {
	names := nakamatest.MessageNames()
	for _, name := range []string{"MatchJoin", "MatchDataSend", "ChannelMessageUpdate", "PartyMatchmakerAdd", "StatusUpdate", "Rpc"} {
		if !slices.Contains(names, name) {
			t.Errorf("%s is missing in %v", name, names)
		}
	}
}

func TestSessionEventsAreFired(t *testing.T) {
	n := nakamatest.New(nakamatest.Options{})
	var seen []string
	note := func(ctx context.Context, _ runtime.Logger, event *api.Event) {
		seen = append(seen, event.GetName()+" "+text(ctx, runtime.RUNTIME_CTX_USERNAME))
	}
	if err := errors.Join(n.Initializer().RegisterEventSessionStart(note), n.Initializer().RegisterEventSessionEnd(note), n.Initializer().RegisterEvent(note)); err != nil {
		t.Fatal(err)
	}
	s := n.MustLogin("ann")
	if err := n.Event(n.Context(s.UserID), &api.Event{Name: "own"}); err != nil {
		t.Fatal(err)
	}
	if err := n.SessionDisconnect(t.Context(), s.SessionID); err != nil {
		t.Fatal(err)
	}
	if want := []string{"session_start ann", "own ann", "session_end ann"}; !slices.Equal(seen, want) {
		t.Fatalf("seen %q, want %q", seen, want)
	}
}

func TestRPCsReceiveTheCallersIdentity(t *testing.T) {
	n := nakamatest.New(nakamatest.Options{})
	err := n.Initializer().RegisterRpc("who", func(ctx context.Context, _ runtime.Logger, _ *sql.DB, _ runtime.NakamaModule, payload string) (string, error) {
		if payload == "fail" {
			return "", runtime.NewError("no", 8)
		}
		return text(ctx, runtime.RUNTIME_CTX_USERNAME) + payload, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	s := n.MustLogin("ann")
	if answer, err := s.RPC("Who", "!"); answer != "ann!" || err != nil {
		t.Fatal(answer, err)
	}
	if answer, err := n.ServerRPC("who", "!"); answer != "!" || err != nil {
		t.Fatal(answer, err)
	}
	if _, err := s.RPC("who", "fail"); nakamatest.Code(err) != 8 {
		t.Fatal(err)
	}
	if err := s.Send(&rtapi.Envelope{Message: &rtapi.Envelope_Rpc{Rpc: &api.Rpc{Id: "who"}}}); err != nil {
		t.Fatal(err)
	}
	if err := s.Send(&rtapi.Envelope{}); err == nil {
		t.Fatal("an empty message was accepted")
	}
}

func TestClientStorage(t *testing.T) {
	n := nakamatest.New(nakamatest.Options{})
	ann, bob := n.MustLogin("ann"), n.MustLogin("bob")
	if _, err := ann.WriteStorage(&api.WriteStorageObject{Collection: "c", Key: "k", Value: `{"a":1}`, PermissionRead: wrapperspb.Int32(2)}); err != nil {
		t.Fatal(err)
	}
	_, err := n.StorageWrite(t.Context(), []*runtime.StorageWrite{{Collection: "c", Key: "locked", UserID: ann.UserID, Value: `{}`, PermissionRead: 1}})
	if err != nil {
		t.Fatal(err)
	}
	if objects, err := bob.ReadStorage(&api.ReadStorageObjectId{Collection: "c", Key: "k", UserId: ann.UserID}, &api.ReadStorageObjectId{Collection: "c", Key: "locked", UserId: ann.UserID}); err != nil || len(objects) != 1 {
		t.Fatal(objects, err)
	}
	if _, err := ann.WriteStorage(&api.WriteStorageObject{Collection: "c", Key: "locked", Value: `{}`}); nakamatest.Code(err) != 3 {
		t.Fatal(err)
	}
	if err := ann.DeleteStorage(&api.DeleteStorageObjectId{Collection: "c", Key: "locked"}); nakamatest.Code(err) != 3 {
		t.Fatal(err)
	}
	if err := ann.DeleteStorage(&api.DeleteStorageObjectId{Collection: "c", Key: "k"}); err != nil {
		t.Fatal(err)
	}
	if list, err := ann.ListStorage(&api.ListStorageObjectsRequest{Collection: "c", UserId: ann.UserID, Limit: wrapperspb.Int32(10)}); err != nil || len(list.GetObjects()) != 1 || n.CountObjects("c") != 1 {
		t.Fatal(list, err)
	}
	for name, object := range map[string]*api.WriteStorageObject{
		"no key":      {Collection: "c", Value: `{}`},
		"no object":   {Collection: "c", Key: "k", Value: `[]`},
		"read rights": {Collection: "c", Key: "k", Value: `{}`, PermissionRead: wrapperspb.Int32(3)},
		"write right": {Collection: "c", Key: "k", Value: `{}`, PermissionWrite: wrapperspb.Int32(2)},
	} {
		if _, err := ann.WriteStorage(object); nakamatest.Code(err) != 3 {
			t.Errorf("%s: %v", name, err)
		}
	}
}
