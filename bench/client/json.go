package client

import (
	"bytes"

	"sagishi/game"
)

// readJSON reads a Snapshot or Courses.
func (u *Update) readJSON(data []byte, directions bool) {
	u.readTickJSON(data)
	u.readHiddenJSON(data)
	for bytes.Contains(data, []byte(`{"index":`)) {
		var index int64
		var at, direction game.Vec
		index, data = numberAfter(data, `"index":`)
		at.X, data = coordinateAfter(data, `"x":`)
		at.Y, data = coordinateAfter(data, `"y":`)
		at.Z, data = coordinateAfter(data, `"z":`)
		if directions {
			direction.X, data = coordinateAfter(data, `"dx":`)
			direction.Z, data = coordinateAfter(data, `"dz":`)
		}
		u.show(int(index/game.Milli), at, direction)
	}
}

func (u *Update) readTickJSON(data []byte) {
	tick, _ := numberAfter(data, `"tick":`)
	u.Tick = tick / game.Milli
}

func (u *Update) readHiddenJSON(data []byte) {
	eachNumber(textWithin(data, `"hidden":[`), u.hide)
}

// eachNumber calls take for each whole number of a list.
func eachNumber(list []byte, take func(int64)) {
	for len(list) > 0 {
		var value int64
		value, list = numberAfter(list, "")
		list = bytes.TrimPrefix(list, []byte(","))
		take(value / game.Milli)
	}
}

// textWithin returns the text between a beginning and the next bracket.
func textWithin(data []byte, begin string) []byte {
	at := bytes.Index(data, []byte(begin))
	if at < 0 {
		return nil
	}
	data = data[at+len(begin):]
	return data[:max(bytes.IndexByte(data, ']'), 0)]
}

func coordinateAfter(data []byte, key string) (thousandths int32, rest []byte) {
	n, rest := numberAfter(data, key)
	return int32(n), rest
}

// numberAfter returns the number that follows a key, in thousandths, and the rest
// of the data.
func numberAfter(data []byte, key string) (thousandths int64, rest []byte) {
	at := bytes.Index(data, []byte(key))
	if at < 0 {
		return 0, nil
	}
	data = data[at+len(key):]
	negative := len(data) > 0 && data[0] == '-'
	if negative {
		data = data[1:]
	}
	n, decimals, i := int64(0), -1, 0
	for ; i < len(data); i++ {
		switch c := data[i]; {
		case c >= '0' && c <= '9':
			n = n*10 + int64(c-'0')
			if decimals >= 0 {
				decimals++
			}
			continue
		case c == '.' && decimals < 0:
			decimals = 0
			continue
		}
		break
	}
	for range 3 - max(decimals, 0) {
		n *= 10
	}
	if negative {
		n = -n
	}
	return n, data[i:]
}
