package nakamatest

import (
	"errors"
	"slices"

	"github.com/heroiclabs/nakama-common/rtapi"
	"github.com/heroiclabs/nakama-common/runtime"
)

var errPartyNotFound = errors.New("party not found")

// party is a group of players who are matched together.
type party struct {
	key          streamKey
	id, label    string
	open, hidden bool
	maximum      int
	leader       *Session
	sessions     []*Session // oldest first
	requests     []*Session // to join
}

// party returns a party by its id. The caller holds the lock of the database.
func (l *process) party(id string) (*party, error) {
	p, ok := l.parties[id]
	if !ok {
		return nil, errPartyNotFound
	}
	return p, nil
}

// ledBy returns a party whose leader the session is.
func (l *process) ledBy(s *Session, id string) (*party, error) {
	p, err := l.party(id)
	if err == nil && p.leader != s {
		err = runtime.ErrPartyNotLeader
	}
	return p, err
}

// request lets a session into an open party, or asks the leader of a closed one.
func (l *process) request(p *party, s *Session) error {
	switch {
	case len(p.sessions) >= p.maximum:
		return runtime.ErrPartyFull
	case p.open:
		l.admit(p, s)
		return nil
	case len(p.requests) >= p.maximum:
		return runtime.ErrPartyJoinRequestsFull
	case slices.ContainsFunc(p.requests, func(other *Session) bool { return other.UserID == s.UserID }):
		return runtime.ErrPartyJoinRequestDuplicate
	}
	p.requests = append(p.requests, s)
	l.laterTo(p.leader, &rtapi.Envelope{Message: &rtapi.Envelope_PartyJoinRequest{PartyJoinRequest: &rtapi.PartyJoinRequest{
		PartyId: p.id, Presences: []*rtapi.UserPresence{s.Presence().wire()},
	}}})
	return nil
}

func (l *process) laterTo(s *Session, envelope *rtapi.Envelope) {
	l.later = append(l.later, outgoing{session: s.SessionID, message: messageOf(envelope)})
}

// admit adds a member. Its tickets are gone: the party is another one now.
func (l *process) admit(p *party, s *Session) {
	if !slices.Contains(p.sessions, s) {
		p.sessions = append(p.sessions, s)
		l.laterTo(s, &rtapi.Envelope{Message: &rtapi.Envelope_Party{Party: p.wire(s)}})
	}
	l.track(p.key, s.Presence())
	l.dropPartyTickets(p.id)
}

func (l *process) dropPartyTickets(partyID string) {
	for id, t := range l.tickets {
		if t.party == partyID {
			delete(l.tickets, id)
		}
	}
}

// accept admits a session that has asked.
func (l *process) accept(p *party, presence *rtapi.UserPresence) error {
	if len(p.sessions) >= p.maximum {
		return runtime.ErrPartyFull
	}
	at := indexOf(p.requests, presence)
	if at < 0 {
		return runtime.ErrPartyNotRequest
	}
	s := p.requests[at]
	p.requests = slices.Delete(p.requests, at, at+1)
	if _, online := l.sessions[s.SessionID]; !online {
		return runtime.ErrPartyAcceptRequest
	}
	l.admit(p, s)
	return nil
}

func indexOf(sessions []*Session, presence *rtapi.UserPresence) int {
	return slices.IndexFunc(sessions, func(s *Session) bool {
		return s.SessionID == presence.GetSessionId() && s.UserID == presence.GetUserId() && s.Username == presence.GetUsername()
	})
}

// leaveParty removes a session that has left the party's stream. The oldest member
// becomes the leader if the leader has left; without members the party ends.
func (l *process) leaveParty(key streamKey, sessionID string) {
	p, ok := l.parties[key.subject+"."+key.label]
	if !ok {
		return
	}
	p.sessions = slices.DeleteFunc(p.sessions, func(s *Session) bool { return s.SessionID == sessionID })
	l.dropPartyTickets(p.id)
	switch {
	case len(p.sessions) == 0:
		delete(l.parties, p.id)
	case p.leader.SessionID == sessionID:
		l.promote(p, p.sessions[0])
	}
}

func (l *process) promote(p *party, s *Session) {
	p.leader = s
	l.later = append(l.later, outgoing{key: p.key, message: messageOf(&rtapi.Envelope{Message: &rtapi.Envelope_PartyLeader{
		PartyLeader: &rtapi.PartyLeader{PartyId: p.id, Presence: s.Presence().wire()},
	}})})
}

// end closes the party and tells its members.
func (l *process) end(p *party) {
	l.send(p.key, messageOf(partyClosed(p.id)))
	delete(l.parties, p.id)
	delete(l.streams, p.key)
	l.dropPartyTickets(p.id)
}

func partyClosed(id string) *rtapi.Envelope {
	return &rtapi.Envelope{Message: &rtapi.Envelope_PartyClose{PartyClose: &rtapi.PartyClose{PartyId: id}}}
}

// wire returns the party as the member sees it.
func (p *party) wire(self *Session) *rtapi.Party {
	out := &rtapi.Party{
		PartyId: p.id, Open: p.open, Hidden: p.hidden, MaxSize: int32(p.maximum), Label: p.label,
		Self: self.Presence().wire(), Leader: p.leader.Presence().wire(),
	}
	for _, s := range p.sessions {
		out.Presences = append(out.Presences, s.Presence().wire())
	}
	return out
}
