package faultsim

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"sagishi/internal/app"
	"sagishi/internal/platform/storage"
	"sagishi/internal/service/results"
	"sagishi/internal/testing/nakamatest"
)

var update = flag.Bool("update", false, "write the documents of this version; those of a released version never change")

const storedFolder = "testdata"

// Each folder of testdata has the documents that one version of the plugin wrote.
func TestDocumentsOfEveryVersionAreRead(t *testing.T) {
	if *update {
		write(t, filepath.Join(storedFolder, app.Version), dump(evening(t)))
	}
	folders, err := filepath.Glob(filepath.Join(storedFolder, "*.*.*"))
	if err != nil || len(folders) == 0 {
		t.Fatal(folders, err)
	}
	for _, folder := range folders {
		t.Run(filepath.Base(folder), func(t *testing.T) { goesOn(t, read(t, folder)) })
		// As after going back from a version that added fields.
		t.Run(filepath.Base(folder)+" with fields of a later version", func(t *testing.T) {
			before := read(t, folder)
			for i := range before.Objects {
				before.Objects[i].Value = withField(t, before.Objects[i].Value)
			}
			goesOn(t, before)
		})
	}
}

func withField(t *testing.T, value json.RawMessage) json.RawMessage {
	t.Helper()
	fields := map[string]json.RawMessage{}
	if err := json.Unmarshal(value, &fields); err != nil {
		t.Fatal(err)
	}
	fields["added_later"] = json.RawMessage(`{"by":[1]}`)
	text, err := json.Marshal(fields)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// A release keeps the documents of its version: they must be there, of every
// collection.
func TestThisVersionsDocumentsAreKept(t *testing.T) {
	before := read(t, filepath.Join(storedFolder, app.Version))
	kept := map[string]bool{}
	for _, o := range before.Objects {
		kept[o.Collection] = true
	}
	for _, collection := range storage.Collections() {
		if !kept[collection] {
			t.Errorf("testdata/%s has no document of the collection %s", app.Version, collection)
		}
	}
	// What the code writes today has the same documents with the same fields: else
	// the kept ones are not those of this version.
	got, want := shapes(dump(evening(t))), shapes(before)
	for _, shape := range got {
		if !slices.Contains(want, shape) {
			t.Errorf("written today, and not in testdata/%s: %s (go test ./internal/testing/faultsim -run Documents -update, before the release)", app.Version, shape)
		}
	}
	for _, shape := range want {
		if !slices.Contains(got, shape) {
			t.Errorf("in testdata/%s, and not written today: %s", app.Version, shape)
		}
	}
}

// shapes are the kinds of documents, each with the names of its fields.
func shapes(s snapshot) []string {
	var all []string
	for _, o := range s.Objects {
		var fields map[string]any
		if json.Unmarshal(o.Value, &fields) != nil {
			continue
		}
		kind, _, _ := strings.Cut(o.Key, ":")
		switch o.Collection {
		case storage.Results, storage.PendingResults, storage.Rewards, storage.Codes, storage.GroupLocks, storage.Outbox:
			kind = "…"
		}
		all = append(all, fmt.Sprintf("%s/%s %s", o.Collection, kind, strings.Join(fieldNames(fields, ""), " ")))
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// fieldNames lists the paths of fields, also of those in lists.
func fieldNames(value any, path string) []string {
	var names []string
	switch v := value.(type) {
	case map[string]any:
		for name, inner := range v {
			if strings.Count(name, "-") > 3 || strings.Contains(name, "USER") {
				name = "ID"
			}
			names = append(names, fieldNames(inner, path+"."+name)...)
		}
	case []any:
		for _, inner := range v {
			names = append(names, fieldNames(inner, path+"[]")...)
		}
	}
	if path != "" {
		names = append(names, path)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// evening makes a world with documents of every kind, some of unfinished work.
func evening(t *testing.T) *world {
	t.Helper()
	w := newWorld(t, "evening", 1)
	s := w.first()
	party(w)
	w.must(record(s))
	w.must(validate(s))
	w.must(buy("cowboy")(s))
	w.must(buyWithKey(s))
	w.must(grants().acts[0](s))
	ann, err := s.login("ann", nil)
	w.must(err)
	w.objectsOf(ann)
	w.settle()
	w.must(refund(s))
	w.endWeek()
	s.SetWallet(w.ids["bob"], `{"coins":"none"}`) // his prize stays owed
	s.Fail("NotificationsSend", nakamatest.Always, errBroken)
	s.runJobs() // ann's notice stays in the outbox
	s.Fail("LeaderboardRecordWrite", nakamatest.Always, errBroken)
	if _, err = s.p.Results.Record(context.Background(), game(w, unfinishedGame)); err == nil {
		t.Fatal("the boards of the game are not behind")
	}
	s.Heal()
	return w
}

const unfinishedGame = "7d8f9c9e-0000-4000-8000-000000000001.nakama1#2"

func buyWithKey(s *server) error {
	session, err := s.login("ann", nil)
	if err != nil {
		return err
	}
	answer, err := session.RPC("purchase_item", `{"slot":"hat","item":"alien","key":"click 1"}`)
	s.w.answers = append(s.w.answers, answer)
	return err
}

// goesOn starts this version on the documents of another, and expects that it
// finishes what was unfinished, pays nothing twice, and goes on counting.
func goesOn(t *testing.T, before snapshot) {
	t.Helper()
	w := restore(t, before)
	owed := map[string]int64{}
	for name, rows := range before.Ledger {
		for _, row := range rows {
			owed[name] += row.Coins
		}
	}
	owed["bob"] += 1000 // the prize of the ended week
	w.settle()
	w.audit(owed)
	w.finished()
	w.nothingTwice(before.Answers)
	w.audit(owed)
	s := w.first()
	_, err := s.p.Results.Record(context.Background(), game(w, strings.Replace(gameID, "#1", "#3", 1)))
	w.must(err)
	lifetime, _ := object[results.Lifetime](w, "stats", "lifetime", w.ids["ann"])
	if lifetime.Games != 3 {
		w.errorf("ann's third game is counted as number %d", lifetime.Games)
	}
	w.must(buyAnother(s))
	for _, o := range before.Objects { // the one document that promises to keep fields
		if o.Collection != storage.Unlocks || o.User != "ann" || o.Key != "hats" {
			continue
		}
		if now, _ := s.Object(o.Collection, o.Key, w.ids[o.User]); strings.Contains(string(o.Value), "added_later") && !strings.Contains(now, "added_later") {
			w.errorf("a field of a later version is lost: %s", now)
		}
	}
	for _, entry := range s.Logger().Entries() {
		if entry.Level == "error" {
			w.errorf("logged: %s %v", entry.Message, entry.Fields)
		}
	}
}

// finished checks that nothing is left to do.
func (w *world) finished() {
	w.t.Helper()
	for _, collection := range []string{storage.Outbox, storage.PendingResults} {
		if n := w.first().CountObjects(collection); n != 0 {
			w.errorf("%d documents are left in %s", n, collection)
		}
	}
	if got := w.onBoards("weekly_crew_wins", "ann"); got != 1 { // the game after the week's end
		w.errorf("ann has %d wins on the board", got)
	}
}

// nothingTwice repeats every payment of the evening.
func (w *world) nothingTwice(answers []string) {
	w.t.Helper()
	s := w.first()
	_, err := s.login("bob", map[string]string{"invite_user_id": w.ids["eve"]})
	w.must(err)
	w.must(record(s))
	w.must(buyWithKey(s))
	w.must(grants().acts[0](s))
	if !slices.Equal(w.answers, answers) {
		w.errorf("repeated requests are answered with %q, they were with %q", w.answers, answers)
	}
	w.validated = true
	w.must(validate(s))
	w.must(refund(s))
	w.must(pay(s))
	w.settle()
}

func buyAnother(s *server) error {
	_, err := s.ServerRPC("admin_grant", fmt.Sprintf(
		`{"user_id":%q,"items":[{"slot":"hat","item":"crown"}],"reason":"test","key":"another"}`, s.w.ids["ann"]))
	return err
}

func read(t *testing.T, folder string) (s snapshot) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(folder, "*.json"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if filepath.Base(file) == "players.json" {
			err = json.Unmarshal(text, &s)
		} else {
			var objects []stored
			err = json.Unmarshal(text, &objects)
			s.Objects = append(s.Objects, objects...)
		}
		if err != nil {
			t.Fatalf("%s: %v", file, err)
		}
	}
	return s
}
