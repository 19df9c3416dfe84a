package nakamatest

import (
	"context"
	"strings"

	"github.com/heroiclabs/nakama-common/rtapi"
)

// party is a group of players who are matched together; the first is the leader.
type party struct {
	id       string
	open     bool
	maximum  int
	sessions []*Session
}

// stream returns the stream of the party's members.
func (p *party) stream() streamKey {
	subject, node, _ := strings.Cut(p.id, ".")
	return streamKey{mode: streamParty, subject: subject, label: node}
}

// CreateParty creates a party and returns its id.
func (s *Session) CreateParty(create *rtapi.PartyCreate) (partyID string, err error) {
	out, err := s.exchange(&rtapi.Envelope{Message: &rtapi.Envelope_PartyCreate{PartyCreate: create}})
	return out.GetParty().GetPartyId(), err
}

func (s *Session) createParty(_ context.Context, in *rtapi.Envelope) (*rtapi.Envelope, error) {
	create := in.GetPartyCreate()
	if create.GetMaxSize() < 1 || create.GetMaxSize() > 256 {
		return nil, &RealtimeError{rtapi.Error_BAD_INPUT, "Invalid party max size, must be 1-256"}
	}
	s.n.db.mu.Lock()
	defer s.n.db.mu.Unlock()
	p := &party{id: s.n.db.newID() + "." + s.n.options.Node, open: create.GetOpen(), maximum: int(create.GetMaxSize()), sessions: []*Session{s}}
	s.n.process.parties[p.id] = p
	s.n.process.track(p.stream(), s.Presence())
	return &rtapi.Envelope{Message: &rtapi.Envelope_Party{Party: &rtapi.Party{PartyId: p.id, Open: p.open, MaxSize: create.GetMaxSize()}}}, nil
}

// joinParty joins a party. A closed party accepts at once, as if its leader had
// accepted the request.
func (s *Session) joinParty(_ context.Context, in *rtapi.Envelope) (*rtapi.Envelope, error) {
	s.n.db.mu.Lock()
	defer s.n.db.mu.Unlock()
	p, ok := s.n.process.parties[in.GetPartyJoin().GetPartyId()]
	switch {
	case !ok:
		return nil, &RealtimeError{rtapi.Error_BAD_INPUT, "Party not found"}
	case len(p.sessions) >= p.maximum:
		return nil, &RealtimeError{rtapi.Error_RUNTIME_EXCEPTION, "party full"}
	}
	p.sessions = append(p.sessions, s)
	s.n.process.track(p.stream(), s.Presence())
	return &rtapi.Envelope{}, nil
}

func (s *Session) addPartyTicket(_ context.Context, in *rtapi.Envelope) (*rtapi.Envelope, error) {
	add := in.GetPartyMatchmakerAdd()
	s.n.db.mu.Lock()
	p, ok := s.n.process.parties[add.GetPartyId()]
	s.n.db.mu.Unlock()
	if !ok || p.sessions[0] != s {
		return nil, &RealtimeError{rtapi.Error_RUNTIME_EXCEPTION, "party leader only"}
	}
	return s.enqueue(&ticket{
		query: add.GetQuery(), party: p.id, sessions: p.sessions, minimum: int(add.GetMinCount()), maximum: int(add.GetMaxCount()),
		texts: add.GetStringProperties(), numbers: add.GetNumericProperties(),
	})
}
