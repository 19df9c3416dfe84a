package bots

import "sagishi/game"

// walkSpeed is how fast bots walk, as a share of the highest speed allowed.
const walkSpeed = 0.75

// wander walks between the places of tasks.
func (b *bot) wander(in []game.Input) []game.Input {
	if b.now >= b.goalUntil {
		b.goal = b.board.Tasks[b.rng.IntN(len(b.board.Tasks))].At
		b.goalUntil = b.now + (6+b.rng.IntN(8))*b.rate
	}
	return b.walk(in, b.goal)
}

// stop ends the walk of a bot that sends directions.
func (b *bot) stop(in []game.Input) []game.Input {
	if b.steers {
		return b.send(in, game.Action{Kind: game.Steer, Op: opSteer})
	}
	return in
}

// walk takes one tick's step towards a place, around walls.
func (b *bot) walk(in []game.Input, to game.Vec) []game.Input {
	if b.settings.SolidWalls {
		to, _ = b.board.Paths.Next(b.at, to)
	}
	gap := distance(b.at, to)
	if gap < 1 {
		return b.stop(in)
	}
	step := min(walkSpeed*float64(b.settings.MaxSpeed)/float64(b.rate), gap)
	x, z := float64(to.X-b.at.X)/gap, float64(to.Z-b.at.Z)/gap
	if b.steers {
		speed := game.Milli * min(walkSpeed, gap*float64(b.rate)/float64(b.settings.MaxSpeed))
		return b.send(in, game.Action{Kind: game.Steer, Op: opSteer, To: game.Vec{X: int32(x * speed), Z: int32(z * speed)}})
	}
	b.at.X += int32(x * step)
	b.at.Z += int32(z * step)
	return b.send(in, game.Action{Kind: game.Position, Op: opPosition, To: b.at})
}
