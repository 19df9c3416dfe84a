package nakamatest

import (
	"context"
	"slices"

	"github.com/heroiclabs/nakama-common/rtapi"
	"github.com/heroiclabs/nakama-common/runtime"
	"google.golang.org/protobuf/proto"
)

// maxPartyLabel is the maximum length of a party's label, in bytes.
const maxPartyLabel = 2048

// CreateParty creates a party and returns its id.
func (s *Session) CreateParty(create *rtapi.PartyCreate) (partyID string, err error) {
	out, err := s.exchange(&rtapi.Envelope{Message: &rtapi.Envelope_PartyCreate{PartyCreate: create}})
	return out.GetParty().GetPartyId(), err
}

// AcceptMembers accepts everyone who has asked to join a party that the session leads.
func (s *Session) AcceptMembers(partyID string) error {
	out, err := s.exchange(&rtapi.Envelope{Message: &rtapi.Envelope_PartyJoinRequestList{PartyJoinRequestList: &rtapi.PartyJoinRequestList{PartyId: partyID}}})
	for _, presence := range out.GetPartyJoinRequest().GetPresences() {
		if err == nil {
			err = s.Send(&rtapi.Envelope{Message: &rtapi.Envelope_PartyAccept{PartyAccept: &rtapi.PartyAccept{PartyId: partyID, Presence: presence}}})
		}
	}
	return err
}

func (s *Session) createParty(_ context.Context, in *rtapi.Envelope) (*rtapi.Envelope, error) {
	create := in.GetPartyCreate()
	if create.GetMaxSize() < 0 || create.GetMaxSize() > 256 {
		return nil, &RealtimeError{rtapi.Error_BAD_INPUT, "Invalid party max size, must be 1-256"}
	}
	if err := checkPartyLabel(create.GetLabel()); err != nil {
		return nil, &RealtimeError{rtapi.Error_BAD_INPUT, "Error creating party: " + err.Error()}
	}
	s.n.db.mu.Lock()
	defer s.n.db.mu.Unlock()
	key := streamKey{mode: streamParty, subject: s.n.db.newID(), label: s.n.options.Node}
	p := &party{
		key: key, id: key.subject + "." + key.label, label: create.GetLabel(), open: create.GetOpen(), hidden: create.GetHidden(),
		maximum: int(create.GetMaxSize()), leader: s, sessions: []*Session{s},
	}
	s.n.process.parties[p.id] = p
	s.n.process.track(key, s.Presence())
	return &rtapi.Envelope{Message: &rtapi.Envelope_Party{Party: p.wire(s)}}, nil
}

func checkPartyLabel(label string) error {
	if len(label) > maxPartyLabel {
		return runtime.ErrPartyLabelTooLong
	}
	if _, ok := normalize(label); label != "" && !ok {
		return errInvalid("failed to unmarshal party label: it must be a JSON object")
	}
	return nil
}

// onParty runs work under the lock. An error answers the message, after the words that
// say what failed.
func (s *Session) onParty(what string, work func(*process) error) (*rtapi.Envelope, error) {
	s.n.db.mu.Lock()
	defer s.n.db.mu.Unlock()
	if err := work(s.n.process); err != nil {
		return nil, &RealtimeError{rtapi.Error_BAD_INPUT, "Error " + what + ": " + err.Error()}
	}
	return &rtapi.Envelope{}, nil
}

// onOwnParty runs work on a party that the session leads.
func (s *Session) onOwnParty(what, id string, work func(*process, *party) error) (*rtapi.Envelope, error) {
	return s.onParty(what, func(l *process) error {
		p, err := l.ledBy(s, id)
		if err != nil {
			return err
		}
		return work(l, p)
	})
}

func (s *Session) joinParty(_ context.Context, in *rtapi.Envelope) (*rtapi.Envelope, error) {
	return s.onParty("joining party", func(l *process) error {
		p, err := l.party(in.GetPartyJoin().GetPartyId())
		if err != nil {
			return err
		}
		return l.request(p, s)
	})
}

func (s *Session) leavePartyByID(_ context.Context, in *rtapi.Envelope) (*rtapi.Envelope, error) {
	s.n.db.mu.Lock()
	p, err := s.n.process.party(in.GetPartyLeave().GetPartyId())
	s.n.db.mu.Unlock()
	if err == nil {
		s.n.leave(p.key, s.SessionID, runtime.PresenceReasonLeave)
	}
	return &rtapi.Envelope{}, nil
}

func (s *Session) promoteMember(_ context.Context, in *rtapi.Envelope) (*rtapi.Envelope, error) {
	promote := in.GetPartyPromote()
	return s.onOwnParty("promoting new party leader", promote.GetPartyId(), func(l *process, p *party) error {
		at := indexOf(p.sessions, promote.GetPresence())
		if at < 0 {
			return runtime.ErrPartyNotMember
		}
		l.promote(p, p.sessions[at])
		return nil
	})
}

func (s *Session) acceptMember(_ context.Context, in *rtapi.Envelope) (*rtapi.Envelope, error) {
	accept := in.GetPartyAccept()
	return s.onOwnParty("accepting party join request", accept.GetPartyId(), func(l *process, p *party) error {
		return l.accept(p, accept.GetPresence())
	})
}

