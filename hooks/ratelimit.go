package hooks

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"github.com/heroiclabs/nakama-common/rtapi"
	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/platform/apierr"
	"sagishi/internal/platform/callback"
	"sagishi/internal/platform/ratelimit"
)

// The rates of a session and of a player.
//
// The burst of match data leaves room for others in a match's queue of 128. Its
// rate is above what a match tolerates, so that the match sees a flooding
// player and kicks it. A session whose refusals exceed their own rate is
// disconnected, because each refusal costs the server time too.
//
// Match queries and social messages are limited per player, so more sockets do
// not help.
const (
	dataPerSecond, dataBurst             = 60, 80
	refusalPerSecond, refusalBurst       = 200, 10_000
	replyPerSecond, replyBurst           = 2, 20
	matchQueryPerSecond, matchQueryBurst = 5, 20
	socialPerSecond, socialBurst         = 5, 40
)

// limits are the rate limits of this server's sessions and players. A session
// lives on one server, so servers need not share them.
type limits struct {
	nk Nakama

	data     *ratelimit.Limiter // by session: messages to matches and parties
	refusals *ratelimit.Limiter // by session: refused messages
	replies  *ratelimit.Limiter // by session: refusals that are answered; the others are dropped silently
	queries  *ratelimit.Limiter // by player: questions to a match: joining it, chat in its room
	social   *ratelimit.Limiter // by player: what reaches others or lasts: status, parties, rooms, tickets

	errFlood, errJoinRate, errSocialRate error
}

func newLimits(nk Nakama, now func() time.Time) *limits {
	return &limits{
		nk:            nk,
		data:          ratelimit.New(time.Second/dataPerSecond, dataBurst, now),
		refusals:      ratelimit.New(time.Second/refusalPerSecond, refusalBurst, now),
		replies:       ratelimit.New(time.Second/replyPerSecond, replyBurst, now),
		queries:       ratelimit.New(time.Second/matchQueryPerSecond, matchQueryBurst, now),
		social:        ratelimit.New(time.Second/socialPerSecond, socialBurst, now),
		errFlood:      apierr.Exhausted("too many messages: at most %d a second", dataPerSecond),
		errJoinRate:   apierr.Exhausted("too many requests: at most %d a second", matchQueryPerSecond),
		errSocialRate: apierr.Exhausted("too many requests: at most %d a second", socialPerSecond),
	}
}

// forget drops a session that has ended.
func (l *limits) forget(session any) {
	l.data.Remove(session)
	l.refusals.Remove(session)
	l.replies.Remove(session)
}

// allowMatchQuery limits what a match must answer, because it interrupts the
// match's tick.
func (l *limits) allowMatchQuery(caller callback.Caller) error {
	if l.queries.Allow(caller.UserID) {
		return nil
	}
	l.countRefusal("match_query_rate")
	return l.errJoinRate
}

// allowSocial limits what reaches other players or lasts. Nakama disconnects a
// client whose outgoing queue is full, so without this limit a player could
// disconnect followers and party leaders.
func (l *limits) allowSocial(caller callback.Caller) error {
	if l.social.Allow(caller.UserID) {
		return nil
	}
	l.countRefusal("social_rate")
	return l.errSocialRate
}

// social is a check of the content, if there is one, and of the social limit.
func social[T any](f func(*T) error) check[T] {
	return func(g *guard, _ context.Context, caller callback.Caller, in *T) error {
		if f != nil {
			if err := f(in); err != nil {
				return err
			}
		}
		return g.limits.allowSocial(caller)
	}
}

// gate is the hook before a message to a match or a party: the only protection
// of a match's queue. It runs for each such message, so it does not allocate
// for those that pass.
func (l *limits) gate(ctx context.Context, logger runtime.Logger, _ *sql.DB, _ runtime.NakamaModule, in *rtapi.Envelope) (*rtapi.Envelope, error) {
	err := l.allowData(ctx, in)
	if err == nil && in != nil {
		return in, nil
	}
	if err == nil {
		err = apierr.Invalid("the message is empty")
	}
	return nil, callback.ClientError(ctx, logger, "gate", err)
}

func (l *limits) allowData(ctx context.Context, in *rtapi.Envelope) (err error) {
	defer callback.RecoverTo(&err)
	session := ctx.Value(runtime.RUNTIME_CTX_SESSION_ID)
	if session == nil || l.data.Allow(session) {
		return nil
	}
	l.countRefusal("flood")
	if !l.refusals.Allow(session) {
		return l.disconnect(ctx, session)
	}
	if l.replies.Allow(session) || !dropSilently(in) {
		return l.errFlood
	}
	return nil
}

// blackholeMatchID has the form of a match's id. Nakama drops what is sent to a
// match that the sender has not joined, without an answer.
const blackholeMatchID = "00000000-0000-0000-0000-000000000000.nowhere"

// dropSilently redirects a message to the blackhole match, and reports whether
// it could. Answering each of the hundreds of messages that a lagging connection
// may deliver at once would overflow the client's own queue, for which Nakama
// closes its socket.
func dropSilently(in *rtapi.Envelope) bool {
	data := in.GetMatchDataSend()
	if data == nil {
		return false
	}
	data.MatchId = blackholeMatchID
	return true
}

// disconnect ends the session of a flooding client. It may connect again.
func (l *limits) disconnect(ctx context.Context, session any) error {
	id, _ := session.(string)
	if err := l.nk.SessionDisconnect(ctx, id); err != nil {
		return fmt.Errorf("disconnect a flooding session: %w", err)
	}
	l.countRefusal("disconnected")
	return l.errFlood
}

func (l *limits) countRefusal(reason string) {
	l.nk.MetricsCounterAdd("sagishi_guard_refused", map[string]string{"reason": reason}, 1)
}
