package hooks

import (
	"strings"
	"testing"
	"time"

	"github.com/heroiclabs/nakama-common/api"
	"google.golang.org/protobuf/types/known/wrapperspb"
)

var honestQueries = []string{
	"", "*", " * ", "+skill:>100 mode:sabotage", "+label.skill:>100 label.mode:sabotage", "+label.open:T +label.mode:classic",
	"+properties.skill:>=100 +properties.skill:<=200^2", "-label.map:space_station", `label.map:a\ b`, `label.mode:"sabotage"`,
	"+label.region:eu/west", "a:>-5", `a:<="2026-11-26"`, `"a b" c`, `a:"\""`, "a:-5", "a : > 5", `a\:b`, "a:b>c", `\>`, strings.Repeat("a:b ", 16), strings.Repeat("x", 256),
}

func TestQueriesThatCostMuchAreRefused(t *testing.T) {
	for _, query := range honestQueries {
		if err := checkQuery(query); err != nil {
			t.Errorf("%q: %v", query, err)
		}
	}
	for _, query := range []string{
		"/a/", "label.mode:/(.*a){10}.{100}/", "+/a/", "-/a/", `\/a/`, `label.mode:\/a/`, "a:b /x/", "a:b\t/x/", `"a"/x/`, "a^2 /x/", "/", ":/a/",
		"label.mode:sab*", "label.mode:?abotage", "* *", "+*", "a:*", `a:sab\*`, `5:"*"`, `5"*"`,
		"sabotagee~", "a:sabotagee~2", "a:b ~2",
		strings.Repeat("a:b ", 17), strings.Repeat("a ", 17), strings.Repeat(`"a"`, 17), strings.Repeat("+a:>1 ", 17),
		strings.Repeat("x", 257),
		`"`, `label.mode:"classic`, `a \"b" "`, "label.skill:>=", "label.skill:", "label.skill: ", ":5", "+:5", "a::b", "a:>b", "a:>=+5", "a:=5", ">5", "a b:<", "a +", "-",
	} {
		err := checkQuery(query)
		if err == nil {
			t.Errorf("%q is accepted", query)
			continue
		}
		if !strings.HasPrefix(err.Error(), "query: ") {
			t.Errorf("%q: %v", query, err)
		}
	}
}

func TestListingsLeavePrivateMatchesOut(t *testing.T) {
	for _, c := range []struct {
		in   *api.ListMatchesRequest
		want string // "" for no query
	}{
		{&api.ListMatchesRequest{}, "-label.private:T"},
		{&api.ListMatchesRequest{Query: wrapperspb.String("")}, "-label.private:T"},
		{&api.ListMatchesRequest{Query: wrapperspb.String("*")}, "-label.private:T"},
		{&api.ListMatchesRequest{Authoritative: wrapperspb.Bool(true)}, "-label.private:T"},
		{&api.ListMatchesRequest{Query: wrapperspb.String("+label.open:T")}, "-label.private:T +label.open:T"},
		{&api.ListMatchesRequest{Query: wrapperspb.String("+label.open:T"), Label: wrapperspb.String("x")}, "-label.private:T +label.open:T"},
		{&api.ListMatchesRequest{Query: wrapperspb.String(`x\`)}, `-label.private:T x\`},
		{&api.ListMatchesRequest{Label: wrapperspb.String("x")}, ""},
		{&api.ListMatchesRequest{Authoritative: wrapperspb.Bool(false)}, ""},
	} {
		out, err := request(t, newFixture(t), "ListMatches", c.in)
		wantCode(t, err, 0)
		if got := out.GetQuery(); got.GetValue() != c.want || (got == nil) != (c.want == "") {
			t.Errorf("%v has the query %v, want %q", c.in, got, c.want)
		}
	}
}

func TestSearchesAreRateLimited(t *testing.T) {
	f := newFixture(t)
	search := func() error {
		_, err := request(t, f, "ListMatches", &api.ListMatchesRequest{Query: wrapperspb.String("+label.open:T")})
		return err
	}
	for range searchBurst {
		wantCode(t, search(), 0)
	}
	wantCode(t, search(), 8)
	_, err := request(t, f, "ListParties", &api.ListPartiesRequest{})
	wantCode(t, err, 8)
	f.now = f.now.Add(time.Second / searchPerSecond)
	wantCode(t, search(), 0)
}

// FuzzCheckQuery checks that an accepted query stays within the limits when Nakama
// reads it, also after the prefixes are added.
func FuzzCheckQuery(f *testing.F) {
	for _, query := range honestQueries {
		f.Add(query)
	}
	f.Fuzz(func(t *testing.T, query string) {
		if checkQuery(query) != nil || strings.TrimSpace(query) == "*" {
			return
		}
		if strings.ContainsAny(query, "*?~") {
			t.Errorf("%q is accepted", query)
		}
		for _, text := range []string{query, prefixProperties(query), publicQuery(query)} {
			for rest := text; rest != ""; {
				token := nextToken(rest)
				rest = rest[len(token):]
				if strings.HasPrefix(strings.TrimPrefix(token, `\`), "/") {
					t.Errorf("%q has the term %q", query, token)
				}
			}
		}
	})
}

func BenchmarkQuery(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if err := checkQuery("+properties.skill:>=100 +properties.skill:<=200 properties.mode:sabotage properties.map:space_station"); err != nil {
			b.Fatal(err)
		}
	}
}
