package protocol

import (
	"math"

	"google.golang.org/protobuf/encoding/protowire"

	"sagishi/game"
	"sagishi/protocol/internal/jsonscan"
)

// maxCoordinate is the largest coordinate that a client may send, in units of
// the map: far outside every map, and far below the limit of game.Vec.
const maxCoordinate = 1e6

// point collects the coordinates of a message, by axis.
type point struct {
	at    [3]float64
	found bool
}

func (p *point) set(axis int, n float64) {
	p.at[axis] = n
	p.found = true
}

// decodePosition reads op 1, by far the most frequent message. It does not
// allocate.
func decodePosition(encoding Encoding, data []byte) (game.Action, decodeError) {
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
			return game.Action{}, badValue("a coordinate is not a number, or is far outside the map")
		}
	}
	return game.Action{Kind: game.Position, To: game.Vec{X: toMilli(p.at[0]), Y: toMilli(p.at[1]), Z: toMilli(p.at[2])}}, decodeError{}
}

// decodeMove reads op 13. A vector longer than 1 is shortened to 1.
func decodeMove(encoding Encoding, data []byte) (game.Action, decodeError) {
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
	return game.Action{Kind: game.Steer, To: shorten(game.Vec{X: toMilli(dx), Z: toMilli(dz)})}, decodeError{}
}

// shorten makes a direction at most 1 long where rounding made it longer.
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

// readPoint reads a message of up to three numbers.
func readPoint(encoding Encoding, data []byte, names *axes, p *point) decodeError {
	if encoding == JSON {
		return readPointJSON(data, names, p)
	}
	return readPointProtobuf(data, names, p)
}

func readPointJSON(data []byte, names *axes, p *point) decodeError {
	return decodeMembers(data, func(name []byte, value jsonscan.Value) decodeError {
		axis := names.byName(name)
		if axis < 0 || value.IsNull() {
			return decodeError{}
		}
		n, ok := value.Number()
		if !ok {
			return malformed(names[axis].name + " must be a number")
		}
		p.set(axis, n)
		return decodeError{}
	})
}

func readPointProtobuf(data []byte, names *axes, p *point) decodeError {
	const text = "the payload is not the protobuf message of this op"
	for len(data) > 0 {
		field, kind, n := protowire.ConsumeTag(data)
		if n < 0 {
			return malformed(text)
		}
		data = data[n:]
		axis := names.byNumber(field)
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
	return decodeError{}
}
