package app

import (
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
