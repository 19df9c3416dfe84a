package attacks_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/rtapi"
	"google.golang.org/protobuf/types/known/wrapperspb"

	"sagishi/internal/platform/storage"
)

func TestClientsCannotWriteScores(t *testing.T) {
	w := newWorld(t, nil)
	cheat := w.login("ann")
	for _, score := range []int64{0, 1, 2, 1_000_000, -1} {
		for _, operator := range []api.Operator{api.Operator_NO_OVERRIDE, api.Operator_SET, api.Operator_BEST, api.Operator_INCREMENT} {
			for _, board := range []string{"weekly_crew_wins", "weekly_imposter_wins", "weekly_top_detective"} {
				_, err := cheat.WriteLeaderboard(&api.WriteLeaderboardRecordRequest{
					LeaderboardId: board,
					Record:        &api.WriteLeaderboardRecordRequest_LeaderboardRecordWrite{Score: score, Operator: operator},
				})
				w.wantCode(fmt.Sprintf("%s %d %v", board, score, operator), err, permissionDenied)
			}
			_, err := cheat.WriteTournament(&api.WriteTournamentRecordRequest{
				TournamentId: "weekly_top_detective",
				Record:       &api.WriteTournamentRecordRequest_TournamentRecordWrite{Score: score, Operator: operator},
			})
			w.wantCode(fmt.Sprintf("tournament %d %v", score, operator), err, permissionDenied)
		}
	}
	list, err := cheat.ListLeaderboard(&api.ListLeaderboardRecordsRequest{LeaderboardId: "weekly_crew_wins", Limit: wrapperspb.Int32(10)})
	w.must(err)
	if len(list.GetRecords()) != 0 {
		t.Errorf("a record was written: %v", list.GetRecords())
	}
}

func TestServerOwnedObjectsCannotBeWrittenOrDeleted(t *testing.T) {
	w := newWorld(t, nil)
	cheat := w.login("ann")
	before, _ := w.nk.Object(storage.Unlocks, "hats", cheat.UserID)
	for _, collection := range []string{
		storage.Unlocks, storage.Equipment, storage.Stats, storage.Receipts, storage.Results, storage.Rewards, storage.Codes, storage.Referrals,
		"results_pending", "purchases", "group_locks", "client_objects",
	} {
		for _, key := range []string{"hats", "current", "lifetime", "week", "starter", "any"} {
			_, err := cheat.WriteStorage(&api.WriteStorageObject{Collection: collection, Key: key, Value: `{"hats":["alien"]}`})
			w.wantCode("write "+collection, err, permissionDenied)
			w.wantCode("delete "+collection, cheat.DeleteStorage(&api.DeleteStorageObjectId{Collection: collection, Key: key}), permissionDenied)
		}
		// One forbidden object fails the whole request.
		_, err := cheat.WriteStorage(
			&api.WriteStorageObject{Collection: "hats", Key: "favorite_hats", Value: `{}`},
			&api.WriteStorageObject{Collection: collection, Key: "any", Value: `{}`},
		)
		w.wantCode("write beside "+collection, err, permissionDenied)
	}
	if after, _ := w.nk.Object(storage.Unlocks, "hats", cheat.UserID); after != before {
		t.Errorf("unlocks were %s and are %s", before, after)
	}
	_, err := cheat.WriteStorage(&api.WriteStorageObject{Collection: "hats", Key: "favorite_hats", Value: `{"hats":["cowboy"]}`})
	w.must(err)
	// Similar names are not collections of the server.
	for _, lookalike := range []string{"Unlocks", "unlocks ", "unlocks\u200b"} {
		_, _ = cheat.WriteStorage(&api.WriteStorageObject{Collection: lookalike, Key: "hats", Value: `{"hats":["alien"]}`})
	}
	_, err = cheat.RPC("equip_hat", `{"hat":"alien"}`)
	w.wantCode("equip", err, failedPrecondition)
}

