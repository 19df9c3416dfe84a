package nakamatest

import (
	"context"
	"errors"
	"strings"

	"github.com/heroiclabs/nakama-common/rtapi"
	"github.com/heroiclabs/nakama-common/runtime"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"
)

// messageName is the name of a message for hooks, as in MatchJoin.
func messageName(envelope *rtapi.Envelope) string {
	var name strings.Builder
	reflected := envelope.ProtoReflect()
	field := reflected.WhichOneof(reflected.Descriptor().Oneofs().ByName("message"))
	if field != nil {
		for part := range strings.SplitSeq(string(field.Name()), "_") {
			name.WriteString(strings.ToUpper(part[:1]) + part[1:])
		}
	}
	return name.String()
}

// MessageNames lists the names of all messages that a socket knows, in the
// words of hooks.
func MessageNames() []string {
	var names []string
	fields := (&rtapi.Envelope{}).ProtoReflect().Descriptor().Oneofs().ByName("message").Fields()
	for i := range fields.Len() {
		envelope := (&rtapi.Envelope{}).ProtoReflect()
		field := fields.Get(i)
		if field.Kind() == protoreflect.MessageKind {
			envelope.Set(field, envelope.NewField(field))
		}
		if m, ok := envelope.Interface().(*rtapi.Envelope); ok {
			names = append(names, messageName(m))
		}
	}
	return names
}

// Send sends a message over the socket: the hook registered for it runs, then
// the server acts. A hook that returns nothing closes the socket.
func (s *Session) Send(in *rtapi.Envelope) error {
	_, err := s.exchange(in)
	return err
}

// exchange sends a message and returns the answer.
func (s *Session) exchange(in *rtapi.Envelope) (*rtapi.Envelope, error) {
	if s.Closed() {
		return nil, ErrClosed
	}
	in = proto.CloneOf(in)
	name := strings.ToLower(messageName(in))
	if name == "" {
		return nil, &RealtimeError{rtapi.Error_MISSING_PAYLOAD, "Missing message."}
	}
	ctx := s.n.callerContext(s.caller(true), "before")
	if hook, ok := s.n.Initializer().Registration("BeforeRt " + name).(beforeRealtime); ok && name != "rpc" {
		changed, err := hook(ctx, s.n.Logger(), nil, s.n, in)
		if err != nil {
			return nil, &RealtimeError{rtapi.Error_RUNTIME_FUNCTION_EXCEPTION, err.Error()}
		}
		if changed == nil {
			s.Close()
			return nil, ErrClosed
		}
		in = changed
	}
	out, err := s.act(ctx, name, in)
	if err != nil {
		return nil, realtimeError(err)
	}
	if hook, ok := s.n.Initializer().Registration("AfterRt " + name).(afterRealtime); ok && name != "rpc" {
		if err := hook(ctx, s.n.Logger(), nil, s.n, out, in); err != nil {
			s.n.Logger().Debug("after hook of %s: %v", name, err)
		}
	}
	return out, nil
}

func realtimeError(err error) error {
	var already *RealtimeError
	if errors.As(err, &already) {
		return err
	}
	return &RealtimeError{rtapi.Error_BAD_INPUT, err.Error()}
}

// act does what the message asks for, by the name under which the message
// arrived: a hook can change its fields, not its kind.
func (s *Session) act(ctx context.Context, name string, in *rtapi.Envelope) (*rtapi.Envelope, error) {
	actions := map[string]func(context.Context, *rtapi.Envelope) (*rtapi.Envelope, error){
		"matchcreate":          s.createRelayed,
		"matchjoin":            s.joinMatch,
		"matchleave":           s.leaveMatch,
		"matchdatasend":        s.sendMatchData,
		"channeljoin":          s.joinChannel,
		"channelleave":         s.leaveChannel,
		"channelmessagesend":   s.sendChannelMessage,
		"channelmessageupdate": s.updateChannelMessage,
		"channelmessageremove": s.removeChannelMessage,
		"matchmakeradd":        s.addTicket,
		"matchmakerremove":     s.removeTicket,
		"partycreate":          s.createParty,
		"partyjoin":            s.joinParty,
		"partymatchmakeradd":   s.addPartyTicket,
		"rpc":                  s.realtimeRPC,
	}
	action, ok := actions[name]
	if !ok {
		return &rtapi.Envelope{}, nil // nothing here depends on what it does
	}
	return action(ctx, in)
}

func (s *Session) realtimeRPC(_ context.Context, in *rtapi.Envelope) (*rtapi.Envelope, error) {
	//nolint:contextcheck // the server makes a context for each call
	answer, err := s.n.rpc(s.n.callerContext(s.caller(true), "rpc"), in.GetRpc().GetId(), in.GetRpc().GetPayload())
	if err != nil {
		return nil, &RealtimeError{rtapi.Error_RUNTIME_FUNCTION_EXCEPTION, err.Error()}
	}
	rpc := proto.CloneOf(in.GetRpc())
	rpc.Payload = answer
	return &rtapi.Envelope{Message: &rtapi.Envelope_Rpc{Rpc: rpc}}, nil
}

// JoinMatch joins a match, with metadata that its handler sees.
func (s *Session) JoinMatch(matchID string, metadata map[string]string) error {
	return s.Send(&rtapi.Envelope{Message: &rtapi.Envelope_MatchJoin{MatchJoin: &rtapi.MatchJoin{
		Id: &rtapi.MatchJoin_MatchId{MatchId: matchID}, Metadata: metadata,
	}}})
}

