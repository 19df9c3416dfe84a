package nakamatest_test

import (
	"strings"
	"testing"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/rtapi"
	"google.golang.org/protobuf/types/known/wrapperspb"

	"sagishi/internal/testing/nakamatest"
)

// received returns the last message that pick finds among those of a session.
func received[T any](s *nakamatest.Session, pick func(*rtapi.Envelope) *T) *T {
	var found *T
	for _, m := range s.Received() {
		if part := pick(m.Envelope); part != nil {
			found = part
		}
	}
	return found
}

func partyOf(t *testing.T, leader *nakamatest.Session, members ...*nakamatest.Session) string {
	t.Helper()
	id, err := leader.CreateParty(&rtapi.PartyCreate{MaxSize: 3})
	if err != nil {
		t.Fatal(err)
	}
	for _, member := range members {
		if err := member.Send(&rtapi.Envelope{Message: &rtapi.Envelope_PartyJoin{PartyJoin: &rtapi.PartyJoin{PartyId: id}}}); err != nil {
			t.Fatal(err)
		}
	}
	if err := leader.AcceptMembers(id); err != nil {
		t.Fatal(err)
	}
	return id
}

func wire(s *nakamatest.Session) *rtapi.UserPresence {
	return &rtapi.UserPresence{UserId: s.UserID, SessionId: s.SessionID, Username: s.Username}
}

func TestLeaderAcceptsAndPromotesMembers(t *testing.T) {
	n := nakamatest.New(nakamatest.Options{})
	ann, bob, eve := n.MustLogin("ann"), n.MustLogin("bob"), n.MustLogin("eve")
	id := partyOf(t, ann, bob)
	if asked := received(ann, (*rtapi.Envelope).GetPartyJoinRequest); asked.GetPresences()[0].GetUserId() != bob.UserID {
		t.Errorf("the leader was asked %v", asked)
	}
	if party := received(bob, (*rtapi.Envelope).GetParty); len(party.GetPresences()) != 2 || party.GetLeader().GetUserId() != ann.UserID {
		t.Errorf("the member sees %v", party)
	}
	promote := &rtapi.Envelope{Message: &rtapi.Envelope_PartyPromote{PartyPromote: &rtapi.PartyPromote{PartyId: id, Presence: wire(bob)}}}
	if err := bob.Send(promote); err == nil {
		t.Error("a member promoted itself")
	}
	if err := ann.Send(promote); err != nil {
		t.Fatal(err)
	}
	if leader := received(ann, (*rtapi.Envelope).GetPartyLeader); leader.GetPresence().GetUserId() != bob.UserID {
		t.Errorf("the leader is %v", leader)
	}
	bob.Close()
	if leader := received(ann, (*rtapi.Envelope).GetPartyLeader); leader.GetPresence().GetUserId() != ann.UserID {
		t.Errorf("after the leader left, the leader is %v", leader)
	}
	if left := received(ann, (*rtapi.Envelope).GetPartyPresenceEvent); len(left.GetLeaves()) != 1 {
		t.Errorf("the members were told %v", left)
	}
	if err := eve.Send(&rtapi.Envelope{Message: &rtapi.Envelope_PartyDataSend{PartyDataSend: &rtapi.PartyDataSend{PartyId: id}}}); err == nil {
		t.Error("a stranger wrote to the party")
	}
}

