package hooks

import (
	"context"
	"testing"
	"time"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/rtapi"
	"github.com/heroiclabs/nakama-common/runtime"
	"google.golang.org/protobuf/types/known/wrapperspb"
)

// socialMessages are the messages that reach other players or last.
func socialMessages() map[string]*rtapi.Envelope {
	return map[string]*rtapi.Envelope{
		"StatusUpdate":   {Message: &rtapi.Envelope_StatusUpdate{StatusUpdate: &rtapi.StatusUpdate{Status: wrapperspb.String("hello")}}},
		"StatusFollow":   {Message: &rtapi.Envelope_StatusFollow{StatusFollow: &rtapi.StatusFollow{UserIds: []string{bob}}}},
		"StatusUnfollow": {Message: &rtapi.Envelope_StatusUnfollow{StatusUnfollow: &rtapi.StatusUnfollow{UserIds: []string{bob}}}},
		"PartyCreate":    {Message: &rtapi.Envelope_PartyCreate{PartyCreate: &rtapi.PartyCreate{MaxSize: 4}}},
		"PartyUpdate":    {Message: &rtapi.Envelope_PartyUpdate{PartyUpdate: &rtapi.PartyUpdate{Label: "x"}}},
		"PartyJoin":      {Message: &rtapi.Envelope_PartyJoin{PartyJoin: &rtapi.PartyJoin{PartyId: "p"}}},
		"MatchmakerAdd": {Message: &rtapi.Envelope_MatchmakerAdd{
			MatchmakerAdd: &rtapi.MatchmakerAdd{MinCount: 2, MaxCount: 10, Query: "*"},
		}},
		"PartyMatchmakerAdd": {Message: &rtapi.Envelope_PartyMatchmakerAdd{
			PartyMatchmakerAdd: &rtapi.PartyMatchmakerAdd{MinCount: 2, MaxCount: 10, Query: "*"},
		}},
		"ChannelJoin":  channelJoin("lobby", nil),
		"PartyPromote": {Message: &rtapi.Envelope_PartyPromote{PartyPromote: &rtapi.PartyPromote{PartyId: "p"}}},
		"PartyAccept":  {Message: &rtapi.Envelope_PartyAccept{PartyAccept: &rtapi.PartyAccept{PartyId: "p"}}},
		"PartyRemove":  {Message: &rtapi.Envelope_PartyRemove{PartyRemove: &rtapi.PartyRemove{PartyId: "p"}}},
		"PartyClose":   {Message: &rtapi.Envelope_PartyClose{PartyClose: &rtapi.PartyClose{PartyId: "p"}}},
	}
}

func TestSocialMessagesAreRateLimited(t *testing.T) {
	for name, in := range socialMessages() {
		t.Run(name, func(t *testing.T) {
			f := newFixture(t)
			for range socialBurst {
				wantCode(t, send(t, f, name, in), 0)
			}
			wantCode(t, send(t, f, name, in), 8)
			wantCode(t, sendAs(t, f, bob, name, in), 0)
			f.now = f.now.Add(time.Second / socialPerSecond)
			wantCode(t, send(t, f, name, in), 0)
			wantCode(t, send(t, f, name, in), 8)
		})
	}
}

func TestSocialLimitIsPerPlayerNotPerSocket(t *testing.T) {
	f := newFixture(t)
	in := socialMessages()["StatusUpdate"]
	hook := f.in.Registration("BeforeRt statusupdate").(envelopeHook)
	end := f.in.Registration("EventSessionEnd").(func(context.Context, runtime.Logger, *api.Event))
	passed := 0
	for i := range 3 * socialBurst {
		ctx := context.WithValue(as(ann), runtime.RUNTIME_CTX_SESSION_ID, string(rune('a'+i%3))) //nolint:staticcheck // Nakama uses plain strings as keys.
		if _, err := hook(ctx, f.logger, nil, nil, in); err == nil {
			passed++
		}
		end(ctx, f.logger, nil)
	}
	if passed != socialBurst {
		t.Errorf("%d passed, want %d", passed, socialBurst)
	}
}
