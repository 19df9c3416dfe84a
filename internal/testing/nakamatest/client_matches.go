package nakamatest

import (
	"cmp"
	"context"
	"crypto/sha1"
	"slices"
	"strings"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/rtapi"
	"github.com/heroiclabs/nakama-common/runtime"
	"google.golang.org/protobuf/types/known/wrapperspb"
)

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

// MatchData sends data to a match, which receives it with its next tick.
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

// createRelayed creates a relayed match, or joins the one that has the name already.
func (s *Session) createRelayed(_ context.Context, in *rtapi.Envelope) (*rtapi.Envelope, error) {
	s.n.db.mu.Lock()
	defer s.n.db.mu.Unlock()
	name := in.GetMatchCreate().GetName()
	id := namedMatch(name)
	if name == "" {
		id = s.n.db.newID()
	}
	key := streamKey{mode: streamRelayed, subject: id}
	others := s.n.process.members(key)
	s.n.process.track(key, s.Presence())
	return matchEnvelope(&rtapi.Match{
		MatchId: id + ".", Size: int32(len(s.n.process.streams[key])), Presences: visible(key, others), Self: s.Presence().wire(),
	}), nil
}

// namedMatch returns the id of a relayed match with a name: a UUID of version 5 in the
// namespace of DNS.
func namedMatch(name string) string {
	namespace := []byte{0x6b, 0xa7, 0xb8, 0x10, 0x9d, 0xad, 0x11, 0xd1, 0x80, 0xb4, 0x00, 0xc0, 0x4f, 0xd4, 0x30, 0xc8}
	sum := sha1.Sum(append(namespace, name...))
	id := [16]byte(sum[:16])
	id[6], id[8] = id[6]&0x0f|0x50, id[8]&0x3f|0x80
	return formatUUID(id)
}

func matchEnvelope(m *rtapi.Match) *rtapi.Envelope {
	return &rtapi.Envelope{Message: &rtapi.Envelope_Match{Match: m}}
}

// matchToJoin returns the id of the match that a message names, by its id or by a token of
// the matchmaker. With a token, a relayed match may be empty.
func (s *Session) matchToJoin(in *rtapi.MatchJoin) (id string, byToken bool, err error) {
	switch named := in.GetId().(type) {
	case *rtapi.MatchJoin_MatchId:
		id, err = named.MatchId, &RealtimeError{rtapi.Error_BAD_INPUT, "Invalid match ID"}
	case *rtapi.MatchJoin_Token:
		c, invalid := parseToken(named.Token, sessionKey, s.n.Now())
		id, byToken, err = c.MatchID, true, &RealtimeError{rtapi.Error_BAD_INPUT, "Invalid match token"}
		if invalid != nil {
			return "", true, err
		}
	default:
		return "", false, &RealtimeError{rtapi.Error_BAD_INPUT, "No match ID or token found"}
	}
	if subject, _, ok := strings.Cut(id, "."); !ok || !isID(subject) {
		return "", byToken, err
	}
	return id, byToken, nil
}

func (s *Session) joinMatch(ctx context.Context, in *rtapi.Envelope) (*rtapi.Envelope, error) {
	id, byToken, err := s.matchToJoin(in.GetMatchJoin())
	if err != nil {
		return nil, err
	}
	if strings.HasSuffix(id, ".") {
		return s.joinRelayed(id, byToken)
	}
	s.n.db.mu.Lock()
	m := s.n.process.matches[id]
	s.n.db.mu.Unlock()
	if m == nil {
		return nil, &RealtimeError{rtapi.Error_MATCH_NOT_FOUND, "Match not found"}
	}
	isNew := !m.has(s.SessionID)
	if isNew {
		if answer := m.join(ctx, s.Presence(), in.GetMatchJoin().GetMetadata()); !answer.allow {
			return nil, &RealtimeError{rtapi.Error_MATCH_JOIN_REJECTED, cmp.Or(answer.reason, "Match join rejected")}
		}
	}
	out := &rtapi.Match{MatchId: id, Authoritative: true, Label: wrapperspb.String(m.currentLabel()), Self: s.Presence().wire()}
	out.Presences = s.othersIn(m.list(), isNew)
	out.Size = int32(len(out.GetPresences()))
	return matchEnvelope(out), nil
}

