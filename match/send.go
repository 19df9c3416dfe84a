package match

import (
	"github.com/heroiclabs/nakama-common/runtime"
	"google.golang.org/protobuf/proto"

	"sagishi/game"
	"sagishi/internal/platform/metrics"
	"sagishi/protocol"
)

// Codes of op 109 that answer no message; their op is 0.
const (
	codeShutdown  = string(game.CodeShutdown)
	codeInternal  = "internal"
	codeNotSeated = "not_seated"
)

// send encodes a message once for each encoding that the audience uses.
func (s *state) send(dispatcher runtime.MatchDispatcher, to game.Audience, op int64, message proto.Message, sender runtime.Presence) {
	for encoding, seats := range s.seats.byEncoding {
		if to&seats == 0 {
			continue
		}
		data, err := protocol.Append(s.payload[:0], protocol.Encoding(encoding), message)
		if err != nil {
			metrics.SendFailed.Add(s.shared.Metrics, 1)
			continue
		}
		s.payload = data
		s.broadcast(dispatcher, to&seats, op, sender)
	}
}

// broadcast sends the payload. The list of recipients is never nil: Nakama would
// send to everyone.
func (s *state) broadcast(dispatcher runtime.MatchDispatcher, to game.Audience, op int64, sender runtime.Presence) {
	s.recipients = s.recipients[:0]
	for rest := to; rest != 0; rest &= rest - 1 {
		s.recipients = append(s.recipients, s.seats.all[rest.First()].presence)
	}
	if err := dispatcher.BroadcastMessage(op, s.payload, s.recipients, sender, true); err != nil {
		metrics.SendFailed.Add(s.shared.Metrics, 1)
	}
}

// sendNotice sends op 109 to all connected players, in answer to no message.
func (s *state) sendNotice(dispatcher runtime.MatchDispatcher, code, text string) {
	s.send(dispatcher, s.seats.connected(), protocol.OpRejected, &protocol.Rejected{Code: code, Message: text}, nil)
}
