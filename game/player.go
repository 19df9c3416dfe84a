package game

// player is someone with a seat.
type player struct {
	id   PlayerID
	name string
	seat int
	bit  Audience

	connected    bool
	reconnectBy  int  // not connected: the tick in which the seat is given up
	left         bool // gave up the seat, or was away for too long
	mayNotReturn bool // left on purpose or was removed: may not come back

	pos               Vec
	placed            bool     // has reported a first position
	steered           bool     // the server walks this player
	heading           Vec      // where to
	stepSize          int64    // length of dir
	remainder         [2]int64 // what is less than a step, by axis
	moveBudget        int64    // what may be moved now, in thousandths of a unit times the tick rate
	vent              int      // index of the vent the player is in; -1 = none
	ventEntry         Vec      // where others saw the player last before the vent
	moveRefusalSentAt int
	correctionSentAt  int

	role           Role
	alive          bool
	bodyPos        Vec
	deathKnown     Audience // who knows of the death
	tasks          []task
	killReadyAt    int // no kill before this tick
	meetingsCalled int // emergency meetings called

	kills, votesCast, correctVotes int

	messageBudget int64 // what may be sent now, times the tick rate
	strikes       int64 // times the tick rate
	floodReplyAt  int
	resyncReadyAt int
}

// earn adds what one tick brings to a player's budgets.
func (p *player) refillBudgets(r *rules) {
	p.moveBudget = min(p.moveBudget+r.speed, r.moveBudgetMax)
	p.messageBudget = min(p.messageBudget+messagesPerSecond, r.messageBurst)
	p.strikes = max(p.strikes-strikesForgivenPerSecond, 0)
}

// held reports whether the seat waits for its player to come back.
func (p *player) awaitingReconnect() bool { return !p.connected && !p.left }

// counts reports whether the player takes a seat.
func (p *player) occupiesSeat() bool { return p.connected || !p.left }

// seenAt is where others see the player.
func (p *player) shownPos() Vec {
	if p.vent >= 0 {
		return p.ventEntry
	}
	return p.pos
}

// tasksDone is how many of the own tasks are done.
func (p *player) tasksDone() int {
	n := 0
	for i := range p.tasks {
		if p.tasks[i].done {
			n++
		}
	}
	return n
}

// looksAlive reports whether the player is alive as far as the other may know.
func (p *player) looksAlive(to *player) bool {
	return p.alive || !p.left && !p.deathKnown.Has(to.seat)
}
