package game

import "time"

// The rules that no setting changes.
const (
	autoStartWait            = 10 * time.Second // how long auto_start waits for more players
	emptyCloseAfter          = 30 * time.Second // how long an empty match stays open
	lightsDivisor            = 3                // the crew's sight is divided by it while the lights are out
	ventAfterKill            = time.Second      // how long after a kill no vent is entered
	resyncInterval           = time.Second
	floodReplyInterval       = time.Second
	idleGrace                = 15 * time.Second       // from the warning of an idle player to the removal
	takePartTime             = 30 * time.Second       // a player who lives so long in a round takes part in it
	voteWait                 = 10 * time.Second       // how long a vote waits for a player who lost the connection
	stopsAfter               = 200 * time.Millisecond // without a position, a player stands who sends positions
	strikesForgivenPerSecond = 20
	strikeLimit              = 100 // a player with more strikes is banned
)

// rules are the settings in ticks. Durations are rounded up.
type rules struct {
	rate                                      int
	killCooldown, emergencyCooldown           int
	discussion, voting, reveal                int
	countdown, finished                       int
	taskTime, reconnect                       int
	reactor, sabotageCooldown                 int
	autoStart, emptyClose, resync, floodReply int
	ventAfterKill, lobby                      int
	idle, idleGrace, takePart, voteWait       int
	drainedLobby                              int
	stop                                      int   // without a position for so long, a player stands who sends positions
	reporterOff                               int32 // how far such a player may be off the course that was told
	speed                                     int64 // of a player, in thousandths of a unit a second
	moveBudgetMax, messageBurst, maxStrikes   int64 // upper limits, in the units of player
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
		ventAfterKill:     ticks(ventAfterKill),
		lobby:             ticks(s.LobbyTime),
		idle:              ticks(s.IdleTime),
		idleGrace:         ticks(idleGrace),
		takePart:          ticks(takePartTime),
		voteWait:          ticks(voteWait),
		drainedLobby:      ticks(drainedLobbyTime),
		stop:              max(ticks(stopsAfter), 2),
		reporterOff:       max(reporterOff, clampInt32(int64(s.MaxSpeed)*5/4/int64(rate))),
		speed:             int64(s.MaxSpeed),
		moveBudgetMax:     int64(s.MaxSpeed) * int64(rate),
		messageBurst:      MessagesPerSecond * int64(rate),
		maxStrikes:        strikeLimit * int64(rate),
	}
}

// remaining returns the milliseconds until a tick; 0 for a tick in the past.
func (g *Game) remaining(until int) int64 {
	return max(0, int64(until-g.tick)*1000/int64(g.rules.rate))
}
