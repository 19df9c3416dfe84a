package nakamatest_test

import (
	"testing"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/rtapi"
	"google.golang.org/protobuf/types/known/emptypb"
	"google.golang.org/protobuf/types/known/wrapperspb"

	"sagishi/internal/testing/nakamatest"
)

// matchedWith counts the players with whom a session was matched, itself included.
func matchedWith(s *nakamatest.Session) int {
	return len(received(s, (*rtapi.Envelope).GetMatchmakerMatched).GetUsers())
}

func add(t *testing.T, s *nakamatest.Session, ticket *rtapi.MatchmakerAdd) {
	t.Helper()
	if _, err := s.AddTicket(ticket); err != nil {
		t.Fatal(err)
	}
}

func TestMatchmakerWaitsForAFullMatch(t *testing.T) {
	n := nakamatest.New(nakamatest.Options{MaxIntervals: 2})
	ann, bob := n.MustLogin("ann"), n.MustLogin("bob")
	for _, s := range []*nakamatest.Session{ann, bob} {
		add(t, s, &rtapi.MatchmakerAdd{MinCount: 2, MaxCount: 4})
	}
	n.RunMatchmaker()
	if matchedWith(ann) != 0 {
		t.Fatal("matched at once, though more may come")
	}
	n.RunMatchmaker()
	if matchedWith(ann) != 2 || matchedWith(bob) != 2 {
		t.Fatalf("matched %d and %d", matchedWith(ann), matchedWith(bob))
	}
	if token := received(ann, (*rtapi.Envelope).GetMatchmakerMatched).GetToken(); token != received(bob, (*rtapi.Envelope).GetMatchmakerMatched).GetToken() {
		t.Error("the players have different tokens")
	} else if err := ann.Send(&rtapi.Envelope{Message: &rtapi.Envelope_MatchJoin{MatchJoin: &rtapi.MatchJoin{Id: &rtapi.MatchJoin_Token{Token: token}}}}); err != nil {
		t.Errorf("join by the token: %v", err)
	}
}

func TestMatchmakerTakesAFullMatchAtOnce(t *testing.T) {
	n := nakamatest.New(nakamatest.Options{MaxIntervals: 9})
	var all []*nakamatest.Session
	for _, name := range []string{"ann", "bob", "cat", "dan", "eve"} {
		s := n.MustLogin(name)
		add(t, s, &rtapi.MatchmakerAdd{MinCount: 2, MaxCount: 4, CountMultiple: wrapperspb.Int32(2)})
		all = append(all, s)
	}
	n.RunMatchmaker()
	full := 0
	for _, s := range all {
		if matchedWith(s) == 4 {
			full++
		}
	}
	if full != 4 {
		t.Fatalf("%d players are in a match of four", full)
	}
}

func TestMatchmakerKeepsThoseApartWhomAQueryDoesNotFit(t *testing.T) {
	n := nakamatest.New(nakamatest.Options{MaxIntervals: 1})
	ann, bob, eve := n.MustLogin("ann"), n.MustLogin("bob"), n.MustLogin("eve")
	skill := func(value float64) map[string]float64 { return map[string]float64{"skill": value} }
	add(t, ann, &rtapi.MatchmakerAdd{MinCount: 2, MaxCount: 2, Query: "+properties.skill:<20", NumericProperties: skill(50)})
	add(t, bob, &rtapi.MatchmakerAdd{MinCount: 2, MaxCount: 2, Query: "*", NumericProperties: skill(50)})
	add(t, eve, &rtapi.MatchmakerAdd{MinCount: 3, MaxCount: 3, Query: "*", NumericProperties: skill(10)})
	n.RunMatchmaker()
	for _, s := range []*nakamatest.Session{ann, bob, eve} {
		if matchedWith(s) != 0 {
			t.Errorf("%s was matched", s.Username)
		}
	}
	party := partyOf(t, eve, n.MustLogin("dan"))
	if err := eve.Send(&rtapi.Envelope{Message: &rtapi.Envelope_PartyMatchmakerAdd{PartyMatchmakerAdd: &rtapi.PartyMatchmakerAdd{PartyId: party, MinCount: 2, MaxCount: 2}}}); err != nil {
		t.Fatal(err)
	}
	n.RunMatchmaker()
	if matchedWith(eve) != 0 {
		t.Error("a party was matched with nobody else")
	}
}

func TestTicketsOfASessionAreLimited(t *testing.T) {
	n := nakamatest.New(nakamatest.Options{MaxTickets: 1})
	ann := n.MustLogin("ann")
	add(t, ann, &rtapi.MatchmakerAdd{MinCount: 2, MaxCount: 2})
	if _, err := ann.AddTicket(&rtapi.MatchmakerAdd{MinCount: 2, MaxCount: 2}); err == nil {
		t.Fatal("a second ticket was taken")
	}
	stats, err := ann.Call("GetMatchmakerStats", &emptypb.Empty{})
	if err != nil || stats.(*api.MatchmakerStats).GetTicketCount() != 1 {
		t.Fatal(stats, err)
	}
	if _, err := ann.AddTicket(&rtapi.MatchmakerAdd{MinCount: 2, MaxCount: 4, CountMultiple: wrapperspb.Int32(3)}); err == nil {
		t.Fatal("a multiple that does not divide was taken")
	}
}
