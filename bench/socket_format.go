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

	"sagishi/bench/client"
)

// received is a match message that a player received.
type received struct {
	op     int64
	sender int // seat of the sender, -1 if there is none
	data   []byte
}

// socketFormat is the format of a socket. appendSend and read do not allocate, so
// that the generator does not distort the measurement.
type socketFormat interface {
	frame() int // the websocket message type
	encode(envelope *rtapi.Envelope) ([]byte, error)
	decode(frame []byte, envelope *rtapi.Envelope) error
	// appendSend appends a message to a match.
	appendSend(dst []byte, matchID string, op int64, payload []byte) []byte
	// read decodes a match message; false if the frame is something else.
	read(frame []byte, into *received) bool
}

type jsonFormat struct{}

func (jsonFormat) frame() int { return websocket.TextMessage }
func (jsonFormat) encode(envelope *rtapi.Envelope) ([]byte, error) {
	return protojson.Marshal(envelope)
}

func (jsonFormat) decode(frame []byte, envelope *rtapi.Envelope) error {
	return protojson.UnmarshalOptions{DiscardUnknown: true}.Unmarshal(frame, envelope)
}

func (jsonFormat) appendSend(dst []byte, matchID string, op int64, payload []byte) []byte {
	dst = append(dst, `{"match_data_send":{"match_id":"`...)
	dst = append(dst, matchID...)
	dst = append(dst, `","op_code":"`...)
	dst = strconv.AppendInt(dst, op, 10)
	dst = append(dst, `","data":"`...)
	dst = base64.StdEncoding.AppendEncode(dst, payload)
	return append(dst, `"}}`...)
}

func (jsonFormat) read(frame []byte, into *received) bool {
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

// textAfter returns the string that follows a key. Strings in Nakama's envelope
// have no escapes.
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

// protobufFormat has the numbers of Nakama's envelope fields.
type protobufFormat struct{ send, data protowire.Number }

func newProtobufFormat() protobufFormat {
	fields := (&rtapi.Envelope{}).ProtoReflect().Descriptor().Fields()
	return protobufFormat{fields.ByName("match_data_send").Number(), fields.ByName("match_data").Number()}
}

func (protobufFormat) frame() int { return websocket.BinaryMessage }
func (protobufFormat) encode(envelope *rtapi.Envelope) ([]byte, error) {
	return proto.Marshal(envelope)
}

func (protobufFormat) decode(frame []byte, envelope *rtapi.Envelope) error {
	return proto.Unmarshal(frame, envelope)
}

func (w protobufFormat) appendSend(dst []byte, matchID string, op int64, payload []byte) []byte {
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

func (w protobufFormat) read(frame []byte, into *received) bool {
	number, kind, n := protowire.ConsumeTag(frame)
	if n < 0 || number != w.data || kind != protowire.BytesType {
		return false
	}
	message, n := protowire.ConsumeBytes(frame[n:])
	if n < 0 {
		return false
	}
	*into = received{sender: -1, data: into.data[:0]}
	return client.EachField(message, func(number protowire.Number, varint uint64, field []byte) {
		switch number {
		case 2:
			client.EachField(field, func(number protowire.Number, _ uint64, text []byte) {
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
