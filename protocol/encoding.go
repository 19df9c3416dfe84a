package protocol

import (
	"google.golang.org/protobuf/proto"
)

// Encoding is the format of a client's match data, in both directions.
type Encoding uint8

// The encodings. JSON is the zero value, and the default.
const (
	JSON Encoding = iota
	Protobuf
	Encodings int = iota // the number of encodings
)

// ParseEncoding reads the join metadata "encoding"; empty means JSON. It returns
// false for an unknown value.
func ParseEncoding(name string) (Encoding, bool) {
	switch name {
	case "", "json":
		return JSON, true
	case "protobuf":
		return Protobuf, true
	}
	return JSON, false
}

// Append appends the message in the encoding. It is for messages that are sent
// rarely; AppendPosition, AppendHidden, PositionUpdate and CourseUpdate write positions, and
// do not allocate. The error is that of protobuf: a text that is not UTF-8.
func Append(dst []byte, encoding Encoding, message proto.Message) ([]byte, error) {
	if encoding == JSON {
		return appendMessage(dst, message.ProtoReflect()), nil
	}
	return proto.MarshalOptions{Deterministic: true}.MarshalAppend(dst, message)
}
