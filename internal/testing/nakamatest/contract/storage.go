package contract

import (
	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/runtime"
)

const systemUser = "00000000-0000-0000-0000-000000000000"

func storageChecks() []Check {
	return []Check{
		{"storage/the version is the MD5 of the text as written", versionOfText},
		{"storage/the version * writes only a missing object", starWrites},
		{"storage/a version writes only the object with that version", versionWrites},
		{"storage/a call writes all objects or none", writesAllOrNothing},
		{"storage/the owner of an object must exist", ownerExists},
		{"storage/deleting a missing object is an error only with a version", deletes},
		{"storage/objects are listed in pages by permission and key", listsInPages},
		{"storage/a caller lists only readable objects", listsForCallers},
		{"storage/values must be JSON objects", valuesAreObjects},
		{"storage/an object requested twice is returned once, unless the reads differ in several fields", readsTwice},
	}
}

func (p *probe) write(key, userID, value, version string) (string, error) {
	acks, err := p.nk.StorageWrite(p.ctx, []*runtime.StorageWrite{{
		Collection: p.name("c"), Key: key, UserID: userID, Value: value, Version: version,
	}})
	if err != nil || len(acks) == 0 {
		return "", err
	}
	return acks[0].GetVersion(), nil
}

func (p *probe) read(key, userID string) *api.StorageObject {
	objects, err := p.nk.StorageRead(p.ctx, []*runtime.StorageRead{{Collection: p.name("c"), Key: key, UserID: userID}})
	p.ok("read "+key, err)
	if len(objects) == 0 {
		return nil
	}
	return objects[0]
}

func versionOfText(p *probe) {
	version, err := p.write("k", "", `{"bb":[1,2],"a":"<é>"}`, "")
	p.ok("write", err)
	p.equal("version", version, "ab274618ebb280ddc440a146a0d2a105")
	o := p.read("k", "")
	p.equal("version read", o.GetVersion(), version)
	p.equal("value is normalized", o.GetValue(), `{"a": "<é>", "bb": [1, 2]}`)
	p.equal("owner", o.GetUserId(), systemUser)
	p.equal("missing", p.read("none", "") == nil, true)
	again, err := p.write("k", "", `{"bb":[1,2],"a":"<é>"}`, version)
	p.ok("write the same again", err)
	p.equal("version of the same", again, version)
}

func starWrites(p *probe) {
	user := p.user()
	_, err := p.write("k", user, `{}`, "*")
	p.ok("first", err)
	_, err = p.write("k", user, `{"a":1}`, "*")
	p.is("second", err, runtime.ErrStorageRejectedVersion)
	_, err = p.write("k", "", `{}`, "*")
	p.ok("same key of another owner", err)
}

func versionWrites(p *probe) {
	first, err := p.write("k", "", `{"a":1}`, "")
	p.ok("write", err)
	_, err = p.write("k", "", `{"a":2}`, first)
	p.ok("with the version", err)
	_, err = p.write("k", "", `{"a":3}`, first)
	p.is("with a stale version", err, runtime.ErrStorageRejectedVersion)
	_, err = p.write("none", "", `{"a":3}`, first)
	p.is("with a version of nothing", err, runtime.ErrStorageRejectedVersion)
	_, err = p.write("k", "", `{"a":4}`, "")
	p.ok("without a condition", err)
	p.equal("value", p.read("k", "").GetValue(), `{"a": 4}`)
}

func writesAllOrNothing(p *probe) {
	_, err := p.write("taken", "", `{}`, "")
	p.ok("write", err)
	_, err = p.nk.StorageWrite(p.ctx, []*runtime.StorageWrite{
		{Collection: p.name("c"), Key: "a", Value: `{}`, Version: "*"},
		{Collection: p.name("c"), Key: "taken", Value: `{}`, Version: "*"},
	})
	p.is("conflict", err, runtime.ErrStorageRejectedVersion)
	p.equal("other write is undone", p.read("a", "") == nil, true)
}

