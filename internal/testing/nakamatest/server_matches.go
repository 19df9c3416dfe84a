package nakamatest

import (
	"bytes"
	"cmp"
	"context"
	"database/sql"
	"encoding/gob"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/runtime"
	"google.golang.org/protobuf/types/known/wrapperspb"
)

type matchFactory = func(context.Context, runtime.Logger, *sql.DB, runtime.NakamaModule) (runtime.Match, error)

// MatchCreate creates a match of the registered module. It copies the parameters as
// the server does.
func (n *Nakama) MatchCreate(ctx context.Context, module string, params map[string]any) (id string, err error) {
	err = n.call(ctx, "MatchCreate", func(db *database) error {
		if module == "" {
			return errors.New("expects module name")
		}
		id = db.newID() + "." + n.options.Node
		return nil
	})
	if err != nil {
		return "", err
	}
	copied, err := copyParams(params)
	if err != nil {
		return "", err
	}
	factory, ok := n.Initializer().Registration("Match " + module).(matchFactory)
	if !ok {
		return "", errors.New("error creating match: not found")
	}
	core, err := factory(ctx, n.Logger(), nil, n)
	if err != nil {
		return "", err
	}
	m := newMatch(n, id, module, core)
	if err := m.init(copied); err != nil {
		return "", fmt.Errorf("error creating match: %v", err.Error())
	}
	n.db.mu.Lock()
	n.process.matches[id] = m
	n.db.mu.Unlock()
	if n.options.OnMatch != nil {
		n.options.OnMatch(id, m.rate)
	}
	return id, nil
}

// copyParams copies the parameters by gob, as the server does, so that values that
// gob cannot encode fail here too.
func copyParams(params map[string]any) (map[string]any, error) {
	gob.Register(map[string]any(nil))
	gob.Register([]any(nil))
	gob.Register([]runtime.Presence(nil))
	gob.Register(Presence{})
	gob.Register([]runtime.MatchmakerEntry(nil))
	gob.Register(&MatchmakerEntry{})
	var buffer bytes.Buffer
	if err := gob.NewEncoder(&buffer).Encode(params); err != nil {
		return nil, runtime.ErrCannotEncodeParams
	}
	var copied map[string]any
	if err := gob.NewDecoder(&buffer).Decode(&copied); err != nil {
		return nil, runtime.ErrCannotDecodeParams
	}
	return copied, nil
}

// find returns a match of this server, or nil if it ended or runs on another server.
func (n *Nakama) find(id string) (*match, error) {
	subject, _, ok := strings.Cut(id, ".")
	if !ok || !isID(subject) {
		return nil, runtime.ErrMatchIdInvalid
	}
	return n.process.matches[id], nil
}

// MatchGet returns a match, or nil without an error if there is none.
func (n *Nakama) MatchGet(ctx context.Context, id string) (out *api.Match, err error) {
	err = n.call(ctx, "MatchGet", func(*database) error {
		m, err := n.find(id)
		if m != nil {
			out = m.api(m.currentLabel())
			return err
		}
		subject, node, _ := strings.Cut(id, ".")
		if size := len(n.process.streams[streamKey{mode: streamRelayed, subject: subject}]); node == "" && size > 0 {
			out = &api.Match{MatchId: id, Size: int32(size)}
		}
		return err
	})
	return orNil(out, err)
}

func (m *match) api(label string) *api.Match {
	return &api.Match{
		MatchId: m.id, Authoritative: true, Label: wrapperspb.String(label), Size: int32(m.size()),
		TickRate: int32(m.rate), HandlerName: m.module,
	}
}

// MatchList lists matches: by query, by label, or all.
func (n *Nakama) MatchList(ctx context.Context, limit int, authoritative bool, label string, minSize, maxSize *int, query string) (out []*api.Match, err error) {
	err = n.call(ctx, "MatchList", func(*database) error {
		search := matchSearch{limit: limit, authoritative: &authoritative, label: label, minSize: minSize, maxSize: maxSize}
		if query != "" {
			search.query = &query
		}
		out, err = n.listMatches(search)
		return err
	})
	return orNil(out, err)
}

// matchSearch selects matches for a list.
type matchSearch struct {
	limit            int
	authoritative    *bool
	label            string
	minSize, maxSize *int
	query            *string
}

func (s matchSearch) fits(size int) bool {
	return (s.minSize == nil || *s.minSize <= size) && (s.maxSize == nil || size <= *s.maxSize)
}

func (n *Nakama) listMatches(s matchSearch) ([]*api.Match, error) {
	out := []*api.Match{}
	if s.limit == 0 {
		return out, nil
	}
	relayed := s.query == nil && s.label == "" && (s.authoritative == nil || !*s.authoritative)
	if s.authoritative == nil || *s.authoritative {
		hits, err := n.matchHits(s)
		if err != nil {
			return nil, err
		}
		for _, h := range hits {
			if s.fits(h.size()) {
				out = append(out, h.api(h.indexedLabel()))
			}
		}
	}
	if relayed {
		out = append(out, n.relayedMatches(s)...)
	}
	return out[:min(len(out), s.limit)], nil
}

