package main

import (
	"bytes"
	"testing"

	"github.com/heroiclabs/nakama-common/rtapi"
	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"
)

func formats() map[string]socketFormat {
	return map[string]socketFormat{"json": jsonFormat{}, "protobuf": newProtobufFormat()}
}

func TestSentMessagesAreNakamaEnvelopes(t *testing.T) {
	for name, w := range formats() {
		sent := w.appendSend(nil, "match.node", 13, []byte(`{"dx":1}`))
		got := &rtapi.Envelope{}
		if err := w.decode(sent, got); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		want := &rtapi.Envelope{Message: &rtapi.Envelope_MatchDataSend{MatchDataSend: &rtapi.MatchDataSend{
			MatchId: "match.node", OpCode: 13, Data: []byte(`{"dx":1}`),
		}}}
		if !proto.Equal(got, want) {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestReadDecodesMatchData(t *testing.T) {
	for name, w := range formats() {
		for _, sender := range []int{-1, 0, 9} {
			data := &rtapi.MatchData{MatchId: "match.node", OpCode: 103, Data: []byte("abc"), Reliable: true}
			if sender >= 0 {
				data.Presence = &rtapi.UserPresence{UserId: userID(70000, sender), SessionId: userID(1, 5), Username: "bot"}
			}
			frame, err := encodeAsServer(w, &rtapi.Envelope{Message: &rtapi.Envelope_MatchData{MatchData: data}})
			if err != nil {
				t.Fatal(err)
			}
			in := received{data: []byte("of the message before")}
			if !w.read(frame, &in) || in.op != 103 || in.sender != sender || string(in.data) != "abc" {
				t.Errorf("%s: read %+v of %s", name, in, frame)
			}
		}
		other, err := encodeAsServer(w, &rtapi.Envelope{Cid: "1", Message: &rtapi.Envelope_Match{Match: &rtapi.Match{}}})
		if err != nil || w.read(other, &received{}) {
			t.Errorf("%s: read %s as match data: %v", name, other, err)
		}
	}
}

// encodeAsServer encodes as Nakama's sockets do.
func encodeAsServer(w socketFormat, envelope *rtapi.Envelope) ([]byte, error) {
	if _, ok := w.(jsonFormat); ok {
		return protojson.MarshalOptions{UseProtoNames: true, UseEnumNumbers: true}.Marshal(envelope)
	}
	return proto.Marshal(envelope)
}

func TestFrameHeaderLengths(t *testing.T) {
	for length, want := range map[int]int64{125: 0, 126: 2, 65535: 2, 65536: 8} {
		if got := extraHeader(length); got != want {
			t.Errorf("%d bytes: %d more", length, got)
		}
	}
}

func TestReadAllKeepsTheBuffer(t *testing.T) {
	buffer := make([]byte, 0, 64)
	got, err := readAll(bytes.NewReader([]byte("hello")), buffer)
	if err != nil || string(got) != "hello" || &got[0] != &buffer[:1][0] {
		t.Errorf("%q, %v", got, err)
	}
}
