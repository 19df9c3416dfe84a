package protocol

import (
	"math"

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

// unmarshalJSON fills a message of texts, flags and whole numbers. An empty payload is an
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
		decoded, problem := decodeField(field, value)
		if problem.code == "" {
			m.Set(field, decoded)
		}
		return problem
	})
}

// decodeField reads the value of a field. A number that is not whole is a bad value.
func decodeField(field protoreflect.FieldDescriptor, value jsonscan.Value) (protoreflect.Value, decodeError) {
	name := string(field.Name())
	switch field.Kind() {
	case protoreflect.BoolKind:
		flag, ok := value.Bool()
		if !ok {
			return protoreflect.Value{}, malformed(name + " must be true or false")
		}
		return protoreflect.ValueOfBool(flag), decodeError{}
	case protoreflect.Int32Kind:
		n, ok := value.Number()
		if !ok {
			return protoreflect.Value{}, malformed(name + " must be a number")
		}
		if n != math.Trunc(n) || math.Abs(n) > math.MaxInt32 {
			return protoreflect.Value{}, badValue(name + " must be a whole number")
		}
		return protoreflect.ValueOfInt32(int32(n)), decodeError{}
	default:
		text, ok := value.Text()
		if !ok {
			return protoreflect.Value{}, malformed(name + " must be a text")
		}
		return protoreflect.ValueOfString(text), decodeError{}
	}
}
