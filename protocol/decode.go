package protocol

import (
	"google.golang.org/protobuf/proto"

	"sagishi/game"
)

// maxPayload is the longest message of a client, in bytes. An ordinary one has
// less than a quarter of it.
const maxPayload = 4096

// decodeError is why a message is refused. Its zero value means no error.
type decodeError struct {
	code game.Code
	text string
}

func malformed(text string) decodeError { return decodeError{game.CodeMalformed, text} }

func badValue(text string) decodeError { return decodeError{game.CodeBadValue, text} }

// Decode turns a client's message into an action of the game. A message that
// cannot be read becomes an action of the kind Malformed with a code and a text:
// the game counts it against the sender and sends the reason back. For
// OpSettings, settings are those that the message changes; other ops ignore
// them.
func Decode(encoding Encoding, op int64, data []byte, settings *game.Settings) game.Action {
	action, problem := decode(encoding, op, data, settings)
	if problem.code != "" {
		return game.Action{Kind: game.Malformed, Op: op, Code: problem.code, Text: problem.text}
	}
	action.Op = op
	return action
}

func decode(encoding Encoding, op int64, data []byte, settings *game.Settings) (game.Action, decodeError) {
	if len(data) > maxPayload {
		return game.Action{}, malformed("the payload is too large")
	}
	switch op {
	case OpPosition:
		return decodePosition(encoding, data)
	case OpMove:
		return decodeMove(encoding, data)
	case OpSettings:
		return decodeSettings(encoding, data, settings)
	}
	message := newClientMessage(op)
	if message == nil {
		return game.Action{}, decodeError{game.CodeUnknownOp, "unknown op code"}
	}
	if problem := unmarshal(encoding, data, message); problem.code != "" {
		return game.Action{}, problem
	}
	return toAction(message)
}

// newClientMessage returns an empty message of the type that a client sends with
// the op; nil if clients may not send it.
func newClientMessage(op int64) proto.Message {
	for i := range ops {
		if ops[i].Op == op && ops[i].FromClient != nil {
			return ops[i].FromClient.ProtoReflect().New().Interface()
		}
	}
	return nil
}

func unmarshal(encoding Encoding, data []byte, message proto.Message) decodeError {
	if encoding == JSON {
		return unmarshalJSON(data, message.ProtoReflect())
	}
	if err := (proto.UnmarshalOptions{DiscardUnknown: true}).Unmarshal(data, message); err != nil {
		return malformed("the payload is not the protobuf message of this op")
	}
	return decodeError{}
}

func toAction(message proto.Message) (game.Action, decodeError) {
	switch m := message.(type) {
	case *Vote:
		return game.Action{Kind: game.CallOrVote, Call: m.GetCall(), Skip: m.GetSkip(), Target: m.GetTarget()}, decodeError{}
	case *Start:
		return game.Action{Kind: game.Start}, decodeError{}
	case *Kick:
		return targetAction(game.Kick, "target", m.GetTarget())
	case *Kill:
		return targetAction(game.Kill, "target", m.GetTarget())
	case *Report:
		return targetAction(game.Report, "body", m.GetBody())
	case *Task:
		return targetAction(game.DoTask, "task", m.GetTask())
	case *Sabotage:
		return targetAction(game.Sabotage, "system", m.GetSystem())
	case *Repair:
		return targetAction(game.Repair, "system", m.GetSystem())
	case *Vent:
		return game.Action{Kind: game.Vent, Target: m.GetVent()}, decodeError{}
	case *Bots:
		if m.Count == nil {
			return game.Action{}, malformed("count is missing")
		}
		return game.Action{Kind: game.SetBots, Count: int(m.GetCount())}, decodeError{}
	case *Resync:
		return game.Action{Kind: game.Resync}, decodeError{}
	}
	return game.Action{}, decodeError{game.CodeUnknownOp, "unknown op code"}
}

// targetAction returns an action that needs a target.
func targetAction(kind game.Kind, field, target string) (game.Action, decodeError) {
	if target == "" {
		return game.Action{}, malformed(field + " is missing")
	}
	return game.Action{Kind: kind, Target: target}, decodeError{}
}
