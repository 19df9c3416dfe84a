package game

import "time"

// Fixed rules: the ones that no setting changes.
const (
	autoStartWait            = 10 * time.Second // how long auto_start waits for more players
	emptyCloseAfter          = 30 * time.Second // how long an empty match stays
	lightsDivisor            = 3                // what lights out leaves of the crew's sight
	resyncInterval           = time.Second
	floodReplyInterval       = time.Second
	messagesPerSecond        = 40  // what one player may send
	strikesForgivenPerSecond = 20  // how fast strikes are forgotten
	strikeLimit              = 100 // above it the player is removed
)

// rules are the settings in ticks. Lengths of time are rounded up.
type rules struct {
	rate                                      int
	killCooldown, emergencyCooldown           int
	discussion, voting, reveal                int
	countdown, finished                       int
	taskTime, reconnect                       int
	reactor, sabotageCooldown                 int
	autoStart, emptyClose, resync, floodReply int
	speed                                     int64 // of a player, thousandths a second
	moveBudgetMax, messageBurst, maxStrikes   int64 // ceilings of the budgets, see player
}

func rulesFrom(s Settings, rate int) rules {
	ticks := func(d time.Duration) int {
		return int((d*time.Duration(rate) + time.Second - 1) / time.Second)
	}
	return rules{
		rate:              rate,
		killCooldown:      ticks(s.KillCooldown),
		emergencyCooldown: ticks(s.EmergencyCooldown),
		discussion:        ticks(s.DiscussionTime),
		voting:            ticks(s.VotingTime),
		reveal:            ticks(s.RevealTime),
		countdown:         ticks(s.StartCountdown),
		finished:          ticks(s.FinishedTime),
		taskTime:          ticks(s.TaskTime),
		reconnect:         ticks(s.ReconnectTime),
		reactor:           ticks(s.ReactorTime),
		sabotageCooldown:  ticks(s.SabotageCooldown),
		autoStart:         ticks(autoStartWait),
		emptyClose:        ticks(emptyCloseAfter),
		resync:            ticks(resyncInterval),
		floodReply:        ticks(floodReplyInterval),
		speed:             int64(s.MaxSpeed),
		moveBudgetMax:     int64(s.MaxSpeed) * int64(rate),
		messageBurst:      messagesPerSecond * int64(rate),
		maxStrikes:        strikeLimit * int64(rate),
	}
}

// remaining is the milliseconds until a tick; 0 for no tick.
func (g *Game) remaining(until int) int64 {
	if until <= g.tick {
		return 0
	}
	return int64(until-g.tick) * 1000 / int64(g.rules.rate)
}
