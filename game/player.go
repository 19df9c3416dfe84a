package game

// player has a seat in the match.
type player struct {
	id   PlayerID
	name string
	seat int
	bit  Audience // of the seat
	bot  int      // its number, from 1; 0 = a person

	connected    bool
	droppedAt    int  // while disconnected: the tick in which the connection was lost
	reconnectBy  int  // while disconnected: the tick in which the seat is given up
	left         bool // gave up the seat, or was disconnected for too long
	leftAlive    bool // and was alive then, while the server was not shutting down
	mayNotReturn bool // left on purpose or was removed

	pos               Vec
	placed            bool     // has a position that the next one must be in reach of
	steered           bool     // the server walks this player
	heading           Vec      // the direction in which the server walks this player
	headingLength     int64    // 0..Milli; 0 = stands
	remainder         [2]int64 // see stepLength; for X and Z
	moveBudget        int64    // how far the player may move now, in thousandths of a unit times the tick rate
	vent              int      // index of the vent that the player is in; -1 = none
	ventEntry         Vec      // the position from which the player entered the vent
	moveRefusalSentAt int
	correctionSentAt  int

	role           Role
	alive          bool
	bodyPos        Vec      // where the player died
	sentPos        Vec      // where others saw the player at the end of the last tick alive
	sentSteered    bool     // whether the server walked the player then
	deathKnown     Audience // the seats that know of the death
	tasks          []task
	killReadyAt    int // no kill before this tick
	ventReadyAt    int // no vent is entered before this tick
	meetingsCalled int

	kills, votesCast, correctVotes int
	correctFor                     Audience // imposters for whom a vote of the player counted

	idleTicks     int  // since the player did something, while playing; of a host also in the lobby
	cameBackIdle  bool // returned to the seat, and has done nothing since
	missedVotes   int  // in a row
	roundTicks    int  // alive and playing in this round
	activeInRound bool
	sleptRound    bool // lived through a round without doing anything

	messageBudget int64 // messages that may be sent now, times the tick rate
	strikes       int64 // times the tick rate
	floodReplyAt  int   // no reply to a flood before this tick
	resyncReadyAt int   // a resync is answered at this tick at the earliest
}

func (p *player) awaitingReconnect() bool { return !p.connected && !p.left }

func (p *player) occupiesSeat() bool { return p.connected || !p.left }

// shownPos returns where others see the player.
func (p *player) shownPos() Vec {
	if p.vent >= 0 {
		return p.ventEntry
	}
	return p.pos
}

// tasksDone counts the player's own tasks that are done.
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
