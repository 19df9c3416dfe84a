package bots

import "sagishi/game"

// travelSeconds is about how long a player walks to a task.
const travelSeconds = 6.0

// impostersDealt is how many imposters the rules assign for this many players.
func (b *Bot) impostersDealt() int {
	players := 1
	for i := range b.others {
		if b.others[i].id != "" {
			players++
		}
	}
	return game.ImposterCount(b.settings.Imposters, players)
}

// otherCrewAlive counts the living crew beside the bot, as far as it knows. For
// the crew, who do not know the imposters, it counts everyone.
func (b *Bot) otherCrewAlive() int {
	n := 0
	for i := range b.others {
		if o := &b.others[i]; o.id != "" && o.alive && !b.isMate(o.id) {
			n++
		}
	}
	return n
}

// killsToParity is how many of the crew can die until the imposters win, as far
// as the bot knows. It is at least 1.
func (b *Bot) killsToParity() int {
	alive := 0
	if b.alive {
		alive++
	}
	for i := range b.others {
		if o := &b.others[i]; o.id != "" && o.alive {
			alive++
		}
	}
	return max(1, alive-2*b.impostersAlive)
}

// secondsOfTasksLeft is about how long the crew needs for the rest of its tasks.
func (b *Bot) secondsOfTasksLeft() float64 {
	each := b.settings.TaskTime.Seconds() + b.taskPause() + travelSeconds
	return (1 - b.progress) * float64(b.settings.TasksPerPlayer) * each
}
