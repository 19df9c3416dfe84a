package contract

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/heroiclabs/nakama-common/runtime"
)

func matchChecks() []Check {
	return []Check{
		{"match/parameters are copied and the label can be read at once", matchCreated},
		{"match/a missing match is nil to get and an error to signal", matchesNotThere},
		{"match/a signal returns an answer and can change the label", matchSignals},
		{"match/labels and tick rates have limits", matchLimits},
		{"match/a query selects the matches of a list", matchQueries},
		{"match/the stream of a new match is empty", matchStream},
	}
}

func (p *probe) match(params map[string]any) string {
	id, err := p.nk.MatchCreate(p.ctx, MatchModule, params)
	p.ok("create match", err)
	return id
}

func matchCreated(p *probe) {
	id := p.match(map[string]any{"label": `{"a":1}`, "list": []string{"x"}, "nested": map[string]any{"n": 1}})
	m, err := p.nk.MatchGet(p.ctx, id)
	p.ok("get", err)
	p.equal("label", m.GetLabel().GetValue(), `{"a":1}`)
	p.equal("size", m.GetSize(), int32(0))
	p.equal("rate", m.GetTickRate(), int32(10))
	p.equal("handler", m.GetHandlerName(), MatchModule)
	p.equal("authoritative", m.GetAuthoritative(), true)
	p.equal("the id names the server", strings.Count(id, "."), 1)
	answer, err := p.nk.MatchSignal(p.ctx, id, "params")
	p.ok("signal", err)
	p.equal("types of the parameters", answer, "label=string list=[]string nested=map[string]interface {}")
	_, err = p.nk.MatchCreate(p.ctx, MatchModule, map[string]any{"f": func() {}})
	p.is("parameters that cannot be copied", err, runtime.ErrCannotEncodeParams)
}

func matchesNotThere(p *probe) {
	gone := "11111111-1111-4111-8111-111111111111"
	for _, id := range []string{gone + ".nowhere", gone + "."} {
		m, err := p.nk.MatchGet(p.ctx, id)
		p.ok("get "+id, err)
		p.equal("match", m == nil, true)
		_, err = p.nk.MatchSignal(p.ctx, id, "x")
		p.is("signal "+id, err, runtime.ErrMatchNotFound)
	}
	_, err := p.nk.MatchGet(p.ctx, "nonsense")
	p.is("get nonsense", err, runtime.ErrMatchIdInvalid)
	_, err = p.nk.MatchSignal(p.ctx, "nonsense", "x")
	p.is("signal nonsense", err, runtime.ErrMatchIdInvalid)
	_, err = p.nk.MatchCreate(p.ctx, "none-"+p.id, nil)
	p.says("create", err, "not found")
}

func matchSignals(p *probe) {
	id := p.match(map[string]any{"label": "first"})
	answer, err := p.nk.MatchSignal(p.ctx, id, "label second")
	p.ok("signal", err)
	p.equal("answer", answer, "ok")
	m, err := p.nk.MatchGet(p.ctx, id)
	p.ok("get", err)
	p.equal("label", m.GetLabel().GetValue(), "second")
	answer, err = p.nk.MatchSignal(p.ctx, id, "label "+strings.Repeat("x", 2049))
	p.ok("signal", err)
	p.equal("label too long", strings.Contains(answer, "match label too long"), true)
	_, err = p.nk.MatchSignal(p.ctx, id, "stop")
	p.is("a signal that stops the match", err, runtime.ErrMatchBusy)
	m, err = p.nk.MatchGet(p.ctx, id)
	p.ok("get", err)
	p.equal("match", m == nil, true)
}

func matchLimits(p *probe) {
	_, err := p.nk.MatchCreate(p.ctx, MatchModule, map[string]any{"label": strings.Repeat("x", 2049)})
	p.says("label", err, "invalid label")
	_, err = p.nk.MatchCreate(p.ctx, MatchModule, map[string]any{"rate": 61})
	p.says("rate", err, "tick rate")
	_, err = p.nk.MatchCreate(p.ctx, MatchModule, map[string]any{"nil": true})
	p.says("state", err, "nil")
}

