package faultsim

import (
	"context"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/platform/storage"
	"sagishi/internal/testing/nakamatest"
)

// snapshot is a database, as far as the plugin wrote it. The ids of players are
// written as USER_name.
type snapshot struct {
	At      time.Time            `json:"at"` // the time of the snapshot
	Players []string             `json:"players"`
	Ledger  map[string][]row     `json:"ledger"`  // of each player, the oldest first
	Notices map[string][]message `json:"notices"` // of each player, the oldest first
	Answers []string             `json:"answers"` // to requests that may be repeated
	Objects []stored             `json:"-"`
}

// row is a change of a wallet.
type row struct {
	Coins  int64  `json:"coins"`
	Reason string `json:"reason"`
	Ref    string `json:"ref"`
}

// message is a notification.
type message struct {
	Code    int32  `json:"code"`
	Subject string `json:"subject"`
	Content string `json:"content"`
}

// stored is a document. User is the name of a player, or empty for the server.
type stored struct {
	Collection string          `json:"collection"`
	Key        string          `json:"key"`
	User       string          `json:"user,omitempty"`
	Read       int32           `json:"read"`
	Value      json.RawMessage `json:"value"`
}

// objectsOf makes the documents that requests of a player leave: an object, a join
// code, a group, and the lock of a request that died.
func (w *world) objectsOf(player *nakamatest.Session) {
	w.t.Helper()
	_, err := player.WriteStorage(&api.WriteStorageObject{Collection: "notes", Key: "mine", Value: `{"text":"hello"}`})
	w.must(err)
	_, err = player.RPC("create_match", `{}`)
	w.must(err)
	group, err := player.CreateGroup(&api.CreateGroupRequest{Name: "crew", Open: true})
	w.must(err)
	w.first().Fail("StorageDelete", 1, errBroken)
	_, err = player.RPC("update_group_metadata", `{"group_id":"`+group.GetId()+`","languages":["en"]}`)
	w.must(err)
	w.first().Heal()
}

// dump takes a snapshot.
func dump(w *world) snapshot {
	w.t.Helper()
	s := w.first()
	names := map[string]string{system: ""}
	var pairs []string
	for name, id := range w.ids {
		names[id] = name
		pairs = append(pairs, id, "USER_"+name)
	}
	replace := strings.NewReplacer(pairs...).Replace
	out := snapshot{At: s.Now(), Players: slices.Sorted(maps.Keys(w.ids)), Ledger: map[string][]row{}, Notices: map[string][]message{}}
	for name, id := range w.ids {
		for _, r := range s.Ledger(id) {
			reason, _ := r.Metadata["reason"].(string)
			ref, _ := r.Metadata["ref"].(string)
			out.Ledger[name] = append(out.Ledger[name], row{Coins: r.Changeset["coins"], Reason: reason, Ref: replace(ref)})
		}
		for _, n := range s.Inbox(id) {
			out.Notices[name] = append(out.Notices[name], message{Code: n.GetCode(), Subject: n.GetSubject(), Content: replace(n.GetContent())})
		}
	}
	for _, answer := range w.answers {
		out.Answers = append(out.Answers, replace(answer))
	}
	for _, collection := range append(storage.Collections(), "notes") {
		for _, owner := range append([]string{system}, w.users()...) {
			objects, _, err := s.StorageList(context.Background(), "", owner, collection, 100, "")
			w.must(err)
			for _, o := range objects {
				out.Objects = append(out.Objects, stored{
					Collection: collection, Key: replace(o.GetKey()), User: names[owner], Read: o.GetPermissionRead(),
					Value: json.RawMessage(replace(o.GetValue())),
				})
			}
		}
	}
	return out
}

// write keeps a snapshot: a file for each collection, and one for the rest.
func write(t *testing.T, folder string, s snapshot) {
	t.Helper()
	files := map[string]any{"players": s}
	byCollection := map[string][]stored{}
	for _, o := range s.Objects {
		byCollection[o.Collection] = append(byCollection[o.Collection], o)
	}
	for collection, objects := range byCollection {
		slices.SortFunc(objects, func(a, b stored) int { return strings.Compare(a.Key+" "+a.User, b.Key+" "+b.User) })
		files[collection] = objects
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	for name, content := range files {
		text, err := json.MarshalIndent(content, "", "  ")
		if err == nil {
			err = os.WriteFile(filepath.Join(folder, name+".json"), append(text, '\n'), 0o644)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

// restore makes a world from a snapshot and starts this version of the plugin in it.
func restore(t *testing.T, from snapshot) *world {
	t.Helper()
	n := nakamatest.New(nakamatest.Options{Now: from.At})
	w := &world{t: t, what: "restored", ids: map[string]string{}, bought: from.At, history: history{failed: map[string]bool{}, authors: map[string]int{}}}
	w.env = map[string]string{"SAGISHI_REFERRAL_GAMES": "1"}
	s := &server{Nakama: n, w: w}
	w.servers = []*server{s}
	var pairs []string
	for _, name := range from.Players {
		session, err := s.login(name, nil) // no hook runs yet
		w.must(err)
		pairs = append(pairs, "USER_"+name, session.UserID)
	}
	replace := strings.NewReplacer(pairs...).Replace
	for name, rows := range from.Ledger {
		for _, r := range rows {
			_, _, err := n.WalletUpdate(context.Background(), w.ids[name], map[string]int64{"coins": r.Coins}, map[string]any{"reason": r.Reason, "ref": replace(r.Ref)}, true)
			w.must(err)
		}
	}
	for name, notices := range from.Notices {
		for _, m := range notices {
			var content map[string]any
			w.must(json.Unmarshal([]byte(replace(m.Content)), &content))
			w.must(n.NotificationSend(context.Background(), w.ids[name], m.Subject, content, int(m.Code), "", true))
		}
	}
	for _, o := range from.Objects {
		_, err := n.StorageWrite(context.Background(), []*runtime.StorageWrite{{
			Collection: o.Collection, Key: replace(o.Key), UserID: w.ids[o.User], Value: replace(string(o.Value)), PermissionRead: int(o.Read),
		}})
		w.must(err)
	}
	s.start()
	return w
}
