package nakamatest

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/heroiclabs/nakama-common/rtapi"
	"github.com/heroiclabs/nakama-common/runtime"
	"google.golang.org/protobuf/types/known/wrapperspb"
)

type matchedHook = func(context.Context, runtime.Logger, *sql.DB, runtime.NakamaModule, []runtime.MatchmakerEntry) (string, error)

// ticket is a matchmaker ticket.
type ticket struct {
	id, query, party string
	parsed           query
	sessions         []*Session
	minimum, maximum int
	multiple         *wrapperspb.Int32Value // of the number of players
	texts            map[string]string
	numbers          map[string]float64
	created          int64
	number           int  // in order of adding
	active           bool // looks for others itself
	intervals        int  // for which it has done so
}

func (t *ticket) has(sessionID string) bool {
	for _, s := range t.sessions {
		if s.SessionID == sessionID {
			return true
		}
	}
	return false
}

// Ticket is a copy of a matchmaker ticket, after hooks.
type Ticket struct {
	ID, Query, Party  string
	Minimum, Maximum  int
	StringProperties  map[string]string
	NumericProperties map[string]float64
}

// MatchmakerEntry is one player of a match formed by the matchmaker.
type MatchmakerEntry struct {
	Presence   Presence
	Ticket     string
	Properties map[string]any
	PartyID    string
	CreateTime int64
}

var _ runtime.MatchmakerEntry = (*MatchmakerEntry)(nil)

// GetPresence returns the player's session.
func (e *MatchmakerEntry) GetPresence() runtime.Presence { return e.Presence }

// GetTicket returns the ticket.
func (e *MatchmakerEntry) GetTicket() string { return e.Ticket }

// GetProperties returns the string and numeric properties of the ticket.
func (e *MatchmakerEntry) GetProperties() map[string]any { return copyMap(e.Properties) }

// GetPartyId returns the party; empty if there is none.
func (e *MatchmakerEntry) GetPartyId() string { return e.PartyID } //nolint:revive // Nakama's name

// GetCreateTime returns when the ticket was added.
func (e *MatchmakerEntry) GetCreateTime() int64 { return e.CreateTime }

// Ticket returns a copy of a ticket.
func (n *Nakama) Ticket(id string) (Ticket, bool) {
	n.db.mu.Lock()
	defer n.db.mu.Unlock()
	t, ok := n.process.tickets[id]
	if !ok {
		return Ticket{}, false
	}
	return Ticket{
		ID: t.id, Query: t.query, Party: t.party, Minimum: t.minimum, Maximum: t.maximum,
		StringProperties: copyMap(t.texts), NumericProperties: copyMap(t.numbers),
	}, true
}

// TicketAccepts reports whether a ticket's query accepts the properties of another
// ticket.
func (n *Nakama) TicketAccepts(ticketID, otherID string) bool {
	n.db.mu.Lock()
	defer n.db.mu.Unlock()
	t, other := n.process.tickets[ticketID], n.process.tickets[otherID]
	if t == nil || other == nil {
		return false
	}
	_, ok := t.accepts(other)
	return ok
}

func (t *ticket) properties() map[string]any {
	out := map[string]any{}
	for k, v := range t.texts {
		out[k] = v
	}
	for k, v := range t.numbers {
		out[k] = v
	}
	return out
}

// MatchTickets forms a match of the tickets: it runs the registered hook and sends
// the result to the players. If the hook returns no id, the id is empty and the
// players receive a token for a relayed match.
func (n *Nakama) MatchTickets(ticketIDs ...string) (matchID string, err error) {
	tickets, err := n.takeTickets(ticketIDs)
	if err != nil {
		return "", err
	}
	var entries []runtime.MatchmakerEntry
	users := map[string]*rtapi.MatchmakerMatched_MatchmakerUser{}
	matched := &rtapi.MatchmakerMatched{}
	for _, t := range tickets {
		for _, s := range t.sessions {
			entries = append(entries, &MatchmakerEntry{Presence: s.Presence(), Ticket: t.id, Properties: t.properties(), PartyID: t.party, CreateTime: t.created})
			users[s.SessionID] = &rtapi.MatchmakerMatched_MatchmakerUser{
				Presence: &rtapi.UserPresence{UserId: s.UserID, SessionId: s.SessionID, Username: s.Username},
				PartyId:  t.party, StringProperties: t.texts, NumericProperties: t.numbers,
			}
			matched.Users = append(matched.Users, users[s.SessionID])
		}
	}
	if hook, ok := n.Initializer().Registration("MatchmakerMatched").(matchedHook); ok {
		matchID, err = hook(n.callerContext(identity{}, "matchmaker"), n.Logger(), nil, n, entries)
	}
	token := n.relayedToken()
	for _, t := range tickets {
		for _, s := range t.sessions {
			message := &rtapi.MatchmakerMatched{Ticket: t.id, Users: matched.GetUsers(), Self: users[s.SessionID]}
			if matchID != "" && err == nil {
				message.Id = &rtapi.MatchmakerMatched_MatchId{MatchId: matchID}
			} else {
				message.Id = &rtapi.MatchmakerMatched_Token{Token: token}
			}
			s.receive(messageOf(&rtapi.Envelope{Message: &rtapi.Envelope_MatchmakerMatched{MatchmakerMatched: message}}))
		}
	}
	return matchID, err
}

// relayedToken returns a token with which the players of a match without a handler meet.
func (n *Nakama) relayedToken() string {
	n.db.mu.Lock()
	defer n.db.mu.Unlock()
	return claims{MatchID: n.db.newTokenID() + ".", Expires: n.db.now.Add(30 * time.Second).Unix()}.sign(sessionKey)
}

func (n *Nakama) takeTickets(ids []string) ([]*ticket, error) {
	n.db.mu.Lock()
	defer n.db.mu.Unlock()
	var tickets []*ticket
	for _, id := range ids {
		t, ok := n.process.tickets[id]
		if !ok {
			return nil, errors.New("no such ticket: " + id)
		}
		tickets = append(tickets, t)
		delete(n.process.tickets, id)
	}
	return tickets, nil
}

func boolValue(b bool) *wrapperspb.BoolValue { return wrapperspb.Bool(b) }
