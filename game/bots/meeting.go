package bots

import "sagishi/game"

// The suspicion that it takes to act on it, and the weight of what others say.
const (
	callThreshold        = 4.0  // to call a meeting; also the most that one accusation counts
	accuseThreshold      = 1.35 // to accuse a player in the discussion
	voteThreshold        = 0.5  // to vote for a player when a mistake would not lose the game
	carefulVoteThreshold = 3.2  // to vote for a player when it would
	hearsayWeight        = 0.25 // what an accusation counts beside the bot's own suspicion
	humanHearsayWeight   = 0.5  // at the speed of a person, who listens to one after the other
)

// accusations is the suspicion that players have voiced against each seat in the
// present meeting.
type accusations [game.MaxSeats]float64

// Hear adds what a player says in a meeting, the bot itself among them.
func (b *Bot) Hear(line Line) {
	if line.Against != Nobody {
		b.heard[line.Against] += line.Weight
	}
}

// suspect is the seat that the bot suspects most, and how much; -1 if nobody is
// left. heard may be nil. An imposter does not suspect its mates.
func (b *Bot) suspect(heard *accusations) (seat int, suspicion float64) {
	seat = -1
	weight := hearsayWeight
	if b.Human {
		weight = humanHearsayWeight
	}
	for i := range b.others {
		o := &b.others[i]
		if o.id == "" || !o.alive || b.isMate(o.id) {
			continue
		}
		s := o.suspicion
		if heard != nil {
			s += weight * heard[i]
		}
		if seat < 0 || s > suspicion {
			seat, suspicion = i, s
		}
	}
	return seat, suspicion
}

// accuse voices the bot's suspicion, once a meeting. An imposter pretends one.
func (b *Bot) accuse() {
	if b.doneForMeeting || !b.alive || b.now < b.speakAt {
		return
	}
	b.doneForMeeting = true
	seat, suspicion := b.suspect(&b.heard)
	if seat < 0 {
		return
	}
	if b.role == game.Imposter {
		suspicion = max(suspicion, 1+b.Rand.Float64())
	}
	if suspicion > accuseThreshold {
		b.line = Line{Text: b.accusation(&b.others[seat], suspicion), Against: seat, Weight: min(suspicion, callThreshold)}
	} else if b.Human && b.chance(smallTalkChance) {
		b.line = Line{Text: b.smallTalk(), Against: Nobody}
	}
}

// vote votes for the player that the bot suspects most, or skips.
func (b *Bot) vote(in []game.Input) []game.Input {
	if b.doneForMeeting || !b.alive || b.now < b.voteAt {
		return in
	}
	b.doneForMeeting = true
	seat, suspicion := b.suspect(&b.heard)
	if seat < 0 || suspicion < b.suspicionToVote() {
		return b.send(in, game.Action{Kind: game.CallOrVote, Op: opVote, Skip: true})
	}
	return b.send(in, game.Action{Kind: game.CallOrVote, Op: opVote, Target: string(b.others[seat].id)})
}

// suspicionToVote is the suspicion at which the bot votes for a player. If the
// next kill loses the game it never skips. If ejecting one of the crew would
// lead there it wants to be convinced. With lives to spare it is careless. A person
// does not count lives so exactly, and votes for a player whom it would accuse.
func (b *Bot) suspicionToVote() float64 {
	kills := b.killsToParity()
	switch {
	case kills == 1:
		return 0
	case b.Human:
		return accuseThreshold
	case kills == 2:
		return carefulVoteThreshold
	default:
		return voteThreshold
	}
}