func TestMembersAreRemovedAndAPartyCloses(t *testing.T) {
	n := nakamatest.New(nakamatest.Options{})
	ann, bob, eve := n.MustLogin("ann"), n.MustLogin("bob"), n.MustLogin("eve")
	id := partyOf(t, ann, bob)
	if err := eve.Send(&rtapi.Envelope{Message: &rtapi.Envelope_PartyJoin{PartyJoin: &rtapi.PartyJoin{PartyId: id}}}); err != nil {
		t.Fatal(err)
	}
	remove := func(s *nakamatest.Session) error {
		return ann.Send(&rtapi.Envelope{Message: &rtapi.Envelope_PartyRemove{PartyRemove: &rtapi.PartyRemove{PartyId: id, Presence: wire(s)}}})
	}
	for name, c := range map[string]struct {
		s  *nakamatest.Session
		ok bool
	}{"the leader": {ann, false}, "a member": {bob, true}, "a request": {eve, true}} {
		if err := remove(c.s); (err == nil) != c.ok {
			t.Errorf("remove %s: %v", name, err)
		}
	}
	if err := remove(eve); err == nil {
		t.Error("a stranger was removed")
	}
	if received(bob, (*rtapi.Envelope).GetPartyClose) == nil {
		t.Error("the member does not know")
	}
	update := &rtapi.PartyUpdate{PartyId: id, Open: true, Label: `{"a":1}`}
	if err := ann.Send(&rtapi.Envelope{Message: &rtapi.Envelope_PartyUpdate{PartyUpdate: update}}); err != nil {
		t.Fatal(err)
	}
	list, err := ann.ListParties(&api.ListPartiesRequest{Query: wrapperspb.String("+label.a:1"), Open: wrapperspb.Bool(true)})
	if err != nil || len(list.GetParties()) != 1 {
		t.Errorf("listed %v, %v", list, err)
	}
	if err := bob.Send(&rtapi.Envelope{Message: &rtapi.Envelope_PartyJoin{PartyJoin: &rtapi.PartyJoin{PartyId: id}}}); err != nil {
		t.Errorf("join an open party: %v", err)
	}
	data := &rtapi.Envelope{Message: &rtapi.Envelope_PartyDataSend{PartyDataSend: &rtapi.PartyDataSend{PartyId: id, OpCode: 7, Data: []byte("x")}}}
	if err := bob.Send(data); err != nil || received(ann, (*rtapi.Envelope).GetPartyData).GetOpCode() != 7 {
		t.Errorf("data did not arrive: %v", err)
	}
	end := &rtapi.Envelope{Message: &rtapi.Envelope_PartyClose{PartyClose: &rtapi.PartyClose{PartyId: id}}}
	if err := ann.Send(end); err != nil || ann.Send(end) == nil {
		t.Error("the party does not end, or ends twice")
	}
}

func TestPartyLeavesAndItsTicketIsRemoved(t *testing.T) {
	n := nakamatest.New(nakamatest.Options{})
	ann, bob := n.MustLogin("ann"), n.MustLogin("bob")
	id := partyOf(t, ann, bob)
	add := &rtapi.PartyMatchmakerAdd{PartyId: id, MinCount: 2, MaxCount: 4}
	if err := ann.Send(&rtapi.Envelope{Message: &rtapi.Envelope_PartyMatchmakerAdd{PartyMatchmakerAdd: add}}); err != nil {
		t.Fatal(err)
	}
	ticket := received(bob, (*rtapi.Envelope).GetPartyMatchmakerTicket).GetTicket()
	if _, ok := n.Ticket(ticket); !ok {
		t.Fatal("the members do not know the ticket")
	}
	remove := &rtapi.PartyMatchmakerRemove{PartyId: id, Ticket: ticket}
	if err := ann.Send(&rtapi.Envelope{Message: &rtapi.Envelope_PartyMatchmakerRemove{PartyMatchmakerRemove: remove}}); err != nil {
		t.Fatal(err)
	}
	if err := ann.Send(&rtapi.Envelope{Message: &rtapi.Envelope_PartyMatchmakerRemove{PartyMatchmakerRemove: remove}}); err == nil {
		t.Error("the ticket was removed twice")
	}
	if err := bob.Send(&rtapi.Envelope{Message: &rtapi.Envelope_PartyLeave{PartyLeave: &rtapi.PartyLeave{PartyId: id}}}); err != nil {
		t.Fatal(err)
	}
	if _, err := ann.CreateParty(&rtapi.PartyCreate{MaxSize: 2, Label: strings.Repeat("x", 3000)}); err == nil {
		t.Error("a label that is too long was taken")
	}
}
