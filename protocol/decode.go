package protocol

import (
	"google.golang.org/protobuf/proto"

	"sagishi/game"
)

// maxPayload is the most bytes that a client's message may have. No honest one
// comes near it.
const maxPayload = 4096

// decodeError says why a message was refused. Its zero value means no error.
type decodeError struct {
	code game.Code
	text string
}

func malformed(text string) decodeError { return decodeError{game.CodeMalformed, text} }

func badValue(text string) decodeError { return decodeError{game.CodeBadValue, text} }

// Decode reads a client's message. What cannot be read becomes an action of
// the kind Malformed, so that the game refuses it and its sender learns why.
// For OpSettings, settings are those that the message changes; other ops do
// not look at them.
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
	message := fromClient(op)
	if message == nil {
		return game.Action{}, decodeError{game.CodeUnknownOp, "unknown op code"}
	}
	if problem := unmarshal(encoding, data, message); problem.code != "" {
		return game.Action{}, problem
	}
	return toAction(message)
}

// fromClient is a new message for what a client sends under the op.
func fromClient(op int64) proto.Message {
	if op < OpPosition || op > OpMove {
		return nil
	}
	return ops[op-OpPosition].FromClient.ProtoReflect().New().Interface()
}

func unmarshal(encoding Encoding, data []byte, message proto.Message) decodeError {
	if encoding == JSON {
		return unmarshalJSON(data, message.ProtoReflect())
	}
	if err := (proto.UnmarshalOptions{DiscardUnknown: true}).Unmarshal(data, message); err != nil {
		return malformed("the payload is no such protobuf message")
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
		return targeted(game.Kick, "target", m.GetTarget())
	case *Kill:
		return targeted(game.Kill, "target", m.GetTarget())
	case *Report:
		return targeted(game.Report, "body", m.GetBody())
	case *Task:
		return targeted(game.DoTask, "task", m.GetTask())
	case *Sabotage:
		return targeted(game.Sabotage, "system", m.GetSystem())
	case *Repair:
		return targeted(game.Repair, "system", m.GetSystem())
	case *Vent:
		return game.Action{Kind: game.Vent, Target: m.GetVent()}, decodeError{}
	case *Resync:
		return game.Action{Kind: game.Resync}, decodeError{}
	}
	return game.Action{}, decodeError{game.CodeUnknownOp, "unknown op code"}
}

// targeted is an action that needs to say at whom or what it is aimed.
func targeted(kind game.Kind, field, target string) (game.Action, decodeError) {
	if target == "" {
		return game.Action{}, malformed(field + " is missing")
	}
	return game.Action{Kind: kind, Target: target}, decodeError{}
}
