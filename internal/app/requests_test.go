package app

import (
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"sagishi/internal/testing/nakamatest"
)

// requestLimit is how long a client may wait for an answer when the database is
// silent.
const requestLimit = 10 * time.Second

func TestSilentDatabaseIsAnsweredWithCode14(t *testing.T) {
	for id, payload := range map[string]string{
		"get_catalog":           `{}`,
		"purchase_item":         `{"slot":"hat","item":"cowboy"}`,
		"equip_hat":             `{"hat":"cowboy"}`,
		"update_group_metadata": `{"group_id":"1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed","interests":["x"]}`,
		"create_match":          `{}`,
		"join_code":             `{"code":"QXKPZT"}`,
	} {
		t.Run(id, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				n := nakamatest.New(nakamatest.Options{})
				if _, err := Start(t.Context(), Host{Logger: n.Logger(), Nakama: n, In: n.Initializer(), Now: n.Now}); err != nil {
					t.Fatal(err)
				}
				ann := n.MustLogin("ann")
				n.HangDeaf("StorageRead", nakamatest.Always)
				n.HangDeaf("GroupsGetId", nakamatest.Always)
				began := now()
				_, err := ann.RPC(id, payload)
				if code := nakamatest.Code(err); code != 14 {
					t.Errorf("code %d: %v", code, err)
				}
				if took := now().Sub(began); took > requestLimit {
					t.Errorf("answered after %v", took)
				}
				n.Heal()
			})
		})
	}
}

// databaseMethods are the calls that a silent database does not answer.
var databaseMethods = []string{
	"StorageRead", "StorageWrite", "StorageDelete", "StorageList", "UsersGetId", "UsersGetUsername", "AccountsGetId",
	"MultiUpdate", "GroupsGetId", "GroupUpdate", "GroupUsersList", "UserGroupsList", "TournamentsGetId", "LeaderboardsGetId",
	"TournamentRecordsList", "LeaderboardRecordsList", "NotificationsSend", "NotificationsList", "WalletLedgerList",
}

// silentFrom makes the database silent from the given call on, counted from now.
func silentFrom(n *nakamatest.Nakama, first int) (reached *atomic.Bool) {
	reached = &atomic.Bool{}
	n.ResetCalls()
	n.Before(func(call int, _ string) {
		if call != first {
			return
		}
		reached.Store(true)
		for _, method := range databaseMethods {
			n.HangDeaf(method, nakamatest.Always)
		}
	})
	return reached
}

// Each step of a call has its limit. So that their sum has one too, the database falls
// silent before each of them.
func TestDatabaseThatFallsSilentWithinACallIsAnsweredInTime(t *testing.T) {
	type client struct {
		*nakamatest.Session
		n     *nakamatest.Nakama
		group string
	}
	rpc := func(id, payload string) func(client) error {
		return func(c client) error { _, err := c.RPC(id, strings.ReplaceAll(payload, "GROUP", c.group)); return err }
	}
	for name, request := range map[string]func(client) error{
		"purchase_item":         rpc("purchase_item", `{"slot":"hat","item":"cowboy","key":"k"}`),
		"equip_hat":             rpc("equip_hat", `{"hat":""}`),
		"update_group_metadata": rpc("update_group_metadata", `{"group_id":"GROUP","interests":["x"]}`),
		"update_group_size":     rpc("update_group_size", `{"group_id":"GROUP","max_size":7}`),
		"create_match":          rpc("create_match", `{}`),
		"find_match":            rpc("find_match", `{}`),
		"join_code":             rpc("join_code", `{"code":"QXKPZT"}`),
		"admin_grant": func(c client) error {
			_, err := c.n.ServerRPC("admin_grant", `{"user_id":"`+c.UserID+`","coins":5,"items":[{"slot":"hat","item":"alien"}],"reason":"test","key":"k"}`)
			return err
		},
		"login": func(c client) error {
			_, err := c.n.Login(nakamatest.LoginOptions{DeviceID: "device-of-bob", Vars: map[string]string{"invite_user_id": c.UserID}})
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			for call, reached := 1, true; reached; call++ {
				synctest.Test(t, func(t *testing.T) {
					n := nakamatest.New(nakamatest.Options{})
					if _, err := Start(t.Context(), Host{Logger: n.Logger(), Nakama: n, In: n.Initializer(), Now: n.Now}); err != nil {
						t.Fatal(err)
					}
					ann := n.MustLogin("ann")
					group, err := n.GroupCreate(t.Context(), ann.UserID, "club", "", "en", "", "", true, nil, 20)
					if err != nil {
						t.Fatal(err)
					}
					silent := silentFrom(n, call)
					began := now()
					err = request(client{ann, n, group.GetId()})
					reached = silent.Load()
					if code := nakamatest.Code(err); reached && err != nil && code != 14 && code != 4 {
						t.Errorf("silent from call %d on: code %d: %v", call, code, err)
					}
					if took := now().Sub(began); took >= requestLimit { // the server's own work comes on top
						t.Errorf("silent from call %d on: answered after %v", call, took)
					}
					n.Heal()
				})
			}
		})
	}
}
