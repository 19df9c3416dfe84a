package main

import (
	"bytes"
	"encoding/base64"
	"strconv"

	"github.com/gorilla/websocket"
	"github.com/heroiclabs/nakama-common/rtapi"
	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/encoding/protowire"
	"google.golang.org/protobuf/proto"
)

// received is a match message as a player reads it.
type received struct {
	op     int64
	sender int // seat of the sender, -1 if there is none
	data   []byte
}

// wire is the format of a socket. What runs for each message makes no garbage:
// the generator must not be what is measured.
type wire interface {
	frame() int // the websocket's kind of message
	encode(envelope *rtapi.Envelope) ([]byte, error)
	decode(frame []byte, envelope *rtapi.Envelope) error
	// appendSend appends a message to a match.
	appendSend(dst []byte, matchID string, op int64, payload []byte) []byte
	// read reads a match message; false if the frame is something else.
	read(frame []byte, into *received) bool
}

type jsonWire struct{}

func (jsonWire) frame() int                                      { return websocket.TextMessage }
func (jsonWire) encode(envelope *rtapi.Envelope) ([]byte, error) { return protojson.Marshal(envelope) }
func (jsonWire) decode(frame []byte, envelope *rtapi.Envelope) error {
	return protojson.UnmarshalOptions{DiscardUnknown: true}.Unmarshal(frame, envelope)
}

func (jsonWire) appendSend(dst []byte, matchID string, op int64, payload []byte) []byte {
	dst = append(dst, `{"match_data_send":{"match_id":"`...)
	dst = append(dst, matchID...)
	dst = append(dst, `","op_code":"`...)
	dst = strconv.AppendInt(dst, op, 10)
	dst = append(dst, `","data":"`...)
	dst = base64.StdEncoding.AppendEncode(dst, payload)
	return append(dst, `"}}`...)
}

func (jsonWire) read(frame []byte, into *received) bool {
	if !bytes.HasPrefix(frame, []byte(`{"match_data":`)) {
		return false
	}
	op, err := strconv.ParseInt(string(textAfter(frame, `"op_code":`)), 10, 64)
	if err != nil {
		return false
	}
	into.op = op
	into.sender = seatOf(textAfter(frame, `"user_id":`))
	into.data, err = base64.StdEncoding.AppendDecode(into.data[:0], textAfter(frame, `"data":`))
	return err == nil
}

// textAfter is the string that follows a key; nothing in Nakama's envelope
// needs escapes.
func textAfter(frame []byte, key string) []byte {
	at := bytes.Index(frame, []byte(key))
	if at < 0 {
		return nil
	}
	rest := bytes.TrimLeft(frame[at+len(key):], " ")
	if len(rest) == 0 || rest[0] != '"' {
		return nil
	}
	end := bytes.IndexByte(rest[1:], '"')
	if end < 0 {
		return nil
	}
	return rest[1 : 1+end]
}

// protobufWire knows the numbers of Nakama's fields.
type protobufWire struct{ send, data protowire.Number }

func newProtobufWire() protobufWire {
	fields := (&rtapi.Envelope{}).ProtoReflect().Descriptor().Fields()
	return protobufWire{fields.ByName("match_data_send").Number(), fields.ByName("match_data").Number()}
}

func (protobufWire) frame() int                                      { return websocket.BinaryMessage }
func (protobufWire) encode(envelope *rtapi.Envelope) ([]byte, error) { return proto.Marshal(envelope) }
func (protobufWire) decode(frame []byte, envelope *rtapi.Envelope) error {
	return proto.Unmarshal(frame, envelope)
}

func (w protobufWire) appendSend(dst []byte, matchID string, op int64, payload []byte) []byte {
	size := 1 + protowire.SizeBytes(len(matchID)) + 1 + protowire.SizeVarint(uint64(op)) + 1 + protowire.SizeBytes(len(payload))
	dst = protowire.AppendTag(dst, w.send, protowire.BytesType)
	dst = protowire.AppendVarint(dst, uint64(size))
	dst = protowire.AppendTag(dst, 1, protowire.BytesType)
	dst = protowire.AppendString(dst, matchID)
	dst = protowire.AppendTag(dst, 2, protowire.VarintType)
	dst = protowire.AppendVarint(dst, uint64(op))
	dst = protowire.AppendTag(dst, 3, protowire.BytesType)
	return protowire.AppendBytes(dst, payload)
}

func (w protobufWire) read(frame []byte, into *received) bool {
	number, kind, n := protowire.ConsumeTag(frame)
	if n < 0 || number != w.data || kind != protowire.BytesType {
		return false
	}
	message, n := protowire.ConsumeBytes(frame[n:])
	if n < 0 {
		return false
	}
	*into = received{sender: -1, data: into.data[:0]}
	return eachField(message, func(number protowire.Number, varint uint64, field []byte) {
		switch number {
		case 2:
			eachField(field, func(number protowire.Number, _ uint64, text []byte) {
				if number == 1 {
					into.sender = seatOf(text)
				}
			})
		case 3:
			into.op = int64(varint)
		case 4:
			into.data = append(into.data, field...)
		}
	})
}

// eachField reads a protobuf message of varints, texts and floats; a float is
// given as its bits.
func eachField(message []byte, take func(number protowire.Number, scalar uint64, field []byte)) bool {
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
