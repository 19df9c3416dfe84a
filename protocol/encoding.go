package protocol

import (
	"google.golang.org/protobuf/proto"
)

// Encoding is how a client's messages travel.
type Encoding uint8

// The encodings. JSON is the zero value, and the default.
const (
	JSON Encoding = iota
	Protobuf
	Encodings int = iota // how many there are
)

// ParseEncoding reads the value of a client's metadata "encoding". An empty
// one is JSON.
func ParseEncoding(name string) (Encoding, bool) {
	switch name {
	case "", "json":
		return JSON, true
	case "protobuf":
		return Protobuf, true
	}
	return JSON, false
}

// Append appends the message in the encoding. It is for the messages that are
// rare; positions have functions of their own, which make no garbage.
func Append(dst []byte, encoding Encoding, message proto.Message) ([]byte, error) {
	if encoding == JSON {
		return appendMessage(dst, message.ProtoReflect()), nil
	}
	return proto.MarshalOptions{Deterministic: true}.MarshalAppend(dst, message)
}
