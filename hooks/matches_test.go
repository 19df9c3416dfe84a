package hooks

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"testing"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/rtapi"
	"github.com/heroiclabs/nakama-common/runtime"
	"google.golang.org/protobuf/types/known/wrapperspb"

	"sagishi/internal/platform/apierr"
	"sagishi/internal/service/lobby"
	"sagishi/internal/testing/nakamatest"
)

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

func TestListingsLeaveOutPrivateMatches(t *testing.T) {
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

func ticket(least, most int32, query string) *rtapi.Envelope {
	return &rtapi.Envelope{Message: &rtapi.Envelope_MatchmakerAdd{MatchmakerAdd: &rtapi.MatchmakerAdd{MinCount: least, MaxCount: most, Query: query}}}
}

func partyTicket(least, most int32, query string) *rtapi.Envelope {
	return &rtapi.Envelope{Message: &rtapi.Envelope_PartyMatchmakerAdd{PartyMatchmakerAdd: &rtapi.PartyMatchmakerAdd{MinCount: least, MaxCount: most, Query: query}}}
}

func TestTicketsAskForTwoToTenPlayers(t *testing.T) {
	f := newFixture(t)
	for _, c := range []struct {
		least, most int32
		code        int
	}{{2, 10, 0}, {2, 2, 0}, {10, 10, 0}, {1, 10, 3}, {2, 11, 3}, {11, 11, 3}, {5, 4, 3}, {0, 0, 3}, {-1, 10, 3}} {
		wantCode(t, send(t, f, "MatchmakerAdd", ticket(c.least, c.most, "")), c.code)
		wantCode(t, send(t, f, "PartyMatchmakerAdd", partyTicket(c.least, c.most, "")), c.code)
	}
}

func TestTheGuidesTicketsFindWhatTheySay(t *testing.T) {
	f := newFixture(t)
	alone, party := ticket(2, 10, "+skill:>100 mode:sabotage"), partyTicket(2, 10, "+skill:>100 mode:sabotage")
	wantCode(t, send(t, f, "MatchmakerAdd", alone), 0)
	wantCode(t, send(t, f, "PartyMatchmakerAdd", party), 0)
	const want = "+properties.skill:>100 properties.mode:sabotage"
	if alone.GetMatchmakerAdd().GetQuery() != want || party.GetPartyMatchmakerAdd().GetQuery() != want {
		t.Errorf("queries %q and %q", alone.GetMatchmakerAdd().GetQuery(), party.GetPartyMatchmakerAdd().GetQuery())
	}
}

type ticketEntry struct {
	runtime.MatchmakerEntry // nil: nothing else is asked
	userID                  string
	properties              map[string]any
}

func entry(userID string, properties map[string]any) runtime.MatchmakerEntry {
	return ticketEntry{userID: userID, properties: properties}
}

func (e ticketEntry) GetPresence() runtime.Presence { return nakamatest.Presence{UserID: e.userID} }
func (e ticketEntry) GetProperties() map[string]any { return e.properties }

func matched(f *fixture, entries ...runtime.MatchmakerEntry) (string, error) {
	hook := f.in.Registration("MatchmakerMatched").(func(context.Context, runtime.Logger, *sql.DB, runtime.NakamaModule, []runtime.MatchmakerEntry) (string, error))
	return hook(context.Background(), f.logger, nil, nil, entries)
}

func TestMatchedPlayersGetAMatchOfTheServer(t *testing.T) {
	for name, c := range map[string]struct {
		entries []runtime.MatchmakerEntry
		want    lobby.Request
	}{
		"agreed": {
			[]runtime.MatchmakerEntry{
				entry(ann, map[string]any{"mode": "sabotage", "skill": 100.0, "map": "space_station"}),
				entry(bob, map[string]any{"mode": "sabotage", "skill": 151.0}),
			},
			lobby.Request{Mode: "sabotage", Map: "space_station", Skill: 126, Reserved: []string{ann, bob}},
		},
		"most name it": {
			[]runtime.MatchmakerEntry{
				entry(ann, map[string]any{"mode": "classic"}), entry(bob, map[string]any{"mode": "sabotage"}), entry(cat, map[string]any{"mode": "sabotage"}),
			},
			lobby.Request{Mode: "sabotage", Reserved: []string{ann, bob, cat}},
		},
		"the first of equals": {
			[]runtime.MatchmakerEntry{entry(ann, map[string]any{"mode": "sabotage"}), entry(bob, map[string]any{"mode": "classic"})},
			lobby.Request{Mode: "sabotage", Reserved: []string{ann, bob}},
		},
		"nothing said": {
			[]runtime.MatchmakerEntry{entry(ann, nil), entry(bob, nil)},
			lobby.Request{Reserved: []string{ann, bob}},
		},
		"nonsense": {
			[]runtime.MatchmakerEntry{entry(ann, map[string]any{"skill": "x", "mode": 5.0}), entry(bob, map[string]any{"skill": -1.0})},
			lobby.Request{Reserved: []string{ann, bob}},
		},
	} {
		t.Run(name, func(t *testing.T) {
			f := newFixture(t)
			id, err := matched(f, c.entries...)
			if err != nil || id != matchID {
				t.Fatalf("answered %q, %v", id, err)
			}
			got := f.lobbies.requests[0]
			if got.Mode != c.want.Mode || got.Map != c.want.Map || got.Skill != c.want.Skill || !slices.Equal(got.Reserved, c.want.Reserved) {
				t.Errorf("asked for %+v, want %+v", got, c.want)
			}
		})
	}
}

func TestMakingAMatchIsTriedAgain(t *testing.T) {
	f := newFixture(t)
	f.lobbies.errs = []error{errors.New("down"), errors.New("down"), errors.New("down")}
	if id, err := matched(f, entry(ann, nil), entry(bob, nil)); err != nil || id != matchID {
		t.Errorf("answered %q, %v", id, err)
	}
}

func TestPropertiesThatMakeNoMatchAreLeftOut(t *testing.T) {
	f := newFixture(t)
	f.lobbies.errs = []error{apierr.Invalid("mode: must be classic or sabotage")}
	id, err := matched(f, entry(ann, map[string]any{"mode": "chess", "skill": 5.0}), entry(bob, nil))
	if err != nil || id != matchID {
		t.Fatalf("answered %q, %v", id, err)
	}
	if again := f.lobbies.requests[1]; again.Mode != "" || !slices.Equal(again.Reserved, []string{ann, bob}) {
		t.Errorf("asked again for %+v", again)
	}
}

func TestGivingUpIsLoggedAndSaid(t *testing.T) {
	f := newFixture(t)
	for range createAttempts {
		f.lobbies.errs = append(f.lobbies.errs, errors.New("down"))
	}
	id, err := matched(f, entry(ann, nil), entry(bob, nil))
	wantCode(t, err, 13)
	if id != "" || len(f.lobbies.requests) != createAttempts || !f.logger.Contains("error", "2 matched players") {
		t.Errorf("answered %q after %d attempts, logged %v", id, len(f.lobbies.requests), f.logger.Entries())
	}
	if f.streams.counted["sagishi_guard_refusedmap[reason:matched_without_match]"] != 1 {
		t.Errorf("counted %v", f.streams.counted)
	}
}
