package main

import (
	"math"
	"math/rand/v2"

	"sagishi/game"
)

// A player of op 1 walks back and forth on lanes that lie side by side. So each
// position of a cycle occurs once, and identifies its step. The speed is half of
// the limit.
const (
	steps      = 50  // of a lane
	lanes      = 100 // until positions repeat
	cycle      = steps * lanes
	stride     = 400 // thousandths of a unit per step of 100 ms
	laneOffset = 20
	keptSteps  = 64 // steps whose send time is kept
	perSecond  = 10
)

// positionAt is the position at a step.
func positionAt(origin game.Vec, step int64) game.Vec {
	lane, at := step%cycle/steps, step%steps
	if lane%2 == 1 {
		at = steps - 1 - at
	}
	return game.Vec{X: origin.X + int32(at*stride), Y: origin.Y, Z: origin.Z + int32(lane*laneOffset)}
}

// stepOf returns the last step before `next` at this position; false if there is
// none.
func stepOf(origin, at game.Vec, next int64) (int64, bool) {
	x, z := int64(at.X-origin.X), int64(at.Z-origin.Z)
	if x < 0 || z < 0 || x%stride != 0 || z%laneOffset != 0 || x/stride >= steps || z/laneOffset >= lanes {
		return 0, false
	}
	lane, along := z/laneOffset, x/stride
	if lane%2 == 1 {
		along = steps - 1 - along
	}
	step := lane*steps + along
	last := next - 1
	step = last - ((last-step)%cycle+cycle)%cycle
	return step, step >= 0
}

// directions is the number of directions that a player of op 13 may walk in.
const directions = 16

// maxStep is the farthest that a player may move in one tick, in thousandths.
const maxStep = 800

// directionVector returns a direction as a vector, in thousandths.
func directionVector(direction int) game.Vec {
	angle := 2 * math.Pi * float64(direction) / directions
	return game.Vec{X: int32(math.Round(game.Milli * math.Cos(angle))), Z: int32(math.Round(game.Milli * math.Sin(angle)))}
}

// newDirection draws another direction; far from the centre of the map it leads
// back.
func newDirection(r *rand.Rand, was int, at game.Vec) int {
	const far = 30 * game.Milli
	if max(at.X, -at.X, at.Z, -at.Z) > far {
		home := int(math.Round(math.Atan2(-float64(at.Z), -float64(at.X))/(2*math.Pi)*directions)) + directions
		if home %= directions; home != was {
			return home
		}
		return (home + 1) % directions
	}
	return (was + 1 + r.IntN(directions-1)) % directions
}

// longestWalk is how many ticks a player walks in one direction, at most.
const longestWalk = 14

// freeDirection draws another direction in which no wall is in the way until the next
// turn, if it finds one.
func freeDirection(r *rand.Rand, paths *game.Paths, was int, at game.Vec) int {
	const tries = 8
	direction := was
	for range tries {
		direction = newDirection(r, was, at)
		if paths.Sees(at, ahead(at, direction, longestWalk)) {
			break
		}
	}
	return direction
}

// ahead is where a player is after some ticks.
func ahead(at game.Vec, direction int, ticks int64) game.Vec {
	vector := directionVector(direction)
	at.X += int32(int64(vector.X) * maxStep * ticks / game.Milli)
	at.Z += int32(int64(vector.Z) * maxStep * ticks / game.Milli)
	return at
}

// movedIn reports whether a player moved for one tick in a direction, which is in
// thousandths.
func movedIn(direction, from, to game.Vec) bool {
	const tolerance = 3
	x := int64(to.X-from.X)*game.Milli - int64(direction.X)*maxStep
	z := int64(to.Z-from.Z)*game.Milli - int64(direction.Z)*maxStep
	return max(x, -x, z, -z) <= tolerance*game.Milli
}
