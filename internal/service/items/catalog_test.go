package items

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

func TestEmbeddedCatalogFitsTheGame(t *testing.T) {
	catalog, err := LoadCatalog(EmbeddedCatalog())
	if err != nil {
		t.Fatal(err)
	}
	count := map[Slot]int{}
	for _, item := range catalog.items {
		count[item.Slot]++
	}
	if count[Hat] < 4 || count[Title] < 3 || count[Skin] < 3 {
		t.Errorf("items by slot: %v", count)
	}
	cowboy, found := catalog.Find(Ref{Hat, "cowboy"})
	if !found || cowboy.Price != 100 || cowboy.Starter {
		t.Errorf("cowboy = %+v, %v", cowboy, found)
	}
	if _, found := catalog.Find(Ref{Hat, "alien"}); !found {
		t.Error("there is no alien hat")
	}
	if catalog.starterCoins < cowboy.Price {
		t.Errorf("%d starter coins do not buy the cowboy hat", catalog.starterCoins)
	}
	if !slices.ContainsFunc(catalog.items, func(i Item) bool { return i.Price > catalog.starterCoins }) {
		t.Error("nothing is left to save for")
	}
}

func TestEmbeddedCatalogIsACopy(t *testing.T) {
	EmbeddedCatalog()[0] = 'x'
	if EmbeddedCatalog()[0] == 'x' {
		t.Error("a caller can change the catalog")
	}
}

func TestCatalogKeepsItsOrder(t *testing.T) {
	catalog, err := LoadCatalog(catalogOf(
		`{"slot":"skin","item":"b","name":"B","price":{"coins":0},"starter":true}`,
		`{"slot":"hat","item":"b","name":"B","price":{"coins":1}}`,
		`{"slot":"skin","item":"a","name":"A","price":{"coins":0},"starter":true}`,
	))
	if err != nil {
		t.Fatal(err)
	}
	if got := catalog.starters(Skin); !slices.Equal(got, []string{"b", "a"}) {
		t.Errorf("starters = %v", got)
	}
	if got := catalog.starterEquipment(); got != (Equipment{Skin: "b"}) {
		t.Errorf("starter equipment = %+v", got)
	}
}

func TestCatalogErrorsNameItemAndField(t *testing.T) {
	good := `{"slot":"hat","item":"cowboy","name":"Cowboy","price":{"coins":1}}`
	many := make([]string, maxItems+1)
	for i := range many {
		many[i] = fmt.Sprintf(`{"slot":"hat","item":"h%d","name":"H","price":{"coins":1}}`, i)
	}
	tests := []struct {
		name    string
		catalog string
		want    []string
	}{
		{"no JSON", `{`, []string{"catalog"}},
		{"something after it", string(catalogOf(good)) + "{}", []string{"after its end"}},
		{"unknown field", `{"items":[],"starter_coins":1,"gems":1}`, []string{"gems"}},
		{"unknown field of an item", itemWith(`"rarity":1`), []string{"catalog: line 1, column 86: items[0]: unknown field", "rarity"}},
		{"no items", `{"items":[],"starter_coins":1}`, []string{"items must be"}},
		{"too many items", string(catalogOf(many...)), []string{"items must be"}},
		{"no starter coins", `{"items":[` + good + `]}`, []string{"starter_coins must be 0..1000000"}},
		{"negative starter coins", `{"items":[` + good + `],"starter_coins":-1}`, []string{"starter_coins"}},
		{"too many starter coins", `{"items":[` + good + `],"starter_coins":1000001}`, []string{"starter_coins"}},
		{"duplicate", string(catalogOf(good, good)), []string{`items[1] (hat "cowboy")`, "twice"}},
		{"slot", itemWith(`"slot":"cape"`), []string{`items[0] (cape "x")`, "slot must be one of [title hat skin]"}},
		{"empty id", itemWith(`"item":""`), []string{"items[0]", "item must be"}},
		{"upper case id", itemWith(`"item":"Cowboy"`), []string{"items[0]", "item must be"}},
		{"long id", itemWith(`"item":"` + strings.Repeat("a", 33) + `"`), []string{"items[0]", "item must be"}},
		{"empty name", itemWith(`"name":""`), []string{"items[0]", "name must have"}},
		{"long name", itemWith(`"name":"` + strings.Repeat("é", 65) + `"`), []string{"items[0]", "name must have"}},
		{"no price", itemWith(`"price":null`), []string{"items[0]", "price.coins must be"}},
		{"no coins", string(catalogOf(`{"slot":"hat","item":"x","name":"X","price":{}}`)), []string{"items[0]", "price.coins must be"}},
		{"negative price", itemWith(`"price":{"coins":-1}`), []string{"items[0]", "price.coins must be"}},
		{"huge price", itemWith(`"price":{"coins":1000000001}`), []string{"items[0]", "price.coins must be"}},
		{"broken price", itemWith(`"price":{"coins":1.5}`), []string{"line 1, column 103: items[0].price.coins"}},
		{"other currency", itemWith(`"price":{"gems":1}`), []string{"gems"}},
		{"two problems", string(catalogOf(`{"slot":"x"}`, `{"slot":"hat"}`)), []string{"items[0]", "items[1]"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			catalog, err := LoadCatalog([]byte(test.catalog))
			if err == nil {
				t.Fatalf("accepted: %+v", catalog)
			}
			for _, want := range test.want {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("%q does not say %q", err, want)
				}
			}
		})
	}
}

func TestLongestNamesAndPricesAreAccepted(t *testing.T) {
	for _, field := range []string{
		`"item":"` + strings.Repeat("a", 32) + `"`, `"name":"` + strings.Repeat("é", 64) + `"`,
		`"price":{"coins":1000000000}`, `"price":{"coins":0}`,
	} {
		if _, err := LoadCatalog([]byte(itemWith(field))); err != nil {
			t.Errorf("%s: %v", field, err)
		}
	}
}

// catalogOf is a catalog of the items.
func catalogOf(items ...string) []byte {
	return []byte(`{"starter_coins":10,"items":[` + strings.Join(items, ",") + `]}`)
}

// itemWith is a catalog of one good item that ends in the field.
func itemWith(field string) string {
	return string(catalogOf(`{"slot":"hat","item":"x","name":"X","price":{"coins":1},` + field + `}`))
}
