package game

// refillBudgets adds one tick's share to what a player may move and send, and
// forgives strikes.
func (p *player) refillBudgets(r *rules) {
	p.moveBudget = min(p.moveBudget+r.speed, r.moveBudgetMax)
	p.messageBudget = min(p.messageBudget+MessagesPerSecond, r.messageBurst)
	p.strikes = max(p.strikes-strikesForgivenPerSecond, 0)
}

// moveCost2 returns the square of what moving to a place costs.
func (p *player) moveCost2(to Vec, rate int) int64 {
	return distance2(p.pos, to) * int64(rate) * int64(rate)
}

func (p *player) canMove(cost2 int64) bool { return cost2 <= p.moveBudget*p.moveBudget }

func (p *player) spendMove(cost2 int64) { p.moveBudget -= sqrtCeil(cost2) }
