package hooks

import (
	"errors"
	"strings"
	"testing"

	"github.com/heroiclabs/nakama-common/rtapi"
	"github.com/heroiclabs/nakama-common/runtime"
	"google.golang.org/protobuf/proto"

	"sagishi/internal/platform/apierr"
)

// unlimited are the calls without a limit for each player, and why.
var unlimited = map[string]string{
	"SessionRefresh":     "has no player: the proxy limits requests by address",
	"SessionLogout":      "ends the session",
	"DeleteAccount":      "once for each account",
	"GetMatchmakerStats": "a few numbers in memory",

	"ChannelLeave":          "reaches others once for each join, and joins are limited",
	"MatchLeave":            "likewise",
	"PartyLeave":            "likewise",
	"MatchmakerRemove":      "removes what was added, which is limited",
	"PartyMatchmakerRemove": "likewise",
	"Ping":                  "reaches nobody and stores nothing",
	"Pong":                  "likewise",
	"Rpc":                   "Nakama runs no hook: each RPC has a limit of its own",
}

// enough is how often a call is repeated: more than the greatest budget.
const enough = 600

func TestEveryCallOfPlayersIsRateLimited(t *testing.T) {
	limited := map[string]bool{}
	for _, r := range requests {
		if !strings.HasPrefix(r.API, "Authenticate") { // has no player: the proxy limits logins by address
			limited[r.API] = untilLimited(t, r.API, func(f *fixture) error { return callEmpty(f, r.API) })
		}
	}
	for _, r := range messages {
		if r.Rule != ruleServer {
			limited[r.API] = untilLimited(t, r.API, func(f *fixture) error { return send(t, f, r.API, anyMessage(r.API)) })
		}
	}
	for name, is := range limited {
		if why := unlimited[name]; is == (why != "") {
			t.Errorf("%s is limited: %v; why it need not be: %q", name, is, why)
		}
	}
}

// untilLimited repeats a call and reports whether a limit ends it. No call may be
// refused for another reason.
func untilLimited(t *testing.T, name string, call func(*fixture) error) bool {
	t.Helper()
	f := newFixture(t, func(d *Deps) { d.AuthMethods = everyMethod })
	for range enough {
		err := call(f)
		if refusal, refused := errors.AsType[*runtime.Error](err); refused && refusal.Code == int(apierr.CodeResourceExhausted) {
			return true
		}
		if err != nil {
			t.Errorf("%s: %v", name, err)
			return false
		}
	}
	return false
}

// callEmpty sends an empty request through its hook, if there is one.
func callEmpty(f *fixture, name string) error {
	switch hook := f.in.Registration("Before" + name).(type) {
	case nil:
		return nil
	case bareHook:
		return hook(as(ann), f.logger, nil, nil)
	}
	_, err := callHook(f, "Before"+name, false)
	return err
}

// anyMessage returns a realtime message that its check allows: an empty one, where
// that is allowed.
func anyMessage(name string) *rtapi.Envelope {
	envelope := &rtapi.Envelope{}
	if in, found := socialMessages()[name]; found {
		proto.Merge(envelope, in)
		return envelope
	}
	fields := envelope.ProtoReflect().Descriptor().Oneofs().ByName("message").Fields()
	for i := range fields.Len() {
		if camel(string(fields.Get(i).Name())) == name {
			envelope.ProtoReflect().Mutable(fields.Get(i))
		}
	}
	return envelope
}

func TestChangesHaveOneLimit(t *testing.T) {
	f := newFixture(t)
	changes := []string{"JoinTournament", "DeleteLeaderboardRecord", "LinkCustom", "ValidatePurchaseApple", "WriteLeaderboardRecord"}
	for i := range changeBurst {
		wantCode(t, callEmpty(f, changes[i%len(changes)]), 0)
	}
	for _, name := range []string{"JoinTournament", "DeleteTournamentRecord", "UnlinkDevice", "ValidateSubscriptionGoogle", "WriteTournamentRecord"} {
		wantCode(t, callEmpty(f, name), 8)
	}
	wantCode(t, callEmpty(f, "GetAccount"), 0)
}
