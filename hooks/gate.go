package hooks

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/rtapi"
	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/platform/apierr"
	"sagishi/internal/platform/callback"
	"sagishi/internal/platform/ratelimit"
)

// The paces of a session.
//
// The gate's burst leaves room in a match's queue of 128 for the others, and
// its pace is above what a match tolerates, so that the match sees who floods
// and throws them out. A session that is refused more than the second pace
// allows does nothing else: it is cut off, since refusing costs the server too.
//
// What a match is asked, and what is sent to friends and to strangers, has a pace
// by player: it would not help to have many sockets.
const (
	gatePerSecond, gateBurst     = 60, 80
	refusePerSecond, refuseBurst = 200, 10_000
	tellPerSecond, tellBurst     = 2, 20
	askPerSecond, askBurst       = 5, 20
	callPerSecond, callBurst     = 5, 40
)

// paces are the meters of this server's sessions and players. A session lives
// on one server, so nothing of it need be shared.
type paces struct {
	data    *ratelimit.Meter // by session: messages to matches and parties
	refused *ratelimit.Meter // by session: those refused
	told    *ratelimit.Meter // by session: those refused with an answer; the others are lost
	asks    *ratelimit.Meter // by player: what a match is asked about: joining, chat
	calls   *ratelimit.Meter // by player: what reaches others, or lasts: status, parties, rooms, tickets

	flood, impatient, intrusive error
}

func newPaces(now func() time.Time) *paces {
	return &paces{
		data:      ratelimit.New(time.Second/gatePerSecond, gateBurst, now),
		refused:   ratelimit.New(time.Second/refusePerSecond, refuseBurst, now),
		told:      ratelimit.New(time.Second/tellPerSecond, tellBurst, now),
		asks:      ratelimit.New(time.Second/askPerSecond, askBurst, now),
		calls:     ratelimit.New(time.Second/callPerSecond, callBurst, now),
		flood:     apierr.Exhausted("too many messages: at most %d a second", gatePerSecond),
		impatient: apierr.Exhausted("too many requests: at most %d a second", askPerSecond),
		intrusive: apierr.Exhausted("too many requests: at most %d a second", callPerSecond),
	}
}

func (p *paces) forget(session any) {
	p.data.Forget(session)
	p.refused.Forget(session)
	p.told.Forget(session)
}

// mayAsk spends one question to a match, which it stops for.
func (g *guard) mayAsk(caller callback.Caller) error {
	if g.paces.asks.Allow(caller.UserID) {
		return nil
	}
	g.refused("impatient")
	return g.paces.impatient
}

// mayCall spends one message that reaches others or makes something that lasts.
// A client whose own queue is full is cut off by Nakama, so who could send at
// will could throw out everyone who follows or leads them.
func (g *guard) mayCall(caller callback.Caller) error {
	if g.paces.calls.Allow(caller.UserID) {
		return nil
	}
	g.refused("intrusive")
	return g.paces.intrusive
}

// gate is the hook before a message to a match or a party. It is the only
// place that stands before a match's queue, and runs for each such message, so
// it allocates nothing for those it lets pass.
func (g *guard) gate(ctx context.Context, logger runtime.Logger, _ *sql.DB, _ runtime.NakamaModule, in *rtapi.Envelope) (*rtapi.Envelope, error) {
	err := g.admit(ctx, in)
	if err == nil && in != nil {
		return in, nil
	}
	if err == nil {
		err = apierr.Invalid("the message is empty")
	}
	return nil, callback.ClientError(ctx, logger, "gate", err)
}

func (g *guard) admit(ctx context.Context, in *rtapi.Envelope) (err error) {
	defer callback.RecoverTo(&err)
	session := ctx.Value(runtime.RUNTIME_CTX_SESSION_ID)
	if session == nil || g.paces.data.Allow(session) {
		return nil
	}
	g.refused("flood")
	if !g.paces.refused.Allow(session) {
		return g.cutOff(ctx, session)
	}
	if g.paces.told.Allow(session) || !lose(in) {
		return g.paces.flood
	}
	return nil
}

// nowhere has the form of a match's id. Nakama drops without a word what is
// sent to a match in which the sender is not.
const nowhere = "00000000-0000-0000-0000-000000000000.nowhere"

// lose sends a message to a match where nobody gets it. An answer to each of
// hundreds of messages that a lagging connection delivers at once would overrun
// the client's own queue, for which Nakama closes its socket.
func lose(in *rtapi.Envelope) bool {
	data := in.GetMatchDataSend()
	if data == nil {
		return false
	}
	data.MatchId = nowhere
	return true
}

// cutOff ends the session of a flooder. Its player may come back.
func (g *guard) cutOff(ctx context.Context, session any) error {
	id, _ := session.(string)
	if err := g.Nakama.SessionDisconnect(ctx, id); err != nil {
		return fmt.Errorf("cut off a flooder: %w", err)
	}
	g.refused("cut_off")
	return g.paces.flood
}

// sessionEnded forgets what was kept of a session.
func (g *guard) sessionEnded(ctx context.Context, logger runtime.Logger, _ *api.Event) {
	defer callback.RecoverAndLog(logger, "session end")
	if session := ctx.Value(runtime.RUNTIME_CTX_SESSION_ID); session != nil {
		g.paces.forget(session)
		g.authors.forget(session)
	}
}

// refused counts a refusal.
func (g *guard) refused(reason string) {
	g.Nakama.MetricsCounterAdd("sagishi_guard_refused", map[string]string{"reason": reason}, 1)
}
