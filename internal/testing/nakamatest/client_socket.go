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
func (s *Session) exchange(in *rtapi.Envelope) (out *rtapi.Envelope, err error) {
	defer s.n.sendLater()
	err = s.handle(in, func(answer *rtapi.Envelope) { out = answer })
	return out, err
}

// Process handles a message from the client's socket, to which the response and an
// error go. It returns false if the connection must end.
func (s *Session) Process(in *rtapi.Envelope) bool {
	err := s.handle(in, func(out *rtapi.Envelope) {
		out.Cid = in.GetCid()
		s.receive(messageOf(out))
	})
	var refused *RealtimeError
	if errors.As(err, &refused) {
		s.receive(messageOf(&rtapi.Envelope{Cid: in.GetCid(), Message: &rtapi.Envelope_Error{Error: &rtapi.Error{
			Code: int32(refused.Code), Message: refused.Message,
		}}}))
	}
	s.n.sendLater()
	return err == nil || (refused != nil && refused.Code != rtapi.Error_MISSING_PAYLOAD && refused.Code != rtapi.Error_UNRECOGNIZED_PAYLOAD)
}

// handle runs a message between its hooks. The response, if there is one, is passed to
// answer before the second hook runs.
func (s *Session) handle(in *rtapi.Envelope, answer func(*rtapi.Envelope)) error {
	if s.Closed() {
		return ErrClosed
	}
	in = proto.CloneOf(in)
	name := strings.ToLower(messageName(in))
	action, known := s.actions()[name]
	switch {
	case name == "":
		return &RealtimeError{rtapi.Error_MISSING_PAYLOAD, "Missing message."}
	case !known:
		return &RealtimeError{rtapi.Error_UNRECOGNIZED_PAYLOAD, "Unrecognized message."}
	}
	ctx := s.n.callerContext(s.caller(true), "before")
	in, err := s.before(ctx, name, in)
	if err != nil {
		return err
	}
	out, err := action(ctx, in)
	if err != nil {
		return realtimeError(err)
	}
	if out != nil {
		answer(out)
	}
	if hook, ok := s.n.Initializer().Registration("AfterRt " + name).(afterRealtime); ok && name != "rpc" {
		if err := hook(ctx, s.n.Logger(), nil, s.n, out, in); err != nil {
			s.n.Logger().Debug("after hook of %s: %v", name, err)
		}
	}
	return nil
}

// before runs the hook of a message, which may change it.
func (s *Session) before(ctx context.Context, name string, in *rtapi.Envelope) (*rtapi.Envelope, error) {
	hook, ok := s.n.Initializer().Registration("BeforeRt " + name).(beforeRealtime)
	if !ok || name == "rpc" {
		return in, nil
	}
	changed, err := hook(ctx, s.n.Logger(), nil, s.n, in)
	if err != nil {
		return nil, &RealtimeError{rtapi.Error_RUNTIME_FUNCTION_EXCEPTION, err.Error()}
	}
	if changed == nil {
		s.receive(messageOf(&rtapi.Envelope{Cid: in.GetCid(), Message: &rtapi.Envelope_Error{Error: &rtapi.Error{
			Code: int32(rtapi.Error_UNRECOGNIZED_PAYLOAD), Message: "Requested resource was not found.",
		}}}))
		s.Close() //nolint:contextcheck // the end of a session has a context of its own
		return nil, ErrClosed
	}
	return changed, nil
}

func realtimeError(err error) error {
	var already *RealtimeError
	if errors.As(err, &already) {
		return err
	}
	return &RealtimeError{rtapi.Error_BAD_INPUT, err.Error()}
}

type realtimeAction = func(context.Context, *rtapi.Envelope) (*rtapi.Envelope, error)

// actions has the handler of each message, by the name with which it arrived: a hook can
// change the message's fields, not its kind.
func (s *Session) actions() map[string]realtimeAction {
	return map[string]realtimeAction{
		"matchcreate":           s.createRelayed,
		"matchjoin":             s.joinMatch,
		"matchleave":            s.leaveMatch,
		"matchdatasend":         s.sendMatchData,
		"channeljoin":           s.joinChannel,
		"channelleave":          s.leaveChannel,
		"channelmessagesend":    s.sendChannelMessage,
		"channelmessageupdate":  s.updateChannelMessage,
		"channelmessageremove":  s.removeChannelMessage,
		"matchmakeradd":         s.addTicket,
		"matchmakerremove":      s.removeTicket,
		"partycreate":           s.createParty,
		"partyjoin":             s.joinParty,
		"partyleave":            s.leavePartyByID,
		"partypromote":          s.promoteMember,
		"partyaccept":           s.acceptMember,
		"partyremove":           s.removeMember,
		"partyclose":            s.closeParty,
		"partyjoinrequestlist":  s.listJoinRequests,
		"partymatchmakeradd":    s.addPartyTicket,
		"partymatchmakerremove": s.removePartyTicket,
		"partydatasend":         s.sendPartyData,
		"partyupdate":           s.updateParty,
		"statusfollow":          s.followUsers,
		"statusunfollow":        s.unfollowUsers,
		"statusupdate":          s.updateStatus,
		"ping":                  s.ping,
		"pong":                  s.pong,
		"rpc":                   s.realtimeRPC,
	}
}
