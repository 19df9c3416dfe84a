package hooks

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/heroiclabs/nakama-common/rtapi"
	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/platform/apierr"
	"sagishi/internal/platform/callback"
)

// The rates of a session's messages to matches and parties.
//
// The burst leaves room for others in a match's queue of 128. The rate is above
// what a match tolerates, so that the match sees a flooding player and kicks it.
// A session is disconnected if its player's refusals exceed their own rate, because
// each refusal costs the server time too. They are counted by player, since a
// flooder who connects again would start with all of that large burst.
const (
	dataPerSecond, dataBurst       = 60, 80
	refusalPerSecond, refusalBurst = 200, 10_000
	replyPerSecond, replyBurst     = 2, 20
)

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
	if !l.refusals.Allow(ctx.Value(runtime.RUNTIME_CTX_USER_ID)) {
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
