package nakamatest

import (
	"context"
	"time"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/rtapi"
	"github.com/heroiclabs/nakama-common/runtime"
	"google.golang.org/protobuf/types/known/timestamppb"
)

// AddTicket adds a matchmaker ticket and returns its id.
func (s *Session) AddTicket(add *rtapi.MatchmakerAdd) (ticketID string, err error) {
	out, err := s.exchange(&rtapi.Envelope{Message: &rtapi.Envelope_MatchmakerAdd{MatchmakerAdd: add}})
	return out.GetMatchmakerTicket().GetTicket(), err
}

func (s *Session) addTicket(_ context.Context, in *rtapi.Envelope) (*rtapi.Envelope, error) {
	add := in.GetMatchmakerAdd()
	t := &ticket{
		query: add.GetQuery(), sessions: []*Session{s}, minimum: int(add.GetMinCount()), maximum: int(add.GetMaxCount()),
		multiple: add.GetCountMultiple(), texts: add.GetStringProperties(), numbers: add.GetNumericProperties(),
	}
	if err := t.check(); err != nil {
		return nil, err
	}
	s.n.db.mu.Lock()
	defer s.n.db.mu.Unlock()
	if err := s.n.addTicket(t); err != nil {
		return nil, &RealtimeError{rtapi.Error_RUNTIME_EXCEPTION, "Error adding to matchmaker"}
	}
	return &rtapi.Envelope{Message: &rtapi.Envelope_MatchmakerTicket{MatchmakerTicket: &rtapi.MatchmakerTicket{Ticket: t.id}}}, nil
}

// check refuses numbers of players that no match can have.
func (t *ticket) check() error {
	invalid := func(text string) error { return &RealtimeError{rtapi.Error_BAD_INPUT, text} }
	switch multiple := max(1, int(t.multiple.GetValue())); {
	case t.minimum < 2:
		return invalid("Invalid minimum count, must be >= 2")
	case t.maximum < t.minimum:
		return invalid("Invalid maximum count, must be >= minimum count")
	case t.multiple != nil && t.multiple.GetValue() < 1:
		return invalid("Invalid count multiple, must be >= 1")
	case t.minimum%multiple != 0:
		return invalid("Invalid count multiple for minimum count, must divide")
	case t.maximum%multiple != 0:
		return invalid("Invalid count multiple for maximum count, must divide")
	}
	return nil
}

// addTicket adds a ticket to the pool. The caller holds the lock of the database.
func (n *Nakama) addTicket(t *ticket) error {
	if t.query == "" {
		t.query = "*"
	}
	parsed, err := parseQuery(t.query)
	if err != nil {
		return runtime.ErrMatchmakerQueryInvalid
	}
	for _, s := range t.sessions {
		count := 0
		for _, other := range n.process.tickets {
			if other.has(s.SessionID) {
				count++
			}
		}
		if n.options.MaxTickets > 0 && count >= n.options.MaxTickets {
			return runtime.ErrMatchmakerTooManyTickets
		}
	}
	t.parsed, t.id, t.created, t.active = parsed, n.db.newID(), n.db.now.UnixNano(), true
	n.process.ticketCount++
	t.number = n.process.ticketCount
	n.process.tickets[t.id] = t
	return nil
}

func (s *Session) removeTicket(_ context.Context, in *rtapi.Envelope) (*rtapi.Envelope, error) {
	s.n.db.mu.Lock()
	defer s.n.db.mu.Unlock()
	id := in.GetMatchmakerRemove().GetTicket()
	t, ok := s.n.process.tickets[id]
	switch {
	case id == "":
		return nil, &RealtimeError{rtapi.Error_BAD_INPUT, "Invalid matchmaker ticket"}
	case !ok || t.party != "" || !t.has(s.SessionID):
		return nil, &RealtimeError{rtapi.Error_BAD_INPUT, "Matchmaker ticket not found"}
	}
	delete(s.n.process.tickets, id)
	return &rtapi.Envelope{}, nil
}

// matchmakerStats counts the tickets.
func (s *Session) matchmakerStats() (*api.MatchmakerStats, error) {
	return clientRequest(s, "GetMatchmakerStats", &Empty{}, func(*database, *Empty) (*api.MatchmakerStats, error) {
		out := &api.MatchmakerStats{TicketCount: int32(len(s.n.process.tickets))}
		for _, t := range s.n.process.tickets {
			created := timestamppb.New(time.Unix(0, t.created))
			if out.GetOldestTicketCreateTime() == nil || created.AsTime().Before(out.GetOldestTicketCreateTime().AsTime()) {
				out.OldestTicketCreateTime = created
			}
		}
		return out, nil
	})
}
