package nakamatest_test

import (
	"context"
	"database/sql"
	"errors"
	"testing"

	"github.com/heroiclabs/nakama-common/rtapi"
	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/testing/nakamatest"
)

func TestMatchTicketsSendsTheMatchToItsPlayers(t *testing.T) {
	n := nakamatest.New(nakamatest.Options{})
	_, id := open(t, n, `{}`)
	ann, bob, eve := n.MustLogin("ann"), n.MustLogin("bob"), n.MustLogin("eve")
	party, err := ann.CreateParty(&rtapi.PartyCreate{Open: true, MaxSize: 2})
	if err != nil {
		t.Fatal(err)
	}
	join := &rtapi.Envelope{Message: &rtapi.Envelope_PartyJoin{PartyJoin: &rtapi.PartyJoin{PartyId: party}}}
	if err := bob.Send(join); err != nil {
		t.Fatal(err)
	}
	if err := eve.Send(join); err == nil {
		t.Fatal("joining a full party succeeded")
	}
	add := &rtapi.PartyMatchmakerAdd{PartyId: party, MinCount: 3, MaxCount: 3, Query: "+properties.mode:classic", StringProperties: map[string]string{"mode": "classic"}}
	if err := bob.Send(&rtapi.Envelope{Message: &rtapi.Envelope_PartyMatchmakerAdd{PartyMatchmakerAdd: add}}); err == nil {
		t.Fatal("a member who is not the leader added a ticket")
	}
	var ticket string
	err = n.Initializer().RegisterAfterRt("PartyMatchmakerAdd", func(_ context.Context, _ runtime.Logger, _ *sql.DB, _ runtime.NakamaModule, out, _ *rtapi.Envelope) error {
		ticket = out.GetPartyMatchmakerTicket().GetTicket()
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := ann.Send(&rtapi.Envelope{Message: &rtapi.Envelope_PartyMatchmakerAdd{PartyMatchmakerAdd: add}}); err != nil {
		t.Fatal(err)
	}
	other, err := eve.AddTicket(&rtapi.MatchmakerAdd{MinCount: 2, MaxCount: 4, Query: "+properties.skill:>10", StringProperties: map[string]string{"mode": "classic"}, NumericProperties: map[string]float64{"skill": 20}})
	if err != nil {
		t.Fatal(err)
	}
	if !n.TicketAccepts(ticket, other) || n.TicketAccepts(other, ticket) {
		t.Fatal("the query ignores properties")
	}
	players := 0
	err = n.Initializer().RegisterMatchmakerMatched(func(_ context.Context, _ runtime.Logger, _ *sql.DB, _ runtime.NakamaModule, entries []runtime.MatchmakerEntry) (string, error) {
		players = len(entries)
		if entries[0].GetPartyId() != party || entries[2].GetProperties()["skill"] != 20.0 {
			t.Errorf("entries are %+v", entries)
		}
		return id, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if matched, err := n.MatchTickets(ticket, other); matched != id || err != nil || players != 3 {
		t.Fatal(matched, err, players)
	}
	matched := bob.ReceivedKind(nakamatest.KindMatched)
	if len(matched) != 1 || matched[0].Envelope.GetMatchmakerMatched().GetMatchId() != id || matched[0].Envelope.GetMatchmakerMatched().GetSelf().GetPresence().GetUserId() != bob.UserID {
		t.Fatalf("bob received %+v", matched)
	}
	if _, err := n.MatchTickets(ticket); err == nil {
		t.Fatal("a ticket was matched twice")
	}
}

func TestFailingMatchmakerHookGivesARelayedMatch(t *testing.T) {
	n := nakamatest.New(nakamatest.Options{})
	err := n.Initializer().RegisterMatchmakerMatched(func(context.Context, runtime.Logger, *sql.DB, runtime.NakamaModule, []runtime.MatchmakerEntry) (string, error) {
		return "", errBroken
	})
	if err != nil {
		t.Fatal(err)
	}
	ann := n.MustLogin("ann")
	ticket, err := ann.AddTicket(&rtapi.MatchmakerAdd{MinCount: 2, MaxCount: 2})
	if err != nil {
		t.Fatal(err)
	}
	if kept, ok := n.Ticket(ticket); !ok || kept.Query != "*" || kept.Maximum != 2 {
		t.Fatalf("kept %+v", kept)
	}
	if _, err := n.MatchTickets(ticket); !errors.Is(err, errBroken) {
		t.Fatal(err)
	}
	if matched := ann.ReceivedKind(nakamatest.KindMatched); matched[0].Envelope.GetMatchmakerMatched().GetToken() == "" {
		t.Fatal("no token")
	}
}

func TestTicketsAreValidatedAndCanBeRemoved(t *testing.T) {
	n := nakamatest.New(nakamatest.Options{})
	ann, bob := n.MustLogin("ann"), n.MustLogin("bob")
	for _, add := range []*rtapi.MatchmakerAdd{{MinCount: 1, MaxCount: 2}, {MinCount: 3, MaxCount: 2}, {MinCount: 2, MaxCount: 2, Query: "properties.a:"}} {
		if _, err := ann.AddTicket(add); err == nil {
			t.Errorf("%v is taken", add)
		}
	}
	ticket, err := ann.AddTicket(&rtapi.MatchmakerAdd{MinCount: 2, MaxCount: 2})
	if err != nil {
		t.Fatal(err)
	}
	remove := &rtapi.Envelope{Message: &rtapi.Envelope_MatchmakerRemove{MatchmakerRemove: &rtapi.MatchmakerRemove{Ticket: ticket}}}
	if err := bob.Send(remove); err == nil {
		t.Fatal("another user removed the ticket")
	}
	if err := ann.Send(remove); err != nil {
		t.Fatal(err)
	}
	ticket, err = ann.AddTicket(&rtapi.MatchmakerAdd{MinCount: 2, MaxCount: 2})
	if err != nil {
		t.Fatal(err)
	}
	ann.Close()
	if _, ok := n.Ticket(ticket); ok {
		t.Fatal("the ticket still exists after its session closed")
	}
}

func TestRelayedMatchRelaysMessages(t *testing.T) {
	n := nakamatest.New(nakamatest.Options{})
	ann, bob := n.MustLogin("ann"), n.MustLogin("bob")
	id, err := ann.CreateMatch("")
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(bob.JoinMatch(id, nil), bob.MatchData(id, 5, []byte("x"))); err != nil {
		t.Fatal(err)
	}
	if got := ann.ReceivedOp(5); len(got) != 1 || got[0].Sender != bob.UserID || len(bob.ReceivedOp(5)) != 0 {
		t.Fatalf("ann received %+v", got)
	}
	if m, err := n.MatchGet(t.Context(), id); err != nil || m.GetSize() != 2 {
		t.Fatal(m, err)
	}
	if list, err := n.MatchList(t.Context(), 10, false, "", nil, nil, ""); err != nil || len(list) != 1 {
		t.Fatal(list, err)
	}
	if err := errors.Join(ann.LeaveMatch(id), bob.LeaveMatch(id)); err != nil {
		t.Fatal(err)
	}
	if err := ann.JoinMatch(id, nil); err == nil {
		t.Fatal("joining an ended match succeeded")
	}
	if err := ann.JoinMatch("nonsense", nil); err == nil {
		t.Fatal("joining an invalid match id succeeded")
	}
}
