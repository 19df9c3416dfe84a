package game

// refillBudgets adds one tick's share to what a player may move and send, and
// forgives strikes.
func (p *player) refillBudgets(r *rules) {
	p.moveBudget = min(p.moveBudget+r.speed, r.moveBudgetMax)
	p.messageBudget = min(p.messageBudget+messagesPerSecond, r.messageBurst)
	p.strikes = max(p.strikes-strikesForgivenPerSecond, 0)
}

// spendMove takes the distance to a place from the player's budget. It returns
// false, and takes nothing, if the budget is too small.
func (p *player) spendMove(to Vec, rate int64) bool {
	cost2 := distance2(p.pos, to) * rate * rate
	if cost2 > p.moveBudget*p.moveBudget {
		return false
	}
	p.moveBudget -= sqrtCeil(cost2)
	return true
}

// spendMessage takes one message from the player's budget. It returns false if
// none is left.
func (p *player) spendMessage(r *rules) bool {
	if p.messageBudget < int64(r.rate) {
		return false
	}
	p.messageBudget -= int64(r.rate)
	return true
}
