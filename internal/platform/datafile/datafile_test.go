package datafile_test

import (
	"strings"
	"testing"

	"sagishi/internal/platform/datafile"
)

type hat struct {
	Name string `json:"name"`
}

func TestDecodeReadsOneValue(t *testing.T) {
	got, err := datafile.Decode[hat]("hats", []byte(" {\"name\":\"cowboy\"}\n"))
	if err != nil || got.Name != "cowboy" {
		t.Errorf("got %v, %v", got, err)
	}
}

type outfit struct {
	hat

	Price *struct {
		Coins int64 `json:"coins"`
	} `json:"price"`
	Colors map[string][]int `json:"colors"`
}

type shop struct {
	Outfits []outfit `json:"outfits"`
}

func TestMistakesAreErrorsWithTheirPlace(t *testing.T) {
	for _, test := range []struct{ name, data, want string }{
		{"nothing", ` `, "shop: the file is empty"},
		{"no JSON", "{\n  hat}", "shop: line 2, column 3: invalid character 'h'"},
		{"an array", `[]`, "shop: line 1, column 1: the whole must not be a JSON array"},
		{"text for an array", `{"outfits": "all"}`, "shop: line 1, column 13: outfits must not be a JSON string"},
		{"text for a number", "{\"outfits\":[{},{\n\"name\":\"a\",\"price\":{\"coins\":\"7\"}}]}", "shop: line 2, column 29: outfits[1].price.coins must not be a JSON string"},
		{"an object for text", `{"outfits":[{"name":{}}]}`, "shop: line 1, column 21: outfits[0].name must not be a JSON object"},
		{"text in a map", `{"outfits":[{"colors":{"red":[1,"2"]}}]}`, "shop: line 1, column 33: outfits[0].colors.red[1] must not be a JSON string"},
		{"an unknown field of an entry", "{\"outfits\":[\n{\"name\":\"a\"},\n{\"size\":1}]}", `shop: line 3, column 2: outfits[1]: unknown field "size"`},
		{"an unknown field of the file", `{"outfits":[{"price":null}],"name":"a"}`, `shop: line 1, column 29: the whole: unknown field "name"`},
		{"no end", `{"outfits":[`, "shop: line 1, column 13: unexpected EOF"},
		{"a second value", "{}\n{}", "shop: line 2, column 1: there is something after its end"},
		{"text after it", `{} hat`, "shop: line 1, column 4: there is something after its end"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := datafile.Decode[shop]("shop", []byte(test.data))
			if err == nil || !strings.HasPrefix(err.Error(), test.want) {
				t.Errorf("error %v: want %q", err, test.want)
			}
		})
	}
}