func (s *Session) joinRelayed(id string, mayBeEmpty bool) (*rtapi.Envelope, error) {
	key := streamKey{mode: streamRelayed, subject: strings.TrimSuffix(id, ".")}
	s.n.db.mu.Lock()
	defer s.n.db.mu.Unlock()
	if !mayBeEmpty && len(s.n.process.streams[key]) == 0 {
		return nil, &RealtimeError{rtapi.Error_MATCH_NOT_FOUND, "Match not found"}
	}
	isNew := s.n.process.track(key, s.Presence())
	out := &rtapi.Match{MatchId: id, Self: s.Presence().wire(), Presences: s.othersIn(s.n.process.members(key), isNew)}
	out.Size = int32(len(out.GetPresences()))
	return matchEnvelope(out), nil
}

// othersIn lists the presences of a match, without this session if it is new there.
func (s *Session) othersIn(presences []Presence, isNew bool) []*rtapi.UserPresence {
	var out []*rtapi.UserPresence
	for _, p := range presences {
		if !isNew || p.SessionID != s.SessionID {
			out = append(out, p.wire())
		}
	}
	return out
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

// sendMatchData passes data to the match. As on the server, data from a session
// outside the match is dropped silently.
func (s *Session) sendMatchData(_ context.Context, in *rtapi.Envelope) (*rtapi.Envelope, error) {
	send := in.GetMatchDataSend()
	subject, node, ok := strings.Cut(send.GetMatchId(), ".")
	if !ok {
		return nil, &RealtimeError{rtapi.Error_BAD_INPUT, "Invalid match ID"}
	}
	s.n.db.mu.Lock()
	m, at := s.n.process.matches[send.GetMatchId()], s.n.db.now
	if node == "" {
		s.relay(streamKey{mode: streamRelayed, subject: subject}, send)
	}
	s.n.db.mu.Unlock()
	if m != nil && m.has(s.SessionID) {
		m.input(MatchData{
			Presence: s.Presence(), OpCode: send.GetOpCode(), Data: send.GetData(), Reliable: send.GetReliable(), ReceiveTime: at.UnixMilli(),
		})
	}
	return nil, nil //nolint:nilnil // there is no response
}

// relay sends data to the other members of a relayed match, or to those that the sender
// has chosen.
func (s *Session) relay(key streamKey, send *rtapi.MatchDataSend) {
	if _, in := s.n.process.streams[key][s.SessionID]; !in {
		return
	}
	message := messageOf(&rtapi.Envelope{Message: &rtapi.Envelope_MatchData{MatchData: &rtapi.MatchData{
		MatchId: send.GetMatchId(), OpCode: send.GetOpCode(), Data: send.GetData(), Reliable: send.GetReliable(),
		Presence: s.Presence().wire(),
	}}})
	for _, p := range s.n.process.members(key) {
		chosen := p.SessionID != s.SessionID
		if len(send.GetPresences()) > 0 {
			chosen = slices.ContainsFunc(send.GetPresences(), func(to *rtapi.UserPresence) bool { return to.GetSessionId() == p.SessionID })
		}
		if other, ok := s.n.process.sessions[p.SessionID]; ok && chosen {
			other.receive(message)
		}
	}
}

// ListMatches lists matches as a client sees them.
func (s *Session) ListMatches(in *api.ListMatchesRequest) ([]*api.Match, error) {
	list, err := s.listMatches(in)
	return list.GetMatches(), err
}

func (s *Session) listMatches(in *api.ListMatchesRequest) (*api.MatchList, error) {
	return clientRequest(s, "ListMatches", in, func(_ *database, in *api.ListMatchesRequest) (*api.MatchList, error) {
		search := matchSearch{limit: 10, label: in.GetLabel().GetValue(), minSize: number(in.GetMinSize()), maxSize: number(in.GetMaxSize())}
		if in.GetLimit() != nil {
			search.limit = int(in.GetLimit().GetValue())
		}
		if search.limit < 1 || search.limit > 100 {
			return nil, errInvalid("Invalid limit - limit must be between 1 and 100.")
		}
		if in.GetAuthoritative() != nil {
			authoritative := in.GetAuthoritative().GetValue()
			search.authoritative = &authoritative
		}
		if in.GetQuery() != nil {
			query := in.GetQuery().GetValue()
			search.query = &query
		}
		matches, err := s.n.listMatches(search)
		return &api.MatchList{Matches: matches}, err
	})
}

func number(v *wrapperspb.Int32Value) *int {
	if v == nil {
		return nil
	}
	i := int(v.GetValue())
	return &i
}