// removeMember removes a member, or refuses a request to join.
func (s *Session) removeMember(_ context.Context, in *rtapi.Envelope) (*rtapi.Envelope, error) {
	remove := in.GetPartyRemove()
	var removed *Session
	var key streamKey
	out, err := s.onOwnParty("removing party member or join request", remove.GetPartyId(), func(l *process, p *party) error {
		key = p.key
		member, request := indexOf(p.sessions, remove.GetPresence()), indexOf(p.requests, remove.GetPresence())
		switch {
		case member >= 0 && p.sessions[member] == s:
			return runtime.ErrPartyRemoveSelf
		case member >= 0:
			removed = p.sessions[member]
			l.laterTo(removed, partyClosed(p.id))
		case request >= 0:
			p.requests = slices.Delete(p.requests, request, request+1)
		default:
			return runtime.ErrPartyNotMember
		}
		return nil
	})
	if removed != nil {
		s.n.leave(key, removed.SessionID, runtime.PresenceReasonLeave)
	}
	return out, err
}

func (s *Session) closeParty(_ context.Context, in *rtapi.Envelope) (*rtapi.Envelope, error) {
	return s.onOwnParty("closing party", in.GetPartyClose().GetPartyId(), func(l *process, p *party) error {
		l.end(p)
		return nil
	})
}

func (s *Session) listJoinRequests(_ context.Context, in *rtapi.Envelope) (*rtapi.Envelope, error) {
	out := &rtapi.PartyJoinRequest{PartyId: in.GetPartyJoinRequestList().GetPartyId()}
	_, err := s.onOwnParty("listing party join requests", out.GetPartyId(), func(_ *process, p *party) error {
		for _, request := range p.requests {
			out.Presences = append(out.Presences, request.Presence().wire())
		}
		return nil
	})
	return &rtapi.Envelope{Message: &rtapi.Envelope_PartyJoinRequest{PartyJoinRequest: out}}, err
}

func (s *Session) sendPartyData(_ context.Context, in *rtapi.Envelope) (*rtapi.Envelope, error) {
	data := in.GetPartyDataSend()
	return s.onParty("sending party data", func(l *process) error {
		p, err := l.party(data.GetPartyId())
		if err != nil {
			return err
		}
		if !slices.Contains(p.sessions, s) {
			return runtime.ErrPartyNotMember
		}
		for _, member := range p.sessions {
			if member != s {
				member.receive(messageOf(&rtapi.Envelope{Message: &rtapi.Envelope_PartyData{PartyData: &rtapi.PartyData{
					PartyId: p.id, Presence: s.Presence().wire(), OpCode: data.GetOpCode(), Data: data.GetData(),
				}}}))
			}
		}
		return nil
	})
}

func (s *Session) updateParty(_ context.Context, in *rtapi.Envelope) (*rtapi.Envelope, error) {
	update := in.GetPartyUpdate()
	return s.onOwnParty("updating party", update.GetPartyId(), func(l *process, p *party) error {
		if err := checkPartyLabel(update.GetLabel()); err != nil {
			return err
		}
		p.label, p.open, p.hidden = update.GetLabel(), update.GetOpen(), update.GetHidden()
		l.send(p.key, messageOf(&rtapi.Envelope{Message: &rtapi.Envelope_PartyUpdate{PartyUpdate: update}}))
		return nil
	})
}

func (s *Session) addPartyTicket(_ context.Context, in *rtapi.Envelope) (*rtapi.Envelope, error) {
	add := in.GetPartyMatchmakerAdd()
	t := &ticket{
		query: add.GetQuery(), party: add.GetPartyId(), minimum: int(add.GetMinCount()), maximum: int(add.GetMaxCount()),
		multiple: add.GetCountMultiple(), texts: add.GetStringProperties(), numbers: add.GetNumericProperties(),
	}
	if err := t.check(); err != nil {
		return nil, err
	}
	answer := &rtapi.Envelope{Message: &rtapi.Envelope_PartyMatchmakerTicket{PartyMatchmakerTicket: &rtapi.PartyMatchmakerTicket{PartyId: add.GetPartyId()}}}
	_, err := s.onOwnParty("adding party to matchmaker", add.GetPartyId(), func(l *process, p *party) error {
		t.sessions = slices.Clone(p.sessions)
		if err := s.n.addTicket(t); err != nil {
			return err
		}
		answer.GetPartyMatchmakerTicket().Ticket = t.id
		for _, member := range p.sessions {
			if member != s {
				l.laterTo(member, proto.CloneOf(answer))
			}
		}
		return nil
	})
	return answer, err
}

func (s *Session) removePartyTicket(_ context.Context, in *rtapi.Envelope) (*rtapi.Envelope, error) {
	remove := in.GetPartyMatchmakerRemove()
	return s.onOwnParty("closing party", remove.GetPartyId(), func(l *process, p *party) error {
		if t, ok := l.tickets[remove.GetTicket()]; !ok || t.party != p.id {
			return runtime.ErrMatchmakerTicketNotFound
		}
		delete(l.tickets, remove.GetTicket())
		return nil
	})
}
