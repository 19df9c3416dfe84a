package attacks_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/rtapi"
	"google.golang.org/protobuf/types/known/wrapperspb"
)

// What one account can do to the server and to other players.

func TestClientJSONThatTheDatabaseExpandsIsRefused(t *testing.T) {
	w := newWorld(t, nil)
	cheat, victim := w.login("ann"), w.login("bob")
	channel, err := cheat.JoinRoom("square", false)
	w.must(err)
	for _, bomb := range []string{
		`{"a":1e131071}`, `{"a":-1E-131071}`, `{"a":` + strings.Repeat("9", 1000) + `}`, `{"a":"\u0000"}`, `{"\ud800":1}`,
		`{"a":` + strings.Repeat("[", 1000) + strings.Repeat("]", 1000) + `}`,
	} {
		what := bomb[:min(len(bomb), 20)]
		_, err := cheat.WriteStorage(&api.WriteStorageObject{Collection: "hats", Key: "bomb", Value: bomb})
		w.wantCode("a stored value "+what, err, invalidArgument)
		w.wantText("a stored value "+what, err, "value")
		err = cheat.AddFriends(&api.AddFriendsRequest{Ids: []string{victim.UserID}, Metadata: bomb})
		w.wantCode("a friend's metadata "+what, err, invalidArgument)
		_, err = cheat.SendMessage(channel, bomb)
		w.wantText("a message "+what, err, "content")
		err = cheat.Send(&rtapi.Envelope{Message: &rtapi.Envelope_StatusUpdate{StatusUpdate: &rtapi.StatusUpdate{Status: wrapperspb.String(bomb)}}})
		w.wantText("a status "+what, err, "status")
		_, err = cheat.WriteLeaderboard(&api.WriteLeaderboardRecordRequest{
			LeaderboardId: "weekly_crew_wins", Record: &api.WriteLeaderboardRecordRequest_LeaderboardRecordWrite{Metadata: bomb},
		})
		w.wantText("a record "+what, err, "metadata")
	}
	_, err = cheat.WriteStorage(&api.WriteStorageObject{Collection: "hats", Key: "favorite_hats", Value: `{"hats":["cowboy"],"n":1.5e3}`})
	w.must(err)
}

func TestCostlyQueriesAreRefusedAndOthersRateLimited(t *testing.T) {
	w := newWorld(t, nil)
	cheat := w.login("ann")
	list := func(query string) error {
		_, err := cheat.ListMatches(&api.ListMatchesRequest{Limit: wrapperspb.Int32(10), Query: wrapperspb.String(query)})
		return err
	}
	ticket := func(query string) error {
		_, err := cheat.AddTicket(&rtapi.MatchmakerAdd{MinCount: 2, MaxCount: 10, Query: query})
		return err
	}
	for _, query := range []string{
		"label.mode:/(.*a){10}.{100}/", "+label.mode:sab*", "label.mode:sabotag~2", strings.Repeat("+a:b ", 17), strings.Repeat("x", 257),
	} {
		w.wantCode("a listing "+query, list(query), invalidArgument)
		w.wantText("a ticket "+query, ticket(query), "query")
	}
	for _, query := range []string{"", "*", "+label.skill:>100 label.mode:sabotage", "+label.skill:>=100 +label.skill:<=200"} {
		w.wantCode("a listing "+query, list(query), 0)
	}
	w.must(ticket("+skill:>100 mode:sabotage"))
	passed := 0
	for range 500 {
		if list("") == nil {
			passed++
		}
	}
	if passed > 40 {
		t.Errorf("%d listings at once", passed)
	}
}

func TestPrivateAndRelayedMatchesDoNotFillAListing(t *testing.T) {
	w := newWorld(t, nil)
	finder := w.login("bob")
	public := finder.rpc("create_match", `{"mode":"sabotage","skill":125}`).text("match_id")
	relayed := 0
	for i := range 2 {
		cheat := w.login(fmt.Sprint("cheat", i))
		for range 40 {
			cheat.rpc("create_match", `{"mode":"sabotage","skill":125,"private":true}`)
			if _, err := cheat.CreateMatch(""); err == nil {
				relayed++
			}
		}
	}
	if relayed > 40 {
		t.Errorf("%d relayed matches at once", relayed)
	}
	for name, in := range map[string]*api.ListMatchesRequest{
		"the guide's query": {Limit: wrapperspb.Int32(10), Query: wrapperspb.String("+label.skill:>100 label.mode:sabotage")},
		"an empty query":    {Limit: wrapperspb.Int32(10), Query: wrapperspb.String("")},
		"no query":          {Limit: wrapperspb.Int32(10)},
	} {
		matches, err := finder.ListMatches(in)
		w.must(err)
		if len(matches) != 1 || matches[0].GetMatchId() != public {
			t.Errorf("%s lists %v", name, matches)
		}
	}
}

