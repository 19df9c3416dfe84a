package nakamatest

import (
	"context"
	"errors"
	"strings"

	"github.com/heroiclabs/nakama-common/rtapi"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"
)

// messageName returns the name of a message that hooks use, such as MatchJoin.
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

// MessageNames lists the names of all socket messages, as hooks use them.
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

// Send sends a message over the socket: the registered hook runs, then the server
// handles the message. A hook that returns nil closes the socket.
func (s *Session) Send(in *rtapi.Envelope) error {
	_, err := s.exchange(in)
	return err
}

// exchange sends a message and returns the response.
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

// act handles the message by the name with which it arrived: a hook can change the
// message's fields, not its kind.
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
		return &rtapi.Envelope{}, nil // not implemented, and nothing depends on it
	}
	return action(ctx, in)
}
