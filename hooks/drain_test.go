package hooks

import (
	"testing"

	"github.com/heroiclabs/nakama-common/rtapi"

	"sagishi/internal/platform/apierr"
)

// fakeDrain refuses with an error, if there is one.
type fakeDrain struct{ refusal error }

func (d *fakeDrain) On() bool     { return d.refusal != nil }
func (d *fakeDrain) Check() error { return d.refusal }

func TestDrainedServerRefusesTicketsAndNewMatches(t *testing.T) {
	f := newFixture(t)
	ticket := &rtapi.Envelope{Message: &rtapi.Envelope_MatchmakerAdd{MatchmakerAdd: &rtapi.MatchmakerAdd{MinCount: 2, MaxCount: 4}}}
	party := &rtapi.Envelope{Message: &rtapi.Envelope_PartyMatchmakerAdd{PartyMatchmakerAdd: &rtapi.PartyMatchmakerAdd{MinCount: 2, MaxCount: 4}}}
	create := &rtapi.Envelope{Message: &rtapi.Envelope_MatchCreate{MatchCreate: &rtapi.MatchCreate{}}}
	token := &rtapi.Envelope{Message: &rtapi.Envelope_MatchJoin{MatchJoin: &rtapi.MatchJoin{Id: &rtapi.MatchJoin_Token{Token: "eyJ"}}}}
	back := &rtapi.Envelope{Message: &rtapi.Envelope_MatchJoin{MatchJoin: &rtapi.MatchJoin{Id: &rtapi.MatchJoin_MatchId{MatchId: matchID}}}}
	for _, drained := range []bool{true, false} {
		f.drain.refusal = nil
		code := 0
		if drained {
			f.drain.refusal, code = apierr.Unavailable("the server is shutting down"), 14
		}
		wantCode(t, send(t, f, "MatchmakerAdd", ticket), code)
		wantCode(t, send(t, f, "PartyMatchmakerAdd", party), code)
		wantCode(t, send(t, f, "MatchCreate", create), code)
		wantCode(t, send(t, f, "MatchJoin", token), code)
		wantCode(t, send(t, f, "MatchJoin", back), 0)
	}
	if got := f.server.counted["sagishi_guard_refusedmap[reason:draining]"]; got != 4 {
		t.Errorf("%d refusals are in the metric", got)
	}
}

func TestMatchedPlayersHearThatTheServerIsDrainedAlsoWithoutRelayedMatches(t *testing.T) {
	f := newFixture(t, func(d *Deps) { d.RelayedMatches = false })
	token := &rtapi.Envelope{Message: &rtapi.Envelope_MatchJoin{MatchJoin: &rtapi.MatchJoin{Id: &rtapi.MatchJoin_Token{Token: "eyJ"}}}}
	wantCode(t, send(t, f, "MatchJoin", token), 7)
	f.drain.refusal = apierr.Unavailable("the server is shutting down")
	wantCode(t, send(t, f, "MatchJoin", token), 14)
}

func TestDrainedServerCreatesNoMatchForMatchedPlayers(t *testing.T) {
	f := newFixture(t)
	f.drain.refusal = apierr.Unavailable("the server is shutting down")
	id, err := matched(f, entry(ann, nil), entry(bob, nil))
	if id != "" || err != nil || len(f.lobbies.requests) != 0 || f.logger.Contains("error", "") {
		t.Errorf("returned %q, %v after %d attempts, logged %v", id, err, len(f.lobbies.requests), f.logger.Entries())
	}
}
