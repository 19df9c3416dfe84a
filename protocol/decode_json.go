package protocol

import (
	"google.golang.org/protobuf/reflect/protoreflect"

	"sagishi/game"
	"sagishi/protocol/internal/jsonscan"
)

// decodeMembers passes every member of a JSON object to decode. It reports the
// worst error: that of the syntax, else the first malformed member, else the
// first bad value.
func decodeMembers(data []byte, decode func(name []byte, value jsonscan.Value) decodeError) decodeError {
	var first decodeError
	object := jsonscan.Scan(data)
	for object.Next() {
		problem := decode(object.Name(), object.Value())
		if first.code == "" || problem.code == game.CodeMalformed && first.code != game.CodeMalformed {
			first = problem
		}
	}
	if !object.Valid() {
		return malformed("the payload is not a JSON object")
	}
	return first
}

// unmarshalJSON fills a message of texts and flags. An empty payload is an
// empty object. Unknown fields are ignored, and so is null in an optional one.
func unmarshalJSON(data []byte, m protoreflect.Message) decodeError {
	if len(data) == 0 {
		return decodeError{}
	}
	fields := m.Descriptor().Fields()
	return decodeMembers(data, func(name []byte, value jsonscan.Value) decodeError {
		field := fields.ByName(protoreflect.Name(name))
		if field == nil || value.IsNull() && field.HasPresence() {
			return decodeError{}
		}
		if field.Kind() == protoreflect.BoolKind {
			flag, ok := value.Bool()
			if !ok {
				return malformed(string(field.Name()) + " must be true or false")
			}
			m.Set(field, protoreflect.ValueOfBool(flag))
			return decodeError{}
		}
		text, ok := value.Text()
		if !ok {
			return malformed(string(field.Name()) + " must be a text")
		}
		m.Set(field, protoreflect.ValueOfString(text))
		return decodeError{}
	})
}