func TestFriendAndGroupRequestsCannotFillAnInbox(t *testing.T) {
	w := newWorld(t, nil)
	victim, spammer, joiner := w.login("bob"), w.login("ann"), w.login("cat")
	requests := 0
	for range 500 {
		if spammer.AddFriends(&api.AddFriendsRequest{Ids: []string{victim.UserID}}) == nil {
			requests++
		}
		_ = spammer.DeleteFriends(&api.DeleteFriendsRequest{Ids: []string{victim.UserID}})
	}
	group, err := victim.CreateGroup(&api.CreateGroupRequest{Name: "closed"})
	w.must(err)
	for range 500 {
		if joiner.JoinGroup(group.GetId()) == nil {
			requests++
		}
		_ = joiner.LeaveGroup(group.GetId())
	}
	if requests > 20 {
		t.Errorf("%d requests reached one player", requests)
	}
	many := make([]string, 300)
	for i := range many {
		many[i] = victim.UserID
	}
	w.wantCode("300 ids in one request", w.login("dan").AddFriends(&api.AddFriendsRequest{Ids: many}), invalidArgument)
	for name, in := range map[string]*rtapi.Envelope{
		"follow":   {Message: &rtapi.Envelope_StatusFollow{StatusFollow: &rtapi.StatusFollow{UserIds: []string{victim.UserID}}}},
		"unfollow": {Message: &rtapi.Envelope_StatusUnfollow{StatusUnfollow: &rtapi.StatusUnfollow{UserIds: []string{victim.UserID}}}},
	} {
		follower, passed := w.login("eve_"+name), 0
		for range 500 {
			if follower.Send(in) == nil {
				passed++
			}
		}
		if passed > 40 {
			t.Errorf("%s: %d at once", name, passed)
		}
	}
}

func TestPlayersOwnSoManyObjectsAndGroups(t *testing.T) {
	w := newWorld(t, map[string]string{"SAGISHI_STORAGE_OBJECTS": "30", "SAGISHI_GROUPS_OWNED": "5"})
	cheat := w.login("ann")
	objects, groups := 0, 0
	for i := range 400 {
		w.nk.Advance(time.Second)
		if _, err := cheat.WriteStorage(&api.WriteStorageObject{Collection: fmt.Sprint("c", i%7), Key: fmt.Sprint(i), Value: `{}`}); err == nil {
			objects++
		}
		if _, err := cheat.CreateGroup(&api.CreateGroupRequest{Name: fmt.Sprint("group ", i)}); err == nil {
			groups++
		}
	}
	if objects != 30 || groups != 5 {
		t.Errorf("%d objects and %d groups, want 30 and 5", objects, groups)
	}
	w.nk.Advance(time.Minute)
	for range 5 { // what exists can be changed
		_, err := cheat.WriteStorage(&api.WriteStorageObject{Collection: "c0", Key: "0", Value: `{"a":1}`})
		w.must(err)
	}
	flooder, written := w.login("bob"), 0
	for i := range 1000 {
		if _, err := flooder.WriteStorage(&api.WriteStorageObject{Collection: "hats", Key: fmt.Sprint(i % 10), Value: `{}`}); err == nil {
			written++
		}
	}
	if written > 100 {
		t.Errorf("%d objects written at once", written)
	}
}

func TestOnlyPlayersWhoAskedAreAddedToAGroup(t *testing.T) {
	w := newWorld(t, nil)
	admin, applicant, victim := w.login("ann"), w.login("bob"), w.login("cat")
	group, err := admin.CreateGroup(&api.CreateGroupRequest{Name: "closed"})
	w.must(err)
	w.must(applicant.JoinGroup(group.GetId()))
	w.wantCode("a player who did not ask", admin.AddGroupUsers(group.GetId(), victim.UserID), failedPrecondition)
	w.wantCode("one of two who did not ask", admin.AddGroupUsers(group.GetId(), applicant.UserID, victim.UserID), failedPrecondition)
	w.must(admin.AddGroupUsers(group.GetId(), applicant.UserID))
}
