package main

import (
	"math"
	"math/rand/v2"

	"sagishi/game"
)

// A walker goes to and fro on a lane from its origin, a little aside on each
// way, so that each position of some minutes is there once, and tells which it
// is. Its speed is half of what the rules allow.
const (
	steps     = 50  // of a way
	ways      = 100 // until positions come again
	cycle     = steps * ways
	stride    = 400 // thousandths of a unit, each 100 ms
	aside     = 20
	recent    = 64 // positions whose time of sending is kept
	perSecond = 10
)

// placeOf is where a walker is at a step.
func placeOf(origin game.Vec, step int64) game.Vec {
	way, at := step%cycle/steps, step%steps
	if way%2 == 1 {
		at = steps - 1 - at
	}
	return game.Vec{X: origin.X + int32(at*stride), Y: origin.Y, Z: origin.Z + int32(way*aside)}
}

// stepOf is the last step before `next` at which a walker was at a place; false
// if it never was.
func stepOf(origin, at game.Vec, next int64) (int64, bool) {
	x, z := int64(at.X-origin.X), int64(at.Z-origin.Z)
	if x < 0 || z < 0 || x%stride != 0 || z%aside != 0 || x/stride >= steps || z/aside >= ways {
		return 0, false
	}
	way, along := z/aside, x/stride
	if way%2 == 1 {
		along = steps - 1 - along
	}
	step := way*steps + along
	last := next - 1
	step = last - ((last-step)%cycle+cycle)%cycle
	return step, step >= 0
}

// directions is in how many directions a steered bot may go.
const directions = 16

// pace is how far the rules let a player go in one tick.
const pace = 800

// wish is a direction, of length 1.
func wish(direction int) (dx, dz float32) {
	angle := 2 * math.Pi * float64(direction) / directions
	return float32(math.Cos(angle)), float32(math.Sin(angle))
}

// turn draws another direction; far from the middle of the map, one towards it.
func turn(r *rand.Rand, was int, at game.Vec) int {
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

// follows reports whether a player went one tick in a direction.
func follows(direction int, from, to game.Vec) bool {
	const tolerance = 3
	dx, dz := wish(direction)
	x := float64(to.X-from.X) - float64(dx)*pace
	z := float64(to.Z-from.Z) - float64(dz)*pace
	return math.Abs(x) <= tolerance && math.Abs(z) <= tolerance
}
