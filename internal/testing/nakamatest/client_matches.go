package nakamatest

import (
	"context"
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

func (s *Session) createRelayed(context.Context, *rtapi.Envelope) (*rtapi.Envelope, error) {
	s.n.db.mu.Lock()
	defer s.n.db.mu.Unlock()
	id := s.n.db.newID()
	s.n.process.track(streamKey{mode: streamRelayed, subject: id}, s.Presence())
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
	m := s.n.process.matches[id]
	key := streamKey{mode: streamRelayed, subject: subject}
	relayed := node == "" && len(s.n.process.streams[key]) > 0
	if relayed {
		s.n.process.track(key, s.Presence())
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
	return &rtapi.Envelope{}, nil
}

// relay sends data to the other members of a relayed match.
func (s *Session) relay(key streamKey, send *rtapi.MatchDataSend) {
	if _, in := s.n.process.streams[key][s.SessionID]; !in {
		return
	}
	for _, p := range s.n.process.members(key) {
		if other, ok := s.n.process.sessions[p.SessionID]; ok && other != s {
			other.receive(messageOf(&rtapi.Envelope{Message: &rtapi.Envelope_MatchData{MatchData: &rtapi.MatchData{
				MatchId: send.GetMatchId(), OpCode: send.GetOpCode(), Data: send.GetData(), Reliable: send.GetReliable(),
				Presence: &rtapi.UserPresence{UserId: s.UserID, SessionId: s.SessionID, Username: s.Username},
			}}}))
		}
	}
}

// ListMatches lists matches as a client sees them.
func (s *Session) ListMatches(in *api.ListMatchesRequest) ([]*api.Match, error) {
	list, err := clientRequest(s, "ListMatches", in, func(_ *database, in *api.ListMatchesRequest) (*api.MatchList, error) {
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
	return list.GetMatches(), err
}

func number(v *wrapperspb.Int32Value) *int {
	if v == nil {
		return nil
	}
	i := int(v.GetValue())
	return &i
}
