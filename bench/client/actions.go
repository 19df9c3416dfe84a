package client

import (
	"encoding/json"
	"math"
	"strconv"

	"google.golang.org/protobuf/encoding/protowire"
	"google.golang.org/protobuf/proto"

	"sagishi/game"
	"sagishi/protocol"
)

// AppendAction appends the payload of an action of a bot; its op code is the
// action's.
func AppendAction(dst []byte, encoding protocol.Encoding, action *game.Action) ([]byte, error) {
	switch action.Kind {
	case game.Position:
		return protocol.AppendPosition(dst, encoding, action.To), nil
	case game.Steer:
		return AppendMove(dst, encoding, action.To), nil
	default:
	}
	message := messageOf(action)
	var text []byte
	var err error
	if encoding == protocol.JSON {
		text, err = json.Marshal(message)
	} else {
		text, err = proto.Marshal(message)
	}
	return append(dst, text...), err
}

// messageOf returns the message of an action that is seldom sent.
func messageOf(action *game.Action) proto.Message {
	switch action.Kind {
	case game.CallOrVote:
		vote := &protocol.Vote{Target: optional(action.Target)}
		if action.Call {
			vote.Call = &action.Call
		}
		if action.Skip {
			vote.Skip = &action.Skip
		}
		return vote
	case game.Kill:
		return &protocol.Kill{Target: action.Target}
	case game.Report:
		return &protocol.Report{Body: action.Target}
	case game.DoTask:
		return &protocol.Task{Task: action.Target}
	case game.Sabotage:
		return &protocol.Sabotage{System: action.Target}
	case game.Repair:
		return &protocol.Repair{System: action.Target}
	case game.Vent:
		return &protocol.Vent{Vent: optional(action.Target)}
	default: // a bot starts games, and does nothing else
		return &protocol.Start{}
	}
}

func optional(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}

// AppendMove appends op 13. The direction is in thousandths; zero stops.
func AppendMove(dst []byte, encoding protocol.Encoding, direction game.Vec) []byte {
	dx, dz := float32(direction.X)/game.Milli, float32(direction.Z)/game.Milli
	if encoding == protocol.JSON {
		dst = append(dst, `{"dx":`...)
		dst = strconv.AppendFloat(dst, float64(dx), 'f', -1, 32)
		dst = append(dst, `,"dz":`...)
		dst = strconv.AppendFloat(dst, float64(dz), 'f', -1, 32)
		return append(dst, '}')
	}
	dst = protowire.AppendTag(dst, 1, protowire.Fixed32Type)
	dst = protowire.AppendFixed32(dst, math.Float32bits(dx))
	dst = protowire.AppendTag(dst, 2, protowire.Fixed32Type)
	return protowire.AppendFixed32(dst, math.Float32bits(dz))
}