func TestServerOwnedSecretsCannotBeRead(t *testing.T) {
	w := newWorld(t, nil)
	p, _, _ := w.newGame("classic", ``, "ann", "bob", "cat", "dan")
	p.winForCrew()
	spy := w.login("eve")
	for _, collection := range []string{storage.Receipts, storage.Results, storage.Rewards, storage.Codes, storage.Referrals, storage.Unlocks} {
		for _, owner := range []string{"", "00000000-0000-0000-0000-000000000000", p.players[0].UserID} {
			list, err := spy.ListStorage(&api.ListStorageObjectsRequest{Collection: collection, UserId: owner, Limit: wrapperspb.Int32(100)})
			if err == nil && len(list.GetObjects()) != 0 {
				t.Errorf("%s of %q lists %v", collection, owner, list.GetObjects())
			}
		}
	}
	objects, _ := spy.ReadStorage(&api.ReadStorageObjectId{Collection: storage.Codes, Key: p.code})
	if len(objects) != 0 {
		t.Errorf("a join code is read: %v", objects)
	}
}

func TestOnlyOwnedHatsCanBeEquipped(t *testing.T) {
	w := newWorld(t, nil)
	cheat := w.login("ann")
	for payload, code := range map[string]int{
		`{"hat":"cowboy"}`:      failedPrecondition,
		`{"hat":"no_such_hat"}`: failedPrecondition,
		`{"hat":"rookie"}`:      failedPrecondition, // a title
		`{"hat":["cowboy"]}`:    invalidArgument,
		`{"hat":null}`:          invalidArgument,
		`{}`:                    invalidArgument,
		`{"hat":"` + strings.Repeat("x", 65) + `"}`:    invalidArgument,
		`{"hat":"a\u0000b"}`:                           invalidArgument,
		`{"hat":"cowboy","hat":""}`:                    invalidArgument,
		`{"Hat":"cowboy"}`:                             invalidArgument,
		`{"hat":"cowboy","owned":true}`:                invalidArgument,
		`{"hat":"` + strings.Repeat("x", 17000) + `"}`: invalidArgument,
	} {
		_, err := cheat.RPC("equip_hat", payload)
		w.wantCode(payload[:min(len(payload), 60)], err, code)
	}
	if hat := w.nk.Metadata(cheat.UserID)["hat"]; hat != "" {
		t.Errorf("the hat is %v", hat)
	}
}

func TestOnlyAdminsCanUpdateGroupMetadata(t *testing.T) {
	w := newWorld(t, nil)
	founder, asker, member, stranger := w.login("ann"), w.login("bob"), w.login("cat"), w.login("dan")
	closed, err := founder.CreateGroup(&api.CreateGroupRequest{Name: "closed"})
	w.must(err)
	w.must(asker.JoinGroup(closed.GetId()))
	w.must(w.nk.GroupUsersAdd(t.Context(), "", closed.GetId(), []string{member.UserID}))
	former := w.login("eve")
	w.must(w.nk.GroupUsersAdd(t.Context(), "", closed.GetId(), []string{former.UserID}))
	w.must(w.nk.GroupUsersPromote(t.Context(), "", closed.GetId(), []string{former.UserID}))
	w.must(w.nk.GroupUsersKick(t.Context(), "", closed.GetId(), []string{former.UserID}))
	for _, cheat := range []*player{asker, member, stranger, former} {
		for _, id := range []string{"update_group_metadata", "update_group_size"} {
			payload := fmt.Sprintf(`{"group_id":%q,"interests":["me"]}`, closed.GetId())
			if id == "update_group_size" {
				payload = fmt.Sprintf(`{"group_id":%q,"max_size":1000}`, closed.GetId())
			}
			_, err := cheat.RPC(id, payload)
			w.wantCode(cheat.Username+" "+id, err, permissionDenied)
		}
	}
	for payload, code := range map[string]int{
		`{"group_id":"` + unknown + `","interests":["x"]}`:                                          notFound,
		`{"group_id":"'; drop table groups","interests":["x"]}`:                                     invalidArgument,
		`{"group_id":"` + closed.GetId() + `","interests":[1]}`:                                     invalidArgument,
		`{"group_id":"` + closed.GetId() + `","interests":[""]}`:                                    invalidArgument,
		`{"group_id":"` + closed.GetId() + `","interests":[` + strings.Repeat(`"x",`, 32) + `"x"]}`: invalidArgument,
		`{"group_id":"` + closed.GetId() + `","open":true}`:                                         invalidArgument,
	} {
		_, err := founder.RPC("update_group_metadata", payload)
		w.wantCode(payload[:min(len(payload), 90)], err, code)
	}
	_, err = founder.RPC("update_group_metadata", fmt.Sprintf(`{"group_id":%q,"interests":["lies"]}`, closed.GetId()))
	w.must(err)
	groups, err := w.nk.GroupsGetId(t.Context(), []string{closed.GetId()})
	w.must(err)
	if groups[0].GetOpen().GetValue() || groups[0].GetMaxCount() != 100 {
		t.Errorf("the group is %v", groups[0])
	}
}

