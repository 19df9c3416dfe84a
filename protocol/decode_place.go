package protocol

import (
	"math"

	"google.golang.org/protobuf/encoding/protowire"

	"sagishi/game"
)

// maxCoordinate bounds what a client may say, far outside every map and far
// inside the numbers the game counts with.
const maxCoordinate = 1e6

// point collects up to three numbers that a message names.
type point struct {
	at    [3]float64
	found bool
}

func (p *point) set(axis int, n float64) {
	p.at[axis] = n
	p.found = true
}

// decodePosition reads op 1, by far the most frequent message, without
// garbage.
func decodePosition(encoding Encoding, data []byte) (game.Action, wrong) {
	var p point
	problem := readPoint(encoding, data, &positionAxes, &p)
	if problem.code != "" {
		return game.Action{}, problem
	}
	if !p.found {
		return game.Action{}, malformed("a position needs x, y or z")
	}
	for _, n := range p.at {
		if !(math.Abs(n) <= maxCoordinate) { // so that NaN is refused
			return game.Action{}, badValue("a coordinate is not a number or beyond every map")
		}
	}
	return game.Action{Kind: game.Position, To: game.Vec{X: toMilli(p.at[0]), Y: toMilli(p.at[1]), Z: toMilli(p.at[2])}}, wrong{}
}

// decodeMove reads op 13. A vector longer than 1 is shortened to 1.
func decodeMove(encoding Encoding, data []byte) (game.Action, wrong) {
	var p point
	if len(data) > 0 || encoding == Protobuf {
		if problem := readPoint(encoding, data, &moveAxes, &p); problem.code != "" {
			return game.Action{}, problem
		}
	}
	dx, dz := p.at[0], p.at[2]
	length := math.Hypot(dx, dz)
	if math.IsNaN(length) || math.IsInf(length, 0) {
		return game.Action{}, badValue("a direction is not a number")
	}
	if length > 1 {
		dx, dz = dx/length, dz/length
	}
	return game.Action{Kind: game.Steer, To: shorten(game.Vec{X: toMilli(dx), Z: toMilli(dz)})}, wrong{}
}

// shorten takes back what rounding may have added to a direction's length.
func shorten(v game.Vec) game.Vec {
	for v.X*v.X+v.Z*v.Z > game.Milli*game.Milli {
		v.X -= sign(v.X)
		v.Z -= sign(v.Z)
	}
	return v
}

func sign(n int32) int32 {
	switch {
	case n > 0:
		return 1
	case n < 0:
		return -1
	}
	return 0
}

func toMilli(n float64) int32 { return int32(math.Round(n * milli)) }

// readPoint reads the numbers of a message that has nothing else in it.
func readPoint(encoding Encoding, data []byte, names *axes, p *point) wrong {
	if encoding == JSON {
		return readPointJSON(data, names, p)
	}
	return readPointProtobuf(data, names, p)
}

func readPointJSON(data []byte, names *axes, p *point) wrong {
	if !isObject(data) {
		return malformed("the payload is no JSON object")
	}
	for name, raw := range members(data) {
		axis := names.named(name)
		if axis < 0 {
			continue
		}
		n, ok := number(raw)
		if !ok {
			return malformed(names[axis].name + " must be a number")
		}
		p.set(axis, n)
	}
	return wrong{}
}

func readPointProtobuf(data []byte, names *axes, p *point) wrong {
	const text = "the payload is no such protobuf message"
	for len(data) > 0 {
		field, kind, n := protowire.ConsumeTag(data)
		if n < 0 {
			return malformed(text)
		}
		data = data[n:]
		axis := names.numbered(field)
		if axis >= 0 && kind == protowire.Fixed32Type {
			bits, n := protowire.ConsumeFixed32(data)
			if n < 0 {
				return malformed(text)
			}
			p.set(axis, float64(math.Float32frombits(bits)))
			data = data[n:]
			continue
		}
		if n = protowire.ConsumeFieldValue(field, kind, data); n < 0 {
			return malformed(text)
		}
		data = data[n:]
	}
	return wrong{}
}
