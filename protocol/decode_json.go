package protocol

import (
	"strconv"

	"google.golang.org/protobuf/reflect/protoreflect"
)

// unmarshalJSON fills a message of texts and flags. An empty payload is an
// empty object.
func unmarshalJSON(data []byte, m protoreflect.Message) wrong {
	if len(data) == 0 {
		return wrong{}
	}
	if !isObject(data) {
		return malformed("the payload is no JSON object")
	}
	fields := m.Descriptor().Fields()
	for name, raw := range members(data) {
		field := fields.ByName(protoreflect.Name(name))
		if field == nil {
			continue
		}
		value, problem := scalar(field, raw)
		if problem.code != "" {
			return problem
		}
		m.Set(field, value)
	}
	return wrong{}
}

func scalar(field protoreflect.FieldDescriptor, raw []byte) (protoreflect.Value, wrong) {
	if field.Kind() == protoreflect.BoolKind {
		if !isFlag(raw) {
			return protoreflect.Value{}, malformed(string(field.Name()) + " must be true or false")
		}
		return protoreflect.ValueOfBool(raw[0] == 't'), wrong{}
	}
	if raw[0] != '"' {
		return protoreflect.Value{}, malformed(string(field.Name()) + " must be a text")
	}
	return protoreflect.ValueOfString(string(unquote(raw))), wrong{}
}

func isFlag(raw []byte) bool { return raw[0] == 't' || raw[0] == 'f' }

// number reads a JSON number. ok is false if the value is something else; one
// too large for a float is an infinite one.
func number(raw []byte) (n float64, ok bool) {
	if raw[0] != '-' && (raw[0] < '0' || raw[0] > '9') {
		return 0, false
	}
	n, _ = strconv.ParseFloat(string(raw), 64) // valid JSON: the only error left is the range
	return n, true
}