func TestPlayerAndOperatorRPCsAreSeparate(t *testing.T) {
	w := newWorld(t, nil)
	cheat := w.login("ann")
	before := w.coins(cheat)
	for id, payload := range map[string]string{
		"admin_grant":       fmt.Sprintf(`{"user_id":%q,"coins":1000,"key":"k"}`, cheat.UserID),
		"admin_pay_rewards": `{"tournament_id":"weekly_top_detective"}`,
		"admin_audit":       `{}`,
		"admin_player":      `{"username":"ann"}`,
		"admin_matches":     `{}`,
		"admin_config":      `{}`,
		"admin_drain":       `{"on":true,"reason":"x"}`,
	} {
		_, err := cheat.RPC(id, payload)
		w.wantCode(id, err, permissionDenied)
		_, err = cheat.RPC(strings.ToUpper(id), payload)
		w.wantCode(strings.ToUpper(id), err, permissionDenied)
		err = cheat.Send(&rtapi.Envelope{Message: &rtapi.Envelope_Rpc{Rpc: &api.Rpc{Id: id, Payload: payload}}})
		w.wantText(id+" over the socket", err, "for servers")
	}
	for _, id := range []string{"equip_hat", "get_catalog", "purchase_item", "create_match", "find_match", "join_code", "update_group_metadata"} {
		_, err := w.nk.ServerRPC(id, `{}`)
		w.wantCode(id+" without a user", err, unauthenticated)
	}
	if got := w.coins(cheat); got != before {
		t.Errorf("%d coins for nothing", got-before)
	}
}

func TestPrizesArePaidOnce(t *testing.T) {
	w := newWorld(t, nil)
	players := w.logins("ann", "bob", "cat", "dan")
	for _, member := range players {
		w.must(member.JoinTournament("weekly_top_detective"))
	}
	p := w.newMatch(`{"settings":`+w.settings(``)+`}`, players...)
	p.start()
	_, crew := p.roles()
	p.winForCrew()
	before := w.coins(crew[0])
	w.nk.Advance(8 * 24 * time.Hour)
	for range 3 {
		_, err := w.nk.ServerRPC("admin_pay_rewards", `{"tournament_id":"weekly_top_detective"}`)
		w.must(err)
		w.plugin.RunJobs(t.Context())
	}
	w.must(crew[0].DeleteNotifications(w.nk.Inbox(crew[0].UserID)[0].GetId()))
	_, err := w.nk.ServerRPC("admin_pay_rewards", `{"tournament_id":"weekly_top_detective"}`)
	w.must(err)
	if got := w.coins(crew[0]) - before; got != 1000 {
		t.Errorf("the winner has %d coins", got)
	}
	if inbox := w.nk.Inbox(crew[0].UserID); len(inbox) != 0 {
		t.Errorf("notified again: %v", inbox)
	}
}
