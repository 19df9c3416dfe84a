package bots

// errand is how many seconds a player takes to get to a task, about.
const errand = 6.0

// impostersDealt is how many imposters the rules deal to those who are here.
func (b *bot) impostersDealt() int {
	players := 1
	for i := range b.others {
		if b.others[i].id != "" {
			players++
		}
	}
	n := b.settings.Imposters
	switch {
	case n > 0:
	case players >= 9:
		n = 3
	case players >= 7:
		n = 2
	default:
		n = 1
	}
	return min(n, (players-1)/2)
}

// margin is how many of the crew can die until the imposters win, as far as the
// bot knows.
func (b *bot) margin() int {
	living := 0
	if b.alive {
		living++
	}
	for i := range b.others {
		if o := &b.others[i]; o.id != "" && o.alive {
			living++
		}
	}
	return max(1, living-2*b.imposters)
}

// timeLeft is how many seconds the crew needs for the rest of its tasks, about.
func (b *bot) timeLeft() float64 {
	each := b.settings.TaskTime.Seconds() + linger + errand
	return (1 - b.progress) * float64(b.settings.TasksPerPlayer) * each
}

// enough is the doubt at which the bot votes for someone. At the brink it does
// not skip: the next kill ends the game. One short of it an innocent's ejection
// would lead there, so it wants to be convinced. With lives to spare it is
// careless.
func (b *bot) enough() float64 {
	switch b.margin() {
	case 1:
		return 0
	case 2:
		return convinced
	default:
		return hunch
	}
}
