package game

// MessagesPerSecond is how many messages a player may send to a match. The hook
// before the match's queue allows more, so that the match sees a flooding player and
// kicks it.
const MessagesPerSecond = 40

const floodText = "too many messages: at most 40 a second"

// spendMessage takes one message from the player's budget. It returns false if
// none is left.
func (p *player) spendMessage(r *rules) bool {
	if p.messageBudget < int64(r.rate) {
		return false
	}
	p.messageBudget -= int64(r.rate)
	return true
}
