package client

import "google.golang.org/protobuf/encoding/protowire"

// EachField calls take for each field of a protobuf message, with its scalar value or
// its bytes. It reports whether the message is well formed.
func EachField(message []byte, take func(number protowire.Number, scalar uint64, field []byte)) bool {
	for len(message) > 0 {
		number, kind, n := protowire.ConsumeTag(message)
		if n < 0 {
			return false
		}
		message = message[n:]
		var scalar uint64
		var field []byte
		switch kind {
		case protowire.VarintType:
			scalar, n = protowire.ConsumeVarint(message)
		case protowire.Fixed32Type:
			var bits uint32
			bits, n = protowire.ConsumeFixed32(message)
			scalar = uint64(bits)
		case protowire.BytesType:
			field, n = protowire.ConsumeBytes(message)
		default:
			return false
		}
		if n < 0 {
			return false
		}
		message = message[n:]
		take(number, scalar, field)
	}
	return true
}