// list lists the matches of this run that satisfy the query, by name. Labels reach
// the index late, so it waits until there are as many as wanted.
func (p *probe) list(query string, want ...string) {
	var names []string
	for range 30 {
		matches, err := p.nk.MatchList(p.ctx, 100, true, "", nil, nil, query+" +label.run:"+p.id)
		p.ok("list", err)
		names = nil
		for _, m := range matches {
			_, rest, _ := strings.Cut(m.GetLabel().GetValue(), `"name":"`)
			name, _, _ := strings.Cut(rest, `"`)
			names = append(names, name)
		}
		slices.Sort(names)
		if slices.Equal(names, want) || p.err != nil {
			return
		}
		Wait(p.ctx, 100*time.Millisecond)
	}
	p.equal("matches for "+query, names, want)
}

// Wait lets real time pass.
func Wait(ctx context.Context, d time.Duration) {
	ctx, cancel := context.WithTimeout(ctx, d)
	defer cancel()
	<-ctx.Done()
}

func matchQueries(p *probe) {
	for _, label := range []string{
		`{"name":"a","mode":"classic","skill":50,"open":true,"map":"space_station"}`,
		`{"name":"b","mode":"sabotage","skill":125,"open":true,"map":"space station"}`,
		`{"name":"c","mode":"sabotage","skill":300,"open":false,"map":"sub-marine"}`,
	} {
		p.match(map[string]any{"label": strings.Replace(label, "{", `{"run":"`+p.id+`",`, 1)})
	}
	p.list("", "a", "b", "c")
	p.list("*", "a", "b", "c")
	p.list("+label.skill:>100", "b", "c")
	p.list("+label.skill:>=125 +label.skill:<300", "b")
	p.list("+label.skill:125", "b")
	p.list("+label.skill:>100 label.mode:sabotage", "b", "c")
	p.list("+label.mode:sabotage", "b", "c")
	p.list("+label.skill:>10 label.mode:sabotage", "a", "b", "c")
	p.list("+label.open:T", "a", "b")
	p.list("+label.open:F", "c")
	p.list("-label.mode:classic", "b", "c")
	p.list("+label.map:space_station", "a")
	p.list(`+label.map:"space station"`)
	p.list(`+label.map:space\ station`, "b")
	p.list(`+label.map:space*station`, "a", "b")
	p.list(`+label.map:sub\-marine`, "c")
	p.list(`+label.map:"sub-marine"`)
	p.list(`+label.mode:"sabotage"`)
	p.list("+label.map:sub-marine", "c")
	p.list("+label.mode:sab*", "b", "c")
	p.list("+label.none:x")
	p.list("+label.skill:>100 +label.open:T +label.mode:sabotage", "b")
	_, err := p.nk.MatchList(p.ctx, 10, true, "", nil, nil, "label.skill:>x")
	p.says("bad query", err, "parsing query")
	p.listSizes()
}

// listSizes lists the three matches by size; none of them has players.
func (p *probe) listSizes() {
	none, some := 0, 1
	matches, err := p.nk.MatchList(p.ctx, 10, true, "", &none, &none, "+label.run:"+p.id)
	p.ok("empty matches", err)
	p.equal("empty matches", len(matches), 3)
	matches, err = p.nk.MatchList(p.ctx, 10, true, "", &some, nil, "+label.run:"+p.id)
	p.ok("matches with players", err)
	p.equal("matches with players", len(matches), 0)
	matches, err = p.nk.MatchList(p.ctx, 2, true, "", nil, nil, "+label.run:"+p.id)
	p.ok("two matches", err)
	p.equal("two matches", len(matches), 2)
}

func matchStream(p *probe) {
	id := p.match(nil)
	subject, node, _ := strings.Cut(id, ".")
	presences, err := p.nk.StreamUserList(6, subject, "", node, true, true)
	p.ok("list", err)
	p.equal("presences", len(presences), 0)
	meta, err := p.nk.StreamUserGet(6, subject, "", node, p.user(), subject)
	p.ok("get", err)
	p.equal("presence", meta == nil, true)
	_, err = p.nk.StreamUserList(6, "nonsense", "", node, true, true)
	p.says("no id", err, "valid identifier")
}