// LeaveMatch leaves a match.
func (s *Session) LeaveMatch(matchID string) error {
	return s.Send(&rtapi.Envelope{Message: &rtapi.Envelope_MatchLeave{MatchLeave: &rtapi.MatchLeave{MatchId: matchID}}})
}

// MatchData sends data to a match, which gets it with its next tick.
func (s *Session) MatchData(matchID string, op int64, data []byte) error {
	return s.Send(&rtapi.Envelope{Message: &rtapi.Envelope_MatchDataSend{MatchDataSend: &rtapi.MatchDataSend{
		MatchId: matchID, OpCode: op, Data: data, Reliable: true,
	}}})
}

// CreateMatch creates a relayed match, as a client can, and returns its id.
func (s *Session) CreateMatch(name string) (matchID string, err error) {
	out, err := s.exchange(&rtapi.Envelope{Message: &rtapi.Envelope_MatchCreate{MatchCreate: &rtapi.MatchCreate{Name: name}}})
	return out.GetMatch().GetMatchId(), err
}

func (s *Session) createRelayed(context.Context, *rtapi.Envelope) (*rtapi.Envelope, error) {
	s.n.db.mu.Lock()
	defer s.n.db.mu.Unlock()
	id := s.n.db.newID()
	s.n.live.track(streamKey{mode: streamRelayed, subject: id}, s.Presence())
	return matchEnvelope(&rtapi.Match{MatchId: id + ".", Size: 1}), nil
}

func matchEnvelope(m *rtapi.Match) *rtapi.Envelope {
	return &rtapi.Envelope{Message: &rtapi.Envelope_Match{Match: m}}
}

func (s *Session) joinMatch(ctx context.Context, in *rtapi.Envelope) (*rtapi.Envelope, error) {
	id := in.GetMatchJoin().GetMatchId()
	subject, node, ok := strings.Cut(id, ".")
	if !ok || !isID(subject) {
		return nil, &RealtimeError{rtapi.Error_BAD_INPUT, "Invalid match ID"}
	}
	s.n.db.mu.Lock()
	m := s.n.live.matches[id]
	key := streamKey{mode: streamRelayed, subject: subject}
	relayed := node == "" && len(s.n.live.streams[key]) > 0
	if relayed {
		s.n.live.track(key, s.Presence())
	}
	s.n.db.mu.Unlock()
	switch {
	case relayed:
		return matchEnvelope(&rtapi.Match{MatchId: id}), nil
	case m == nil:
		return nil, &RealtimeError{rtapi.Error_MATCH_NOT_FOUND, "Match not found"}
	case !m.has(s.SessionID):
		answer := m.join(ctx, s.Presence(), in.GetMatchJoin().GetMetadata())
		if !answer.allow {
			if answer.reason == "" {
				answer.reason = "Match join rejected"
			}
			return nil, &RealtimeError{rtapi.Error_MATCH_JOIN_REJECTED, answer.reason}
		}
	}
	return matchEnvelope(&rtapi.Match{MatchId: id, Authoritative: true, Size: int32(m.size())}), nil
}

func (s *Session) leaveMatch(_ context.Context, in *rtapi.Envelope) (*rtapi.Envelope, error) {
	subject, node, ok := strings.Cut(in.GetMatchLeave().GetMatchId(), ".")
	if !ok {
		return nil, &RealtimeError{rtapi.Error_BAD_INPUT, "Invalid match ID"}
	}
	key := streamKey{mode: streamRelayed, subject: subject}
	if node != "" {
		key = streamKey{mode: streamMatch, subject: subject, label: node}
	}
	s.n.leave(key, s.SessionID, runtime.PresenceReasonLeave)
	return &rtapi.Envelope{}, nil
}

// sendMatchData hands data to the match. As on the server, what a session
// outside the match sends vanishes without a word.
func (s *Session) sendMatchData(_ context.Context, in *rtapi.Envelope) (*rtapi.Envelope, error) {
	send := in.GetMatchDataSend()
	subject, node, ok := strings.Cut(send.GetMatchId(), ".")
	if !ok {
		return nil, &RealtimeError{rtapi.Error_BAD_INPUT, "Invalid match ID"}
	}
	s.n.db.mu.Lock()
	m, at := s.n.live.matches[send.GetMatchId()], s.n.db.now
	if node == "" {
		s.relay(streamKey{mode: streamRelayed, subject: subject}, send)
	}
	s.n.db.mu.Unlock()
	if m != nil && m.has(s.SessionID) {
		m.input(MatchData{
			Presence: s.Presence(), OpCode: send.GetOpCode(), Data: send.GetData(), Reliable: send.GetReliable(), ReceiveTime: at.UnixMilli(),
		})
	}
	return &rtapi.Envelope{}, nil
}

// relay hands data to the others in a relayed match.
func (s *Session) relay(key streamKey, send *rtapi.MatchDataSend) {
	if _, in := s.n.live.streams[key][s.SessionID]; !in {
		return
	}
	for _, p := range s.n.live.members(key) {
		if other, ok := s.n.live.sessions[p.SessionID]; ok && other != s {
			other.receive(messageOf(&rtapi.Envelope{Message: &rtapi.Envelope_MatchData{MatchData: &rtapi.MatchData{
				MatchId: send.GetMatchId(), OpCode: send.GetOpCode(), Data: send.GetData(), Reliable: send.GetReliable(),
				Presence: &rtapi.UserPresence{UserId: s.UserID, SessionId: s.SessionID, Username: s.Username},
			}}}))
		}
	}
}
