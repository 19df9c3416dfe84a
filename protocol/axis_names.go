package protocol

import (
	"google.golang.org/protobuf/encoding/protowire"
)

// axes are the names and field numbers of x, y and z in a message. An empty name
// means that the message has no such field.
type axes [3]struct {
	name   string
	alias  string // capital letters, as the guide's client writes them
	number protowire.Number
}

var (
	positionAxes = axes{{"x", "X", 1}, {"y", "Y", 2}, {"z", "Z", 3}}
	moveAxes     = axes{{name: "dx", number: 1}, {}, {name: "dz", number: 2}}
)

// byName returns the axis of a JSON name; -1 if there is none.
func (a *axes) byName(name []byte) int {
	for i := range a {
		if len(name) > 0 && (string(name) == a[i].name || string(name) == a[i].alias) {
			return i
		}
	}
	return -1
}

// byNumber returns the axis of a protobuf field; -1 if there is none.
func (a *axes) byNumber(number protowire.Number) int {
	for i := range a {
		if number == a[i].number {
			return i
		}
	}
	return -1
}