func (n *Nakama) relayedMatches(s matchSearch) []*api.Match {
	var out []*api.Match
	for key, members := range n.process.streams {
		if key.mode == streamRelayed && s.fits(len(members)) {
			out = append(out, &api.Match{MatchId: key.subject + ".", Size: int32(len(members))})
		}
	}
	slices.SortFunc(out, func(a, b *api.Match) int { return cmp.Compare(a.GetMatchId(), b.GetMatchId()) })
	return out
}

// matchHits returns the matches that satisfy the query, the best and newest first. As
// on the server, the limit applies before the sizes unless sizes are given.
func (n *Nakama) matchHits(s matchSearch) ([]*match, error) {
	var parsed query
	if s.query != nil {
		var err error
		if parsed, err = parseQuery(*s.query); err != nil {
			return nil, fmt.Errorf("error parsing query string: %v", err.Error())
		}
	}
	type hit struct {
		*match
		score int
	}
	var hits []hit
	for _, m := range n.process.matches {
		label := m.indexedLabel()
		score, ok := 0, m.indexed()
		switch {
		case s.query != nil:
			var doc map[string]any
			if err := json.Unmarshal([]byte(label), &doc); err != nil {
				doc = nil
			}
			var matched bool
			score, matched = parsed.score(map[string]any{"label": doc})
			ok = ok && matched
		case s.label != "":
			ok = ok && label == s.label
		}
		if ok {
			hits = append(hits, hit{m, score})
		}
	}
	slices.SortFunc(hits, func(a, b hit) int {
		return cmp.Or(cmp.Compare(b.score, a.score), b.created.Compare(a.created), cmp.Compare(b.number, a.number))
	})
	out := make([]*match, 0, len(hits))
	for _, h := range hits {
		out = append(out, h.match)
	}
	return out, nil
}

// MatchSignal sends a signal to a match and returns its answer.
func (n *Nakama) MatchSignal(ctx context.Context, id, data string) (answer string, err error) {
	var m *match
	err = n.call(ctx, "MatchSignal", func(*database) error {
		m, err = n.find(id)
		if err == nil && m == nil {
			return runtime.ErrMatchNotFound
		}
		return err
	})
	if err != nil {
		return "", err
	}
	if inside, _ := ctx.Value(runtime.RUNTIME_CTX_MATCH_ID).(string); inside == id {
		return "", runtime.ErrMatchBusy // the match would wait for itself
	}
	return m.signal(data)
}

// Tick runs the loop of a match the given number of times, and moves the clock by a tick
// each time. It reports whether the match still runs.
func (n *Nakama) Tick(matchID string, times int) bool {
	for range times {
		m := n.running(matchID)
		if m == nil {
			return false
		}
		n.Advance(time.Second / time.Duration(m.rate))
		m.enqueue(m.loop)
	}
	return n.running(matchID) != nil
}

// RunTick runs the loop of a match once and leaves the clock alone. It reports whether
// the match still runs.
func (n *Nakama) RunTick(matchID string) bool {
	m := n.running(matchID)
	if m == nil {
		return false
	}
	m.enqueue(m.loop)
	return n.running(matchID) != nil
}

// running returns a match that has not ended; nil if there is none.
func (n *Nakama) running(matchID string) *match {
	n.db.mu.Lock()
	defer n.db.mu.Unlock()
	return n.process.matches[matchID]
}

// Matches lists the ids of the running matches, oldest first.
func (n *Nakama) Matches() []string {
	n.db.mu.Lock()
	defer n.db.mu.Unlock()
	var all []*match
	for _, m := range n.process.matches {
		all = append(all, m)
	}
	slices.SortFunc(all, func(a, b *match) int { return cmp.Compare(a.number, b.number) })
	var ids []string
	for _, m := range all {
		ids = append(ids, m.id)
	}
	return ids
}

// MatchState returns the state of a match's handler; nil if the match has ended.
func (n *Nakama) MatchState(matchID string) any {
	n.db.mu.Lock()
	m := n.process.matches[matchID]
	n.db.mu.Unlock()
	if m == nil {
		return nil
	}
	m.running.Lock()
	defer m.running.Unlock()
	return m.state
}

// Shutdown calls MatchTerminate of every match and the registered shutdown function.
func (n *Nakama) Shutdown(graceSeconds int) {
	for _, id := range n.Matches() {
		n.db.mu.Lock()
		m := n.process.matches[id]
		n.db.mu.Unlock()
		if m != nil {
			m.enqueue(func() { m.terminate(graceSeconds) })
		}
	}
	fn, ok := n.Initializer().Registration("Shutdown").(func(context.Context, runtime.Logger, *sql.DB, runtime.NakamaModule))
	if ok {
		fn(n.callerContext(identity{}, "shutdown"), n.Logger(), nil, n)
	}
}
