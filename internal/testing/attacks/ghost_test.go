package attacks_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/rtapi"
	"google.golang.org/protobuf/types/known/wrapperspb"

	"sagishi/protocol"
)

// joinDirect opens the direct messages with another player.
func (p *player) joinDirect(other *player) error {
	return p.Send(&rtapi.Envelope{Message: &rtapi.Envelope_ChannelJoin{ChannelJoin: &rtapi.ChannelJoin{
		Target: other.UserID, Type: int32(rtapi.ChannelJoin_DIRECT_MESSAGE), Persistence: wrapperspb.Bool(true),
	}}})
}

func (p *player) setStatus(status string) error {
	return p.Send(&rtapi.Envelope{Message: &rtapi.Envelope_StatusUpdate{StatusUpdate: &rtapi.StatusUpdate{Status: wrapperspb.String(status)}}})
}

// direct returns the channel of the direct messages of two players.
func direct(a, b *player) string {
	if a.UserID > b.UserID {
		a, b = b, a
	}
	return "4." + a.UserID + "." + b.UserID + "."
}

func TestDeadPlayersReachNoLivingPlayerOfTheirMatch(t *testing.T) {
	w := newWorld(t, nil)
	friend := w.login("zoe") // plays no game
	m, imposters, crew := w.newGame("classic", ``, "ann", "bob", "cat", "dan", "eve", "fay", "gus")
	ghost, other, witness := crew[0], crew[1], crew[2]
	group, err := ghost.CreateGroup(&api.CreateGroupRequest{Name: "friends"})
	w.must(err)
	w.must(w.nk.GroupUsersAdd(t.Context(), "", group.GetId(), []string{witness.UserID}))
	w.must(ghost.Send(&rtapi.Envelope{Message: &rtapi.Envelope_ChannelJoin{ChannelJoin: &rtapi.ChannelJoin{
		Target: group.GetId(), Type: int32(rtapi.ChannelJoin_GROUP), Persistence: wrapperspb.Bool(true),
	}}}))
	square, err := ghost.JoinRoom("square", false)
	w.must(err)
	_, err = witness.JoinRoom("square", false)
	w.must(err)
	follow := func(follower *player) {
		w.must(follower.Send(&rtapi.Envelope{Message: &rtapi.Envelope_StatusFollow{StatusFollow: &rtapi.StatusFollow{Usernames: []string{ghost.Username}}}}))
	}
	follow(friend)
	follow(witness)
	party, err := ghost.CreateParty(&rtapi.PartyCreate{MaxSize: 4})
	w.must(err)
	w.must(witness.Send(&rtapi.Envelope{Message: &rtapi.Envelope_PartyJoin{PartyJoin: &rtapi.PartyJoin{PartyId: party}}}))
	w.must(ghost.AcceptMembers(party))

	reach := func(target *player) map[string]func() error {
		return map[string]func() error{
			"a direct message":         func() error { return writeDirect(ghost, target) },
			"a friend request":         func() error { return ghost.AddFriends(&api.AddFriendsRequest{Ids: []string{target.UserID}}) },
			"a friend request by name": func() error { return ghost.AddFriends(&api.AddFriendsRequest{Usernames: []string{target.Username}}) },
		}
	}
	public := map[string]func() error{
		"a group message": func() error {
			_, err := ghost.SendMessage("3."+group.GetId()+"..", `{"text":"it was him"}`)
			return err
		},
		"a group's name": func() error {
			return ghost.UpdateGroup(&api.UpdateGroupRequest{GroupId: group.GetId(), Name: wrapperspb.String("IMPOSTER IS BOB")})
		},
		"a group's metadata": func() error {
			_, err := ghost.RPC("update_group_metadata", fmt.Sprintf(`{"group_id":%q,"interests":["IMPOSTER IS BOB"]}`, group.GetId()))
			return err
		},
		"a room": func() error { _, err := ghost.SendMessage(square, `{"text":"it was him"}`); return err },
		"a username": func() error {
			return ghost.UpdateAccount(&api.UpdateAccountRequest{Username: wrapperspb.String("ItIsBob")})
		},
		"a display name": func() error {
			return ghost.UpdateAccount(&api.UpdateAccountRequest{DisplayName: wrapperspb.String("It is Bob")})
		},
		"a status": func() error { return ghost.setStatus("IMPOSTER IS BOB") },
		"party data": func() error {
			return ghost.Send(&rtapi.Envelope{Message: &rtapi.Envelope_PartyDataSend{PartyDataSend: &rtapi.PartyDataSend{PartyId: party, Data: []byte("bob")}}})
		},
	}
	for _, ways := range []map[string]func() error{reach(witness), public} {
		for way, try := range ways {
			w.wantCode(way+" of a living player", try(), 0)
		}
	}
	w.nk.Advance(10 * time.Second)
	for _, dead := range []*player{ghost, other} {
		imposters[0].accepted(protocol.OpKill, `{"target":%q}`, dead.UserID)
	}
	for name, targets := range map[string]map[string]func() error{"": public, "to a living player": reach(witness), "to the imposter": reach(imposters[0])} {
		for way, try := range targets {
			w.wantText(way+" "+name, try(), "you are dead")
		}
	}
	for _, target := range []*player{other, friend} {
		for way, try := range reach(target) {
			w.wantCode(way+" to "+target.Username, try(), 0)
		}
	}
	w.must(ghost.setStatus(""))
	w.must(other.setStatus("nobody alive follows me"))

	w.must(ghost.LeaveMatch(m.match))
	w.wantText("a direct message after leaving", writeDirect(ghost, witness), "you are dead")
	for way, try := range map[string]error{"a message": writeDirect(witness, imposters[0]), "a status": witness.setStatus("alive"), "a message to a ghost": writeDirect(witness, ghost)} {
		w.wantCode(way+" of a living player", try, 0)
	}
}

// writeDirect writes a direct message.
func writeDirect(from, to *player) error {
	if err := from.joinDirect(to); err != nil {
		return err
	}
	_, err := from.SendMessage(direct(from, to), `{"text":"it was him"}`)
	return err
}
