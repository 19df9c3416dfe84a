package game

// player is someone with a seat.
type player struct {
	id   PlayerID
	name string
	seat int
	bit  Audience

	connected bool
	heldUntil int  // not connected: the tick in which the seat is given up
	left      bool // gave up the seat, or was away for too long
	quit      bool // left on purpose or was removed: may not come back

	pos           Vec
	placed        bool     // has reported a first position
	steered       bool     // the server walks this player
	dir           Vec      // where to
	pace          int64    // length of dir
	carry         [2]int64 // what is less than a step, by axis
	budget        int64    // what may be moved now, in thousandths of a unit times the tick rate
	vent          int      // index of the vent the player is in; -1 = none
	ventedAt      Vec      // where others saw the player last before the vent
	refusedMoveAt int
	correctedAt   int

	role       Role
	alive      bool
	diedAt     Vec
	deathKnown Audience // who knows of the death
	tasks      []task
	killAt     int // no kill before this tick
	meetings   int // emergency meetings called

	kills, votes, correct int

	messages    int64 // what may be sent now, times the tick rate
	strikes     int64 // times the tick rate
	floodToldAt int
	resyncAt    int
}

// earn adds what one tick brings to a player's budgets.
func (p *player) earn(r *rules) {
	p.budget = min(p.budget+r.speed, r.savings)
	p.messages = min(p.messages+messagesASecond, r.patience)
	p.strikes = max(p.strikes-strikesASecond, 0)
}

// held reports whether the seat waits for its player to come back.
func (p *player) held() bool { return !p.connected && !p.left }

// counts reports whether the player takes a seat.
func (p *player) counts() bool { return p.connected || !p.left }

// seenAt is where others see the player.
func (p *player) seenAt() Vec {
	if p.vent >= 0 {
		return p.ventedAt
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