func ownerExists(p *probe) {
	_, err := p.write("k", "11111111-1111-4111-8111-111111111111", `{}`, "")
	p.says("write for nobody", err, "foreign key")
	_, err = p.write("k", "nobody", `{}`, "")
	p.says("write for no id", err, "valid user id")
}

func deletes(p *probe) {
	version, err := p.write("k", "", `{}`, "")
	p.ok("write", err)
	remove := func(key, version string) error {
		return p.nk.StorageDelete(p.ctx, []*runtime.StorageDelete{{Collection: p.name("c"), Key: key, Version: version}})
	}
	p.ok("missing", remove("none", ""))
	p.says("wrong version", remove("k", "0123"), "delete rejected")
	p.ok("right version", remove("k", version))
	p.equal("gone", p.read("k", "") == nil, true)
	p.says("missing with a version", remove("k", version), "delete rejected")
}

func listsInPages(p *probe) {
	user := p.user()
	for _, o := range []struct {
		key  string
		read int
	}{{"d", 0}, {"b", 2}, {"c", 1}, {"a", 2}, {"e", 0}} {
		_, err := p.nk.StorageWrite(p.ctx, []*runtime.StorageWrite{{
			Collection: p.name("c"), Key: o.key, UserID: user, Value: `{}`, PermissionRead: o.read,
		}})
		p.ok("write", err)
	}
	var keys []string
	pages := 0
	for cursor := ""; pages < 9; pages++ {
		objects, next, err := p.nk.StorageList(p.ctx, "", user, p.name("c"), 2, cursor)
		p.ok("list", err)
		for _, o := range objects {
			keys = append(keys, o.GetKey())
		}
		if cursor = next; cursor == "" {
			break
		}
	}
	p.equal("keys", keys, []string{"d", "e", "c", "a", "b"})
	p.equal("pages with a cursor", pages, 2)
	_, _, err := p.nk.StorageList(p.ctx, "", user, p.name("c"), 2, "nonsense")
	p.says("bad cursor", err, "cursor")
}

func listsForCallers(p *probe) {
	ann, bob := p.user(), p.user()
	for read := range 3 {
		_, err := p.nk.StorageWrite(p.ctx, []*runtime.StorageWrite{{
			Collection: p.name("c"), Key: string(rune('0' + read)), UserID: ann, Value: `{}`, PermissionRead: read,
		}})
		p.ok("write", err)
	}
	count := func(caller, owner string) int {
		objects, _, err := p.nk.StorageList(p.ctx, caller, owner, p.name("c"), 10, "")
		p.ok("list", err)
		return len(objects)
	}
	p.equal("the server", count("", ann), 3)
	p.equal("the server, of everyone", count("", ""), 3)
	p.equal("the owner", count(ann, ann), 2)
	p.equal("another", count(bob, ann), 1)
	p.equal("another, of everyone", count(bob, ""), 1)
}

func valuesAreObjects(p *probe) {
	for _, value := range []string{`[1]`, `1`, `"a"`, `{`, `null`} {
		_, err := p.write("k", "", value, "")
		p.says(value, err, "must be a JSON-encoded object")
	}
}

func readsTwice(p *probe) {
	user := p.user()
	for _, key := range []string{"a", "b"} {
		_, err := p.write(key, user, `{}`, "")
		p.ok("write", err)
		_, err = p.write(key, "", `{}`, "")
		p.ok("write", err)
	}
	count := func(what string, want int, reads ...*runtime.StorageRead) {
		for _, read := range reads {
			read.Collection = p.name("c")
		}
		objects, err := p.nk.StorageRead(p.ctx, reads)
		p.ok(what, err)
		p.equal(what, len(objects), want)
	}
	a := runtime.StorageRead{Key: "a", UserID: user}
	again, b, server := a, runtime.StorageRead{Key: "b", UserID: user}, runtime.StorageRead{Key: "b"}
	count("the same", 1, &a, &again)
	count("the same and another key", 2, &a, &again, &b)
	count("the same and another key of another owner", 3, &a, &again, &server)
}
