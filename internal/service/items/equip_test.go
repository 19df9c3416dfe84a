package items

import (
	"strings"
	"sync"
	"testing"

	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/platform/apierr"
	"sagishi/internal/platform/storage"
)

// owner is a shop whose player owns every hat, and the starters.
func owner(t *testing.T) *shop {
	t.Helper()
	s := started(t)
	s.write(storage.Unlocks, "hats", `{"hats":["cowboy","alien","paper","crown"]}`)
	return s
}

func TestEquipWritesRecordAndMetadata(t *testing.T) {
	s := owner(t)
	equipment, err := s.Equip(t.Context(), s.ann, Hat, "cowboy")
	if want := (Equipment{Title: "rookie", Hat: "cowboy", Skin: "classic"}); err != nil || equipment != want {
		t.Fatalf("Equip = %+v, %v, want %+v", equipment, err, want)
	}
	s.wantObject(storage.Equipment, "current", `{"title":"rookie","hat":"cowboy","skin":"classic"}`)
	s.wantMetadata(map[string]any{"title": "rookie", "hat": "cowboy", "skin": "classic"})
	objects, err := s.n.StorageRead(t.Context(), []*runtime.StorageRead{{Collection: "equipment", Key: "current", UserID: s.ann}})
	if err != nil || objects[0].GetPermissionRead() != 2 || objects[0].GetPermissionWrite() != 0 {
		t.Errorf("equipment = %v, %v", objects, err)
	}
}

func TestEquipKeepsAllOtherMetadata(t *testing.T) {
	s := owner(t)
	if err := s.n.AccountUpdateId(t.Context(), s.ann, "", map[string]any{
		"clan": "red", "big": int64(9007199254740993), "deep": map[string]any{"a": []any{1.5, nil}},
	}, "", "", "", "", ""); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Equip(t.Context(), s.ann, Title, ""); err != nil {
		t.Fatal(err)
	}
	accounts, err := s.n.AccountsGetId(t.Context(), []string{s.ann}, nil)
	if err != nil {
		t.Fatal(err)
	}
	text := strings.ReplaceAll(accounts[0].GetUser().GetMetadata(), " ", "")
	for _, want := range []string{`"clan":"red"`, `9007199254740993`, `"deep":{"a":[1.5,null]}`, `"title":""`, `"skin":"classic"`} {
		if !strings.Contains(text, want) {
			t.Errorf("metadata %s lacks %s", text, want)
		}
	}
}

func TestEquipWithoutItemEmptiesTheSlot(t *testing.T) {
	s := owner(t)
	for _, hat := range []string{"alien", ""} {
		equipment, err := s.Equip(t.Context(), s.ann, Hat, hat)
		if err != nil || equipment.Hat != hat || equipment.Skin != "classic" {
			t.Errorf("Equip %q = %+v, %v", hat, equipment, err)
		}
	}
	s.wantObject(storage.Equipment, "current", `{"title":"rookie","hat":"","skin":"classic"}`)
}

func TestEquipBeforeAnythingIsStored(t *testing.T) {
	s := newShop(t)
	equipment, err := s.Equip(t.Context(), s.ann, Skin, "")
	if err != nil || equipment != (Equipment{}) {
		t.Fatalf("Equip = %+v, %v", equipment, err)
	}
	s.wantMetadata(map[string]any{"title": "", "hat": "", "skin": ""})
}

func TestEquipRefuses(t *testing.T) {
	tests := []struct {
		name string
		slot Slot
		item string
		code apierr.Code
		text string
	}{
		{"not owned", Skin, "shadow", apierr.CodeFailedPrecondition, "skin"},
		{"owned for another slot", Skin, "cowboy", apierr.CodeFailedPrecondition, "skin"},
		{"too long", Hat, strings.Repeat("a", 65), apierr.CodeInvalidArgument, "hat"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := owner(t)
			before := s.n.Metadata(s.ann)
			_, err := s.Equip(t.Context(), s.ann, test.slot, test.item)
			wantCode(t, err, test.code, test.text)
			s.wantMetadata(before)
		})
	}
}

func TestEquipOfMissingAccountIsNotFound(t *testing.T) {
	s := newShop(t)
	_, err := s.Equip(t.Context(), "9e1f0e2c-6a5e-4f1c-8a54-0d6c1c7ce001", Hat, "")
	wantCode(t, err, apierr.CodeNotFound, "user")
}

