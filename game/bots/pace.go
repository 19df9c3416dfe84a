package bots

import (
	"math"
	"time"

	"sagishi/game"
)

// The speed of a person, in seconds: how often a person decides, how long it takes
// to react to a body, to speak and to vote, and how often a person looks which players
// are together.
const (
	decideSeconds, decideSpread = 0.3, 0.3
	reactSeconds, reactSpread   = 0.4, 1.0
	speakSeconds, speakSpread   = 2, 8
	voteSeconds, voteSpread     = 2, 12
	watchSeconds, watchSpread   = 1.5, 1.5
	strollSeconds, strollSpread = 25, 20 // from the beginning of a walk without a purpose to the next
)

// personSpeed is how fast a person walks, as a share of the highest speed allowed.
const personSpeed = 0.95

// pace is when a bot at human speed acts next. Its zero value is at once.
type pace struct {
	decideAt int // no decision before
	watchAt  int // it does not look which players are together before
	reportAt int // when it reports the body in reach; 0 = has not noticed one
	leg      leg
}

// leg is one straight part of a way. The bot sends its direction once.
type leg struct {
	walking bool
	goal    game.Vec // of the whole way
	until   int
}

// planDecision chooses when the bot decides next.
func (b *Bot) planDecision() {
	if b.Human {
		b.pace.decideAt = b.now + b.seconds(decideSeconds, decideSpread)
	}
}

// wake makes the bot decide after its time to react, if not before.
func (b *Bot) wake() {
	if b.Human {
		b.pace.decideAt = min(b.pace.decideAt, b.now+b.seconds(decideSeconds, decideSpread))
	}
}

// restUntil lets a bot at human speed go on with what it does until a tick, or until
// something happens. An imposter that may kill looks around all the time.
func (b *Bot) restUntil(tick int) {
	switch {
	case !b.Human:
	case b.hunts():
		b.pace.decideAt = min(tick, b.pace.decideAt)
	case b.role == game.Imposter && b.alive:
		b.pace.decideAt = min(tick, b.killAt)
	default:
		b.pace.decideAt = tick
	}
}

// seconds draws a time between least and least + spread, in ticks, at least 1.
func (b *Bot) seconds(least, spread float64) int {
	return max(1, int((least+spread*b.Rand.Float64())*float64(b.TickRate)))
}

// ticks converts a time.
func (b *Bot) ticks(d time.Duration) int { return int(d.Seconds() * float64(b.TickRate)) }

// timeToWatch reports whether the bot looks in this tick which players are together.
func (b *Bot) timeToWatch() bool {
	if !b.Human {
		return b.now%5 == 0
	}
	if b.now < b.pace.watchAt {
		return false
	}
	b.pace.watchAt = b.now + b.seconds(watchSeconds, watchSpread)
	return true
}

// planMeeting chooses when the bot speaks and votes in a phase of this length.
func (b *Bot) planMeeting(length time.Duration) {
	most := length.Seconds() * 0.8
	b.speakAt = b.now + b.seconds(min(speakSeconds, most), max(0, min(speakSpread, most-speakSeconds)))
	b.voteAt = b.now + b.seconds(min(voteSeconds, most), max(0, min(voteSpread, most-voteSeconds)))
}

// noticed reports whether the bot has had the time to react to a body in reach.
func (b *Bot) noticed() bool {
	if !b.Human {
		return true
	}
	if b.pace.reportAt == 0 {
		b.pace.reportAt = b.now + b.seconds(reactSeconds, reactSpread)
	}
	return b.now >= b.pace.reportAt
}

// stride walks towards a goal at human speed: it sends a direction at the beginning
// of each straight leg, and lands exactly at its end.
func (b *Bot) stride(in []game.Input, goal game.Vec) []game.Input {
	l := &b.pace.leg
	if l.walking && l.goal == goal && b.now < l.until {
		b.restUntil(l.until)
		return in
	}
	to := b.wayTo(goal)
	gap := distance(b.at, to)
	if gap < 1 {
		return b.stop(in)
	}
	perTick := personSpeed * float64(b.settings.MaxSpeed) / float64(b.TickRate)
	ticks := math.Ceil(gap / perTick)
	*l = leg{walking: true, goal: goal, until: b.now + int(ticks)}
	b.restUntil(l.until)
	return b.steer(in, to, gap/ticks)
}
