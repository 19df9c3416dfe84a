package bots

import "sagishi/game"

// walkSpeed is how fast bots that act in every tick walk, as a share of the highest speed allowed.
const walkSpeed = 0.75

// arrived is how near, in thousandths of a unit, a bot comes to the end of its way.
const arrived = 2

// wander walks between the places of tasks.
func (b *Bot) wander(in []game.Input) []game.Input {
	if (b.now >= b.goalUntil || b.searchedGoal()) && len(b.Map.Tasks) > 0 {
		b.goal = b.elsewhere()
		b.goalUntil = b.now + (6+b.Rand.IntN(8))*b.TickRate
		if b.Human && !b.hunts() { // it stands there a while, as at a task
			b.goalUntil = b.now + b.seconds(strollSeconds, strollSpread)
		}
	}
	in = b.walk(in, b.goal)
	if !b.pace.leg.walking {
		b.restUntil(b.goalUntil)
	}
	return in
}

// searchedGoal reports whether a person who looks for a victim has come where it was
// going. It goes on at once.
func (b *Bot) searchedGoal() bool {
	return b.Human && b.hunts() && distance(b.at, b.goal) < arrived
}

// elsewhere returns the place of a task. At human speed it is not the one at which the
// bot stands: after two strolls there it would have stood so long as to be idle.
func (b *Bot) elsewhere() game.Vec {
	tasks := b.Map.Tasks
	i := b.Rand.IntN(len(tasks))
	if b.Human && distance(b.at, tasks[i].At) < arrived {
		i = (i + 1) % len(tasks)
	}
	return tasks[i].At
}

// stop ends the walk of a bot that sends directions.
func (b *Bot) stop(in []game.Input) []game.Input {
	if !b.Steers || b.Human && !b.pace.leg.walking {
		return in
	}
	b.pace.leg.walking = false
	return b.send(in, game.Action{Kind: game.Steer, Op: opSteer})
}

// walk goes on towards a place, around walls.
func (b *Bot) walk(in []game.Input, goal game.Vec) []game.Input {
	if b.Human {
		return b.stride(in, goal)
	}
	to := b.wayTo(goal)
	gap := distance(b.at, to)
	if gap < 1 {
		return b.stop(in)
	}
	step := min(walkSpeed*float64(b.settings.MaxSpeed)/float64(b.TickRate), gap)
	if b.Steers {
		return b.steer(in, to, step)
	}
	x, z := float64(to.X-b.at.X)/gap, float64(to.Z-b.at.Z)/gap
	b.at.X += int32(x * step)
	b.at.Z += int32(z * step)
	b.viewStale = true
	return b.send(in, game.Action{Kind: game.Position, Op: opPosition, To: b.at})
}

// wayTo returns where to walk straight to on the way to a goal.
func (b *Bot) wayTo(goal game.Vec) game.Vec {
	if !b.settings.SolidWalls {
		return goal
	}
	to, _ := b.Map.Paths.Next(b.at, goal)
	return to
}

// steer sends the direction to a place, for a step of so many thousandths of a unit
// in each tick.
func (b *Bot) steer(in []game.Input, to game.Vec, step float64) []game.Input {
	gap := distance(b.at, to)
	length := game.Milli * step * float64(b.TickRate) / float64(b.settings.MaxSpeed) / gap
	direction := game.Vec{X: int32(float64(to.X-b.at.X) * length), Z: int32(float64(to.Z-b.at.Z) * length)}
	return b.send(in, game.Action{Kind: game.Steer, Op: opSteer, To: direction})
}
