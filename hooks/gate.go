package hooks

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/rtapi"
	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/edge"
	"sagishi/internal/fault"
)

// The paces of a session. A player who moves at each of ten ticks a second and
// acts besides stays far below the first. A session that is refused more often
// than the second allows is not a laggard: it is cut off, since refusing costs
// the server too.
const (
	gatePerSecond, gateBurst     = 40, 80
	refusePerSecond, refuseBurst = 200, 1000
	chatPerSecond, chatBurst     = 5, 20
)

// paces are the meters of this server's sessions. A session lives on one
// server, so nothing of it need be shared.
type paces struct {
	data    *meter // messages to matches and parties
	refused *meter // those refused
	chat    *meter // chat messages, each of which asks the match

	flood error
}

func newPaces(now func() time.Time) *paces {
	return &paces{
		data:    newMeter(gatePerSecond, gateBurst, now),
		refused: newMeter(refusePerSecond, refuseBurst, now),
		chat:    newMeter(chatPerSecond, chatBurst, now),
		flood:   fault.Exhausted("too many messages: at most %d a second", gatePerSecond),
	}
}

func (p *paces) forget(session any) {
	p.data.forget(session)
	p.refused.forget(session)
	p.chat.forget(session)
}

// gate is the hook before a message to a match or a party. It is the only
// place that stands before a match's queue, and runs for each such message, so
// it allocates nothing for those it lets pass.
func (g *guard) gate(ctx context.Context, logger runtime.Logger, _ *sql.DB, _ runtime.NakamaModule, in *rtapi.Envelope) (*rtapi.Envelope, error) {
	err := g.admit(ctx)
	if err == nil && in != nil {
		return in, nil
	}
	if err == nil {
		err = fault.Invalid("the message is empty")
	}
	return nil, edge.Answer(ctx, logger, "gate", err)
}

func (g *guard) admit(ctx context.Context) (err error) {
	defer edge.Recover(&err)
	session := ctx.Value(runtime.RUNTIME_CTX_SESSION_ID)
	if session == nil || g.paces.data.allow(session) {
		return nil
	}
	g.refused("flood")
	if g.paces.refused.allow(session) {
		return g.paces.flood
	}
	return g.cutOff(ctx, session)
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
	defer edge.Log(logger, "session end")
	if session := ctx.Value(runtime.RUNTIME_CTX_SESSION_ID); session != nil {
		g.paces.forget(session)
		g.authors.forget(session)
	}
}

// refused counts a refusal.
func (g *guard) refused(reason string) {
	g.Nakama.MetricsCounterAdd("sagishi_guard_refused", map[string]string{"reason": reason}, 1)
}