func TestEquipOfEquippedItemWritesNothing(t *testing.T) {
	s := owner(t)
	for range 2 {
		if _, err := s.Equip(t.Context(), s.ann, Hat, "cowboy"); err != nil {
			t.Fatal(err)
		}
		s.n.Fail("MultiUpdate", 1, errDatabase)
	}
}

func TestEquipRestoresMissingMetadata(t *testing.T) {
	s := owner(t)
	if err := s.n.AccountUpdateId(t.Context(), s.ann, "", map[string]any{"hat": "forged"}, "", "", "", "", ""); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Equip(t.Context(), s.ann, Hat, ""); err != nil {
		t.Fatal(err)
	}
	s.wantMetadata(map[string]any{"title": "rookie", "hat": "", "skin": "classic"})
}

func TestConcurrentEquipsAllApply(t *testing.T) {
	for range 20 {
		s := owner(t)
		wishes := map[Slot]string{Title: "", Hat: "cowboy", Skin: "plain"}
		var group sync.WaitGroup
		for slot, item := range wishes {
			group.Go(func() {
				if _, err := s.Equip(t.Context(), s.ann, slot, item); err != nil {
					t.Error(err)
				}
			})
		}
		group.Wait()
		s.wantObject(storage.Equipment, "current", `{"title":"","hat":"cowboy","skin":"plain"}`)
		s.wantMetadata(map[string]any{"title": "", "hat": "cowboy", "skin": "plain"})
	}
}

// An equip comes between the read and the write of another, every time.
func TestEquipThatLosesEveryRaceIsAborted(t *testing.T) {
	s := owner(t)
	other, inside := 0, false
	s.n.Before(func(_ int, method string) {
		if method != "MultiUpdate" || inside {
			return
		}
		inside = true
		defer func() { inside = false }()
		other++
		if _, err := s.Equip(t.Context(), s.ann, Hat, []string{"alien", "crown"}[other%2]); err != nil {
			t.Errorf("the other equip: %v", err)
		}
	})
	_, err := s.Equip(t.Context(), s.ann, Title, "")
	wantCode(t, err, apierr.CodeAborted, "try again")
	if other != attempts {
		t.Errorf("lost %d times, want %d", other, attempts)
	}
}

func TestEquipFailuresAreInternalErrors(t *testing.T) {
	for _, method := range []string{"StorageRead", "AccountsGetId", "MultiUpdate"} {
		s := owner(t)
		s.n.Fail(method, 1, errDatabase)
		_, err := s.Equip(t.Context(), s.ann, Hat, "cowboy")
		wantCode(t, err, apierr.CodeInternal, errDatabase.Error())
		s.wantObject(storage.Equipment, "current", `{"title":"rookie","hat":"","skin":"classic"}`)
	}
	s := owner(t)
	s.n.FailAfter("MultiUpdate", 1, errDatabase)
	_, err := s.Equip(t.Context(), s.ann, Hat, "cowboy")
	wantCode(t, err, apierr.CodeInternal, errDatabase.Error())
	s.wantObject(storage.Equipment, "current", `{"title":"rookie","hat":"cowboy","skin":"classic"}`)
	s.wantMetadata(map[string]any{"title": "rookie", "hat": "cowboy", "skin": "classic"})
}

func TestMalformedEquipmentIsNotOverwritten(t *testing.T) {
	s := owner(t)
	s.write(storage.Equipment, "current", `{"hat":5}`)
	_, err := s.Equip(t.Context(), s.ann, Hat, "cowboy")
	wantCode(t, err, apierr.CodeInternal, "equipment/current")
	s.wantObject(storage.Equipment, "current", `{"hat":5}`)
}

func TestCrashWhileEquippingKeepsRecordAndMetadataEqual(t *testing.T) {
	act := func(s *shop) {
		if _, err := s.Equip(s.Context(), s.ann, Hat, "cowboy"); err != nil {
			s.Error(err)
		}
	}
	crashEverywhere(t, owner, act, func(s *shop, where string) {
		record, _ := s.n.Object(storage.Equipment, "current", s.ann)
		equipment := strings.Contains(record, "cowboy")
		if (s.n.Metadata(s.ann)["hat"] == "cowboy") != equipment {
			s.Errorf("crash %s: record %s, metadata %v", where, record, s.n.Metadata(s.ann))
		}
		act(s)
		s.wantMetadata(map[string]any{"title": "rookie", "hat": "cowboy", "skin": "classic"})
	})
}
