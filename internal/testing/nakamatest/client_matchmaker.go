package nakamatest

import (
	"context"

	"github.com/heroiclabs/nakama-common/rtapi"
)

// AddTicket adds a matchmaker ticket and returns its id.
func (s *Session) AddTicket(add *rtapi.MatchmakerAdd) (ticketID string, err error) {
	out, err := s.exchange(&rtapi.Envelope{Message: &rtapi.Envelope_MatchmakerAdd{MatchmakerAdd: add}})
	return out.GetMatchmakerTicket().GetTicket(), err
}

func (s *Session) addTicket(_ context.Context, in *rtapi.Envelope) (*rtapi.Envelope, error) {
	add := in.GetMatchmakerAdd()
	return s.enqueue(&ticket{
		query: add.GetQuery(), sessions: []*Session{s}, minimum: int(add.GetMinCount()), maximum: int(add.GetMaxCount()),
		texts: add.GetStringProperties(), numbers: add.GetNumericProperties(),
	})
}

func (s *Session) enqueue(t *ticket) (*rtapi.Envelope, error) {
	switch {
	case t.minimum < 2:
		return nil, &RealtimeError{rtapi.Error_BAD_INPUT, "Invalid minimum count, must be >= 2"}
	case t.maximum < t.minimum:
		return nil, &RealtimeError{rtapi.Error_BAD_INPUT, "Invalid maximum count, must be >= minimum count"}
	}
	if t.query == "" {
		t.query = "*"
	}
	if _, err := parseQuery(t.query); err != nil {
		return nil, &RealtimeError{rtapi.Error_RUNTIME_EXCEPTION, "Error adding to matchmaker"}
	}
	s.n.db.mu.Lock()
	defer s.n.db.mu.Unlock()
	t.id, t.created = s.n.db.newID(), s.n.db.now.UnixNano()
	s.n.process.tickets[t.id] = t
	if t.party != "" {
		return &rtapi.Envelope{Message: &rtapi.Envelope_PartyMatchmakerTicket{PartyMatchmakerTicket: &rtapi.PartyMatchmakerTicket{PartyId: t.party, Ticket: t.id}}}, nil
	}
	return &rtapi.Envelope{Message: &rtapi.Envelope_MatchmakerTicket{MatchmakerTicket: &rtapi.MatchmakerTicket{Ticket: t.id}}}, nil
}

func (s *Session) removeTicket(_ context.Context, in *rtapi.Envelope) (*rtapi.Envelope, error) {
	s.n.db.mu.Lock()
	defer s.n.db.mu.Unlock()
	id := in.GetMatchmakerRemove().GetTicket()
	if t, ok := s.n.process.tickets[id]; !ok || !t.has(s.SessionID) {
		return nil, &RealtimeError{rtapi.Error_BAD_INPUT, "Matchmaker ticket not found"}
	}
	delete(s.n.process.tickets, id)
	return &rtapi.Envelope{}, nil
}
