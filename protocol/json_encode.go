package protocol

import (
	"encoding/json"
	"math"
	"strconv"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/types/descriptorpb"
)

// appendMessage appends the message as a JSON object, field by field in the
// order of the schema.
func appendMessage(dst []byte, m protoreflect.Message) []byte {
	fields := m.Descriptor().Fields()
	dst = append(dst, '{')
	first := true
	for i := range fields.Len() {
		field := fields.Get(i)
		if omitted(m, field) {
			continue
		}
		if !first {
			dst = append(dst, ',')
		}
		first = false
		dst = append(dst, '"')
		dst = append(dst, field.Name()...)
		dst = append(dst, '"', ':')
		dst = appendField(dst, field, m.Get(field))
	}
	return append(dst, '}')
}

// omitted reports whether JSON leaves the field out; see the head of
// sagishi.proto.
func omitted(m protoreflect.Message, field protoreflect.FieldDescriptor) bool {
	switch {
	case m.Has(field):
		return false
	case !field.IsList():
		return field.HasPresence()
	}
	if role, _ := fieldOption(field, E_OnlyForRole).(string); role != "" {
		return m.Get(m.Descriptor().Fields().ByName("role")).String() != role
	}
	marked, _ := fieldOption(field, E_AbsentWhenEmpty).(bool)
	return marked
}

// fieldOption returns the value of one of the options that the schema defines.
func fieldOption(field protoreflect.FieldDescriptor, kind protoreflect.ExtensionType) any {
	options, ok := field.Options().(*descriptorpb.FieldOptions)
	if !ok {
		return nil
	}
	return proto.GetExtension(options, kind)
}

func appendField(dst []byte, field protoreflect.FieldDescriptor, value protoreflect.Value) []byte {
	if !field.IsList() {
		return appendValue(dst, field, value)
	}
	list := value.List()
	dst = append(dst, '[')
	for i := range list.Len() {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = appendValue(dst, field, list.Get(i))
	}
	return append(dst, ']')
}

func appendValue(dst []byte, field protoreflect.FieldDescriptor, value protoreflect.Value) []byte {
	switch field.Kind() {
	case protoreflect.BoolKind:
		return strconv.AppendBool(dst, value.Bool())
	case protoreflect.FloatKind:
		return appendMilli(dst, int64(math.Round(value.Float()*milli)))
	case protoreflect.Int32Kind, protoreflect.Sint32Kind, protoreflect.Int64Kind:
		return strconv.AppendInt(dst, value.Int(), 10)
	case protoreflect.MessageKind:
		return appendMessage(dst, value.Message())
	default: // the schema has no other kind than string
		return appendString(dst, value.String())
	}
}

const (
	milli  = 1000
	digits = "0123456789"
)

// appendMilli appends a number of thousandths as a decimal number.
func appendMilli(dst []byte, n int64) []byte {
	if n < 0 {
		dst = append(dst, '-')
		n = -n
	}
	dst = strconv.AppendInt(dst, n/milli, 10)
	hundreds, tens, ones := digits[n/100%10], digits[n/10%10], digits[n%10]
	switch {
	case ones != '0':
		return append(dst, '.', hundreds, tens, ones)
	case tens != '0':
		return append(dst, '.', hundreds, tens)
	case hundreds != '0':
		return append(dst, '.', hundreds)
	}
	return dst
}

func appendString(dst []byte, text string) []byte {
	for i := range len(text) {
		if c := text[i]; c < ' ' || c > '~' || c == '"' || c == '\\' {
			return appendEscaped(dst, text)
		}
	}
	dst = append(dst, '"')
	dst = append(dst, text...)
	return append(dst, '"')
}

func appendEscaped(dst []byte, text string) []byte {
	encoded, err := json.Marshal(text)
	if err != nil { // a string always has a JSON form
		return append(dst, '"', '"')
	}
	return append(dst, encoded...)
}
