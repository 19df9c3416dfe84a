package hooks

import (
	"context"
	"database/sql"
	"slices"
	"testing"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/rtapi"
	"github.com/heroiclabs/nakama-common/runtime"
	"google.golang.org/protobuf/types/known/wrapperspb"

	"sagishi/internal/platform/apierr"
	"sagishi/internal/service/lobby"
)

func TestJoiningAMatchGivesUpTheSeatInAnother(t *testing.T) {
	f := newFixture(t)
	join := func(id string) error {
		return send(t, f, "MatchJoin", &rtapi.Envelope{Message: &rtapi.Envelope_MatchJoin{MatchJoin: &rtapi.MatchJoin{Id: &rtapi.MatchJoin_MatchId{MatchId: id}}}})
	}
	wantCode(t, join(matchID), 0)
	wantCode(t, join(relayedID), 0)
	if want := []string{ann + " " + matchID}; !slices.Equal(f.lobbies.prepared, want) {
		t.Errorf("prepared %q, want %q: relayed matches have no seats", f.lobbies.prepared, want)
	}
	for _, form := range []string{"0F8FAD5B-D9CB-469F-A165-70867728950E.nakama1", "0f8fad5bd9cb469fa16570867728950e.nakama1"} {
		in := &rtapi.Envelope{Message: &rtapi.Envelope_MatchJoin{MatchJoin: &rtapi.MatchJoin{Id: &rtapi.MatchJoin_MatchId{MatchId: form}}}}
		wantCode(t, send(t, f, "MatchJoin", in), 0)
		if got := in.GetMatchJoin().GetMatchId(); got != matchID {
			t.Errorf("%s is passed on as %s", form, got)
		}
	}
	f.lobbies.joinErr = apierr.Precondition("you are alive in the running match %s", matchID)
	wantCode(t, join(matchID), 9)
}

func TestForgedUsernameNeverReachesAMatch(t *testing.T) {
	f := newFixture(t)
	for _, c := range []struct {
		join *rtapi.MatchJoin
		want string
	}{
		{&rtapi.MatchJoin{Id: &rtapi.MatchJoin_MatchId{MatchId: matchID}}, ann},
		{&rtapi.MatchJoin{Id: &rtapi.MatchJoin_MatchId{MatchId: relayedID}}, ""},
		{&rtapi.MatchJoin{Id: &rtapi.MatchJoin_Token{Token: "eyJ"}}, ""},
	} {
		c.join.Metadata = map[string]string{lobby.UsernameKey: "bob", "encoding": "json"}
		in := &rtapi.Envelope{Message: &rtapi.Envelope_MatchJoin{MatchJoin: c.join}}
		wantCode(t, send(t, f, "MatchJoin", in), 0)
		if got := in.GetMatchJoin().GetMetadata(); got[lobby.UsernameKey] != c.want || got["encoding"] != "json" {
			t.Errorf("%v passes with %v", c.join.GetId(), got)
		}
	}
}

func TestRelayedMatchesCanBeSwitchedOff(t *testing.T) {
	create := &rtapi.Envelope{Message: &rtapi.Envelope_MatchCreate{MatchCreate: &rtapi.MatchCreate{}}}
	named := &rtapi.Envelope{Message: &rtapi.Envelope_MatchCreate{MatchCreate: &rtapi.MatchCreate{Name: "impostors"}}}
	byID := func(id string) *rtapi.Envelope {
		return &rtapi.Envelope{Message: &rtapi.Envelope_MatchJoin{MatchJoin: &rtapi.MatchJoin{Id: &rtapi.MatchJoin_MatchId{MatchId: id}}}}
	}
	byToken := &rtapi.Envelope{Message: &rtapi.Envelope_MatchJoin{MatchJoin: &rtapi.MatchJoin{Id: &rtapi.MatchJoin_Token{Token: "eyJ"}}}}

	on := newFixture(t)
	off := newFixture(t, func(d *Deps) { d.RelayedMatches = false })
	for _, c := range []struct {
		message string
		in      *rtapi.Envelope
		code    int // when switched off
	}{
		{"MatchCreate", create, 7},
		{"MatchCreate", named, 7},
		{"MatchJoin", byID(matchID), 0},
		{"MatchJoin", byID(relayedID), 7},
		{"MatchJoin", byToken, 7},
	} {
		wantCode(t, send(t, on, c.message, c.in), 0)
		wantCode(t, send(t, off, c.message, c.in), c.code)
	}
}

func listed(t *testing.T, f *fixture, out *api.MatchList) ([]string, error) {
	t.Helper()
	hook := f.in.Registration("AfterListMatches").(func(context.Context, runtime.Logger, *sql.DB, runtime.NakamaModule, *api.MatchList, *api.ListMatchesRequest) error)
	err := hook(as(ann), f.logger, nil, nil, out, nil)
	var ids []string
	for _, match := range out.GetMatches() {
		ids = append(ids, match.GetMatchId())
	}
	return ids, err
}

func TestListingsHidePrivateMatches(t *testing.T) {
	f := newFixture(t)
	match := func(id, label string) *api.Match {
		return &api.Match{MatchId: id, Authoritative: true, Label: wrapperspb.String(label)}
	}
	got, err := listed(t, f, &api.MatchList{Matches: []*api.Match{
		match("public", `{"open":true}`), match("private", `{"open":false,"private":true}`),
		match("running", `{"open":false}`), match("junk", `junk`),
		{MatchId: "relayed"},
		{MatchId: "bare", Authoritative: true},
	}})
	if want := []string{"public", "running", "relayed"}; err != nil || !slices.Equal(got, want) {
		t.Errorf("listed %v, %v, want %v", got, err, want)
	}
	if got, err := listed(t, f, nil); err != nil || got != nil {
		t.Errorf("no list: %v, %v", got, err)
	}
}
