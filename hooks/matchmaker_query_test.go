package hooks

import (
	"slices"
	"strings"
	"testing"
	"unicode"
)

func TestBareFieldsOfAQueryBecomeProperties(t *testing.T) {
	for query, want := range map[string]string{
		"":                           "",
		"*":                          "*",
		"+skill:>100 mode:sabotage":  "+properties.skill:>100 properties.mode:sabotage",
		"-mode:classic":              "-properties.mode:classic",
		"map:space_station^2 mode:x": "properties.map:space_station^2 properties.mode:x",
		"+properties.skill:>100":     "+properties.skill:>100",
		"label.mode:sabotage":        "label.mode:sabotage",
		"region:mode":                "region:mode",
		"region: mode skill:<=5":     "region: mode properties.skill:<=5",
		`name:"mode:x skill:1"`:      `name:"mode:x skill:1"`,
		`"mode:x" mode:y`:            `"mode:x" properties.mode:y`,
		`name:"a\" mode:x" mode:y`:   `name:"a\" mode:x" properties.mode:y`,
		`name:"unterminated mode:x`:  `name:"unterminated mode:x`,
		"mode:/sab.*|skill/":         "properties.mode:/sab.*|skill/",
		`name:/a\ mode\:b/`:          `name:/a\ mode\:b/`,
		"skills:1 modes:x mapping:y": "skills:1 modes:x mapping:y",
		"Mode:x":                     "Mode:x",
		"mode":                       "mode",
		"mode skill":                 "mode skill",
		"mode :x":                    "properties.mode :x",
		`\mode:x`:                    `\mode:x`,
		`mode\:x`:                    `mode\:x`,
		"a~2 skill:>1":               "a~2 properties.skill:>1",
		"skill:>-5":                  "properties.skill:>-5",
		"1mode:x":                    "1mode:x",
		"é mode:ü":                   "é properties.mode:ü",
		"x\tmode:y":                  "x\tmode:y",
		"\tmode:y":                   "\tproperties.mode:y",
		"\u2003mode:y":               "\u2003properties.mode:y",
		`mode:x\`:                    `properties.mode:x\`,
	} {
		if got := prefixProperties(query); got != want {
			t.Errorf("%q becomes %q, want %q", query, got, want)
		}
	}
}

// lexed splits a query as Nakama's parser does, rune by rune: words, phrases
// ("), boosts (^, ~) and operators. It is written differently from the code
// that it checks.
func lexed(query string) []string {
	var tokens []string
	word, escaped, stops := "", false, ""
	end := func() {
		if stops != "" {
			tokens = append(tokens, word)
		}
		word, stops = "", ""
	}
	for _, r := range query {
		switch {
		case escaped:
			word, escaped = word+`\`+string(r), false
			if stops == "" {
				stops = " :^~"
			}
		case r == '\\':
			escaped = true
		case stops == `"` && r == '"':
			end()
		case stops == "" || stops != `"` && strings.ContainsRune(stops, r):
			end()
			switch {
			case r == '"':
				word, stops = `"`, `"`
			case r == '^' || r == '~':
				word, stops = string(r), " "
			case strings.ContainsRune("+-:><=", r):
				tokens = append(tokens, string(r))
			case !unicode.IsSpace(r):
				word, stops = string(r), " :^~"
			}
		default:
			word += string(r)
		}
	}
	end()
	return tokens
}

func FuzzQuery(f *testing.F) {
	for _, seed := range []string{
		"+skill:>100 mode:sabotage", `name:"mode:x" map:y`, `\mode:x`, "mode : x", "a:>=mode skill:1", "^2 ~ mode:/x/", `"`, "\xff mode:x", "map:map:map:",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, query string) {
		got := prefixProperties(query)
		if again := prefixProperties(got); again != got {
			t.Errorf("%q becomes %q, then %q", query, got, again)
		}
		want := lexed(query)
		value := false
		for i, token := range want {
			field := !value && i+1 < len(want) && want[i+1] == ":"
			if field && slices.Contains([]string{"skill", "mode", "map"}, token) {
				want[i] = "properties." + token
			}
			value = token == ":" || value && len(token) == 1 && strings.Contains("+-><=", token)
		}
		if tokens := lexed(got); !slices.Equal(tokens, want) {
			t.Errorf("%q becomes %q: tokens %q, want %q", query, got, tokens, want)
		}
	})
}
