package hooks

import (
	"context"
	"time"

	"sagishi/internal/platform/apierr"
	"sagishi/internal/platform/callback"
	"sagishi/internal/platform/metrics"
	"sagishi/internal/platform/ratelimit"
)

// The rates of a player. Those of messages to matches are in queue_gate.go.
//
// These are limited per player, over HTTP and sockets together, so more
// sockets do not help.
const (
	matchQueryPerSecond, matchQueryBurst = 5, 20
	socialPerSecond, socialBurst         = 5, 40
	searchPerSecond, searchBurst         = 5, 40
	listPerSecond, listBurst             = 20, 200
	storagePerSecond, storageBurst       = 5, 100
	changePerSecond, changeBurst         = 5, 40
)

// What a player does to one other player or group is limited as well: without
// that, requests and their withdrawal could fill an inbox.
const (
	contactInterval, contactBurst = 10 * time.Second, 10
	createInterval, createBurst   = 2 * time.Second, 20
	quotaInterval, quotaBurst     = 4 * time.Second, 20
)

// messageCost is the cost of a message in the social limit, in which one id of
// another player costs 1. A message reaches others at once, and Nakama
// disconnects a client whose outgoing queue of 64 messages is full.
const messageCost = 5

// limits are the rate limits of this server's sessions and players. A session
// lives on one server, so servers need not share them.
type limits struct {
	nk Nakama

	data     *ratelimit.Limiter // by session: messages to matches and parties
	refusals *ratelimit.Limiter // by player: refused messages
	replies  *ratelimit.Limiter // by session: refusals that are answered; the others are dropped silently
	errFlood error

	queries   limit // questions to a match: joining it, chat in its room
	social    limit // what reaches others or lasts: status, chat, parties, rooms, tickets, friends, groups
	searches  limit // listings with a query, which costs processor time
	lists     limit // other listings and reads of the database: see lists.go
	changes   limit // changes of what the player alone has: links, records, receipts
	storage   limit // objects that are written or deleted
	creates   limit // relayed matches, and groups
	overQuota limit // writes beyond the quota: each reads all of the player's objects
	contacts  limit // by player and target: see contact
}

// limit is a rate limit of each player.
type limit struct {
	limiter *ratelimit.Limiter
	reason  string // of the metric of refusals
	refusal error
}

func newLimits(nk Nakama, now func() time.Time) *limits {
	perSecond := func(reason string, rate, burst, cost int) limit {
		return limit{
			limiter: ratelimit.New(time.Second/time.Duration(rate*cost), burst*cost, now),
			reason:  reason,
			refusal: apierr.Exhausted("too many requests: at most %d a second", rate),
		}
	}
	every := func(reason string, interval time.Duration, burst int) limit {
		return limit{ratelimit.New(interval, burst, now), reason, apierr.Exhausted("too many requests: at most one in %d seconds", interval/time.Second)}
	}
	return &limits{
		nk:        nk,
		data:      ratelimit.New(time.Second/dataPerSecond, dataBurst, now),
		refusals:  ratelimit.New(time.Second/refusalPerSecond, refusalBurst, now),
		replies:   ratelimit.New(time.Second/replyPerSecond, replyBurst, now),
		errFlood:  apierr.Exhausted("too many messages: at most %d a second", dataPerSecond),
		queries:   perSecond("match_query_rate", matchQueryPerSecond, matchQueryBurst, 1),
		social:    perSecond("social_rate", socialPerSecond, socialBurst, messageCost),
		searches:  perSecond("search_rate", searchPerSecond, searchBurst, 1),
		lists:     perSecond("list_rate", listPerSecond, listBurst, 1),
		storage:   perSecond("storage_rate", storagePerSecond, storageBurst, 1),
		changes:   perSecond("change_rate", changePerSecond, changeBurst, 1),
		creates:   every("create_rate", createInterval, createBurst),
		overQuota: every("over_quota_rate", quotaInterval, quotaBurst),
		contacts:  every("contact_rate", contactInterval, contactBurst),
	}
}

// dropSession drops a session that has ended. What is counted by player stays until the
// budget is full again.
func (l *limits) dropSession(session any) {
	l.data.Remove(session)
	l.replies.Remove(session)
}

// contact is the key of the contacts limit.
type contact struct{ userID, target string }

// allow spends n of the budget that the key has in a limit.
func (l *limits) allow(of limit, key any, n int) error {
	if of.limiter.AllowN(key, n) {
		return nil
	}
	l.countRefusal(of.reason)
	return of.refusal
}

// allowMatchQuery limits what a match must answer, because it interrupts the
// match's tick.
func (l *limits) allowMatchQuery(caller callback.Caller) error {
	return l.allow(l.queries, caller.UserID, 1)
}

// allowSocial limits messages that reach other players or last.
func (l *limits) allowSocial(caller callback.Caller) error {
	return l.allow(l.social, caller.UserID, messageCost)
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

func (l *limits) countRefusal(reason string) {
	metrics.GuardRefused.Add(l.nk, 1, reason)
}
