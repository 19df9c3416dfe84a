package hooks

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"testing"

	"github.com/heroiclabs/nakama-common/rtapi"
	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/platform/apierr"
	"sagishi/internal/service/lobby"
	"sagishi/internal/testing/nakamatest"
)

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

func TestGuideTicketQueriesSearchProperties(t *testing.T) {
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
	runtime.MatchmakerEntry // nil: no other method is called
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

func TestMatchedPlayersGetAServerMatch(t *testing.T) {
	for name, c := range map[string]struct {
		entries []runtime.MatchmakerEntry
		want    lobby.Request
	}{
		"equal properties": {
			[]runtime.MatchmakerEntry{
				entry(ann, map[string]any{"mode": "sabotage", "skill": 100.0, "map": "space_station"}),
				entry(bob, map[string]any{"mode": "sabotage", "skill": 151.0}),
			},
			lobby.Request{Mode: "sabotage", Map: "space_station", Skill: 126, Reserved: []string{ann, bob}},
		},
		"the most common value": {
			[]runtime.MatchmakerEntry{
				entry(ann, map[string]any{"mode": "classic"}), entry(bob, map[string]any{"mode": "sabotage"}), entry(cat, map[string]any{"mode": "sabotage"}),
			},
			lobby.Request{Mode: "sabotage", Reserved: []string{ann, bob, cat}},
		},
		"the first of equally common values": {
			[]runtime.MatchmakerEntry{entry(ann, map[string]any{"mode": "sabotage"}), entry(bob, map[string]any{"mode": "classic"})},
			lobby.Request{Mode: "sabotage", Reserved: []string{ann, bob}},
		},
		"no properties": {
			[]runtime.MatchmakerEntry{entry(ann, nil), entry(bob, nil)},
			lobby.Request{Reserved: []string{ann, bob}},
		},
		"invalid properties": {
			[]runtime.MatchmakerEntry{entry(ann, map[string]any{"skill": "x", "mode": 5.0}), entry(bob, map[string]any{"skill": -1.0})},
			lobby.Request{Reserved: []string{ann, bob}},
		},
	} {
		t.Run(name, func(t *testing.T) {
			f := newFixture(t)
			id, err := matched(f, c.entries...)
			if err != nil || id != matchID {
				t.Fatalf("returned %q, %v", id, err)
			}
			got := f.lobbies.requests[0]
			if got.Mode != c.want.Mode || got.Map != c.want.Map || got.Skill != c.want.Skill || !got.RankedOnly || !slices.Equal(got.Reserved, c.want.Reserved) {
				t.Errorf("created with %+v, want %+v", got, c.want)
			}
		})
	}
}

func TestCreatingAMatchIsRetried(t *testing.T) {
	f := newFixture(t)
	f.lobbies.errs = []error{errors.New("down"), errors.New("down"), errors.New("down")}
	if id, err := matched(f, entry(ann, nil), entry(bob, nil)); err != nil || id != matchID {
		t.Errorf("returned %q, %v", id, err)
	}
}

func TestInvalidTicketPropertiesAreIgnored(t *testing.T) {
	f := newFixture(t)
	f.lobbies.errs = []error{apierr.Invalid("mode: must be classic or sabotage")}
	id, err := matched(f, entry(ann, map[string]any{"mode": "chess", "skill": 5.0}), entry(bob, nil))
	if err != nil || id != matchID {
		t.Fatalf("returned %q, %v", id, err)
	}
	if second := f.lobbies.requests[1]; second.Mode != "" || !second.RankedOnly || !slices.Equal(second.Reserved, []string{ann, bob}) {
		t.Errorf("created again with %+v", second)
	}
}

func TestFailureToCreateAMatchIsLoggedAndCounted(t *testing.T) {
	f := newFixture(t)
	for range createAttempts {
		f.lobbies.errs = append(f.lobbies.errs, errors.New("down"))
	}
	id, err := matched(f, entry(ann, nil), entry(bob, nil))
	wantCode(t, err, 13)
	if id != "" || len(f.lobbies.requests) != createAttempts || !f.logger.Contains("error", "2 matched players") {
		t.Errorf("returned %q after %d attempts, logged %v", id, len(f.lobbies.requests), f.logger.Entries())
	}
	if f.server.counted["sagishi_guard_refusedmap[reason:no_match_created]"] != 1 {
		t.Errorf("counted %v", f.server.counted)
	}
}
