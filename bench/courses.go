package main

import (
	"bytes"
	"math"
	"time"

	"google.golang.org/protobuf/encoding/protowire"

	"sagishi/game"
	"sagishi/protocol"
)

// eachCourse calls take for each course of op 103; it returns the tick.
func (v variant) eachCourse(data []byte, take func(index int, course game.Course)) (tick int64) {
	if v.encoding() == protocol.JSON {
		return eachCourseJSON(data, take)
	}
	eachField(data, func(number protowire.Number, scalar uint64, entry []byte) {
		switch number {
		case 1:
			tick = int64(scalar)
		case 2:
			index, numbers := 0, [5]int32{}
			eachField(entry, func(number protowire.Number, scalar uint64, _ []byte) {
				if number == 1 {
					index = int(scalar)
				} else if number <= 6 {
					numbers[number-2] = milliOf(scalar)
				}
			})
			take(index, courseOf(numbers))
		}
	})
	return tick
}

// eachCourseJSON relies on the server's field order.
func eachCourseJSON(data []byte, take func(index int, course game.Course)) int64 {
	tick, data := numberAfter(data, `"tick":`)
	for bytes.Contains(data, []byte(`{"index":`)) {
		var index int64
		var numbers [5]int32
		index, data = numberAfter(data, `"index":`)
		for i, key := range [5]string{`"x":`, `"y":`, `"z":`, `"dx":`, `"dz":`} {
			var n int64
			n, data = numberAfter(data, key)
			numbers[i] = int32(n)
		}
		take(int(index/game.Milli), courseOf(numbers))
	}
	return tick / game.Milli
}

func courseOf(n [5]int32) game.Course {
	return game.Course{At: game.Vec{X: n[0], Y: n[1], Z: n[2]}, Direction: game.Vec{X: n[3], Z: n[4]}}
}

func (p *player) handleCourses(now int64) {
	generator := p.match.generator
	tick := generator.variant.eachCourse(p.in.data, func(index int, course game.Course) {
		seat := p.match.seats[index&15]
		switch {
		case seat < 0 || !generator.variant.Move:
		case seat == p.seat:
			p.position.Store(uint64(uint32(course.At.X))<<32 | uint64(uint32(course.At.Z)))
		default:
			p.recordCourse(seat, course, now)
		}
	})
	if !p.match.sameForAll(tick, p.in.data) {
		generator.differing.Add(1)
	}
}

// recordCourse records that the player sees another player's new direction. Along a
// wall the course is another one than the direction, and slower.
func (p *player) recordCourse(seat int, course game.Course, now int64) {
	const tolerance, full = 3, 990
	other := p.match.players[seat]
	turn := other.nextStep.Load() - 1
	if turn < 0 || turn == p.lastStep[seat] {
		return
	}
	dx, dz := directionVector(int(other.direction[turn%keptSteps].Load()))
	x, z := float64(course.Direction.X), float64(course.Direction.Z)
	if math.Hypot(x, z) > full && math.Hypot(x-float64(dx)*game.Milli, z-float64(dz)*game.Milli) > tolerance {
		return
	}
	p.recordTurnOf(other, turn, now)
	p.lastStep[seat] = turn
}

// place returns where a player with op 13 is: by its last snapshot, or by the last
// course and the time since it turned.
func (p *player) place(turns int64) game.Vec {
	at := p.position.Load()
	place := game.Vec{X: int32(uint32(at >> 32)), Z: int32(uint32(at))}
	if p.match.generator.variant.Course && turns > 0 {
		dx, dz := directionVector(p.heading)
		length := float32(time.Since(time.Unix(0, p.sentAt[(turns-1)%keptSteps].Load())).Seconds()) * maxStep * perSecond
		place.X += int32(dx * length)
		place.Z += int32(dz * length)
	}
	return place
}
