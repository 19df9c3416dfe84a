package game_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"sagishi/game"
)

var update = flag.Bool("update", false, "rewrite the scenarios with what happens now; commit only what you understand")

// TestScenarios plays the transcripts in testdata. Each is a story: blocks of
// commands, a line of four dashes, and all that happened. The commands of one
// block are one tick, and "wait" goes on for some more.
//
//	match [mode=sabotage] [setting=value …]   an empty match
//	deal PLAYERS IMPOSTERS [setting=value …]  a game that has just begun
//	join|leave|drop PLAYERS
//	reserve PLAYERS TICKS
//	PLAYER go X Y Z | walk DX DZ | kill|report|vote|kick PLAYER | skip | call
//	PLAYER task|sabotage|repair|vent ID | out | start | resync | garbage | set setting=value …
//	PLAYER flood N                            N messages at once
//	wait TICKS | until PHASE
//	watch                                     from now on log who sees whom
//	view PLAYERS | chat | state
//	shutdown TICKS
func TestScenarios(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no scenarios", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			got := replay(t, string(data))
			if *update {
				if err := os.WriteFile(file, []byte(got), 0o600); err != nil {
					t.Fatal(err)
				}
				return
			}
			if got != string(data) {
				t.Errorf("%s went otherwise:\n%s", file, differing(string(data), got))
			}
		})
	}
}

// differing is the first lines in which two texts differ.
func differing(want, got string) string {
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range min(len(w), len(g)) {
		if w[i] != g[i] {
			return fmt.Sprintf("line %d\n want %s\n got  %s", i+1, w[i], g[i])
		}
	}
	return fmt.Sprintf("%d lines, want %d", len(g), len(w))
}

// replay runs a transcript, and returns it with what happens now.
func replay(t *testing.T, text string) string {
	t.Helper()
	var out strings.Builder
	s := &scenario{t: t}
	for block := range strings.SplitSeq(strings.TrimSpace(text), "\n\n") {
		commands, _, _ := strings.Cut(block, "\n----")
		if out.Len() > 0 {
			out.WriteString("\n")
		}
		out.WriteString(strings.TrimSpace(commands) + "\n")
		if happened, ran := s.block(commands); ran {
			out.WriteString("----\n" + happened)
		}
	}
	return out.String()
}

type scenario struct {
	t      *testing.T
	b      *table
	inputs []game.Input
	after  []func()
	steps  bool
}

// block runs one block's commands. A block of comments alone runs nothing.
func (s *scenario) block(commands string) (happened string, ran bool) {
	s.inputs, s.after, s.steps = nil, nil, false
	for line := range strings.SplitSeq(commands, "\n") {
		if words := strings.Fields(line); len(words) > 0 && !strings.HasPrefix(line, "#") {
			s.command(words)
			ran = true
		}
	}
	if !ran {
		return "", false
	}
	if s.steps {
		s.b.step(s.inputs...)
	}
	for _, f := range s.after {
		f()
	}
	happened = s.b.log.String()
	s.b.log.Reset()
	return happened, true
}

func (s *scenario) command(words []string) {
	if s.setUp(words) || s.look(words) {
		return
	}
	s.steps = true
	rest := words[1:]
	each := func(do func(game.PlayerID)) {
		for _, name := range rest[0] {
			do(game.PlayerID(string(name)))
		}
	}
	switch words[0] {
	case "join":
		each(func(id game.PlayerID) { s.b.join(string(id)) })
	case "leave":
		each(s.b.g.Leave)
	case "drop":
		each(s.b.g.Drop)
	case "reserve":
		each(func(id game.PlayerID) { s.b.g.Reserve([]game.PlayerID{id}, s.number(rest[1])) })
	case "shutdown":
		s.b.g.Shutdown(s.number(rest[0]))
	case "wait":
		n := s.number(rest[0])
		s.after = append(s.after, func() {
			for range n - 1 {
				s.b.step()
			}
		})
	case "until":
		s.after = append(s.after, func() { s.until(game.Phase(rest[0])) })
	default:
		s.act(words[0], words[1], words[2:])
	}
}

func (s *scenario) until(phase game.Phase) {
	for range 10_000 {
		if s.b.g.Phase() == phase {
			return
		}
		s.b.step()
	}
	s.t.Fatalf("never %s", phase)
}

func (s *scenario) setUp(words []string) bool {
	switch words[0] {
	case "match":
		mode, settings := s.settings(words[1:])
		s.b = newTable(s.t, mode, settings, 1)
	case "deal":
		mode, settings := s.settings(words[3:])
		s.b = dealt(s.t, mode, settings, words[1], words[2])
	default:
		return false
	}
	return true
}

// look runs the commands that change nothing, after the block's tick.
func (s *scenario) look(words []string) bool {
	var f func()
	switch words[0] {
	case "watch":
		s.b.watch = true
		return true
	case "view":
		f = func() {
			for _, name := range words[1] {
				fmt.Fprintln(&s.b.log, viewed(s.b.g.View(game.PlayerID(name))))
			}
		}
	case "chat":
		f = func() {
			for seat := range game.MaxSeats {
				if id := s.b.g.PlayerAt(seat); id != "" {
					fmt.Fprintf(&s.b.log, "%s writes to %s\n", id, s.b.g.MayChat(id))
				}
			}
			fmt.Fprintf(&s.b.log, "ghosts %v\n", s.b.g.Ghosts())
		}
	case "state":
		f = func() {
			g := s.b.g
			fmt.Fprintf(&s.b.log, "%s; open %v, count %d, host %q, done %v\n", g, g.Open(), g.Count(), g.Host(), g.Done())
		}
	default:
		return false
	}
	s.after = append(s.after, f)
	return true
}

func (s *scenario) settings(words []string) (game.Mode, game.Settings) {
	mode := game.Classic
	changes := map[string]any{}
	for _, word := range words {
		name, value, _ := strings.Cut(word, "=")
		if name == "mode" {
			mode = game.Mode(value)
			continue
		}
		changes[name] = parsed(value)
	}
	return mode, quick(s.t, changes)
}

func parsed(value string) any {
	if n, err := strconv.ParseFloat(value, 64); err == nil {
		return n
	}
	if b, err := strconv.ParseBool(value); err == nil {
		return b
	}
	return value
}

func (s *scenario) number(text string) int {
	n, err := strconv.Atoi(text)
	if err != nil {
		s.t.Fatal(err)
	}
	return n
}

func (s *scenario) act(by, verb string, rest []string) {
	target := strings.Join(rest, " ")
	a := game.Action{Target: target}
	switch verb {
	case "go":
		a = game.Action{Kind: game.Position, Op: 1, To: s.vec(rest)}
	case "walk":
		a = game.Action{Kind: game.Steer, Op: 13, To: s.vec([]string{rest[0], "0", rest[1]})}
	case "flood":
		for range s.number(rest[0]) {
			s.inputs = append(s.inputs, input(by, game.Action{Kind: game.Position, Op: 1}))
		}
		return
	case "garbage":
		a = game.Action{Kind: game.Malformed, Op: 6, Code: game.CodeMalformed, Text: "not JSON"}
	case "set":
		settings := s.b.g.Settings()
		for _, word := range rest {
			name, value, _ := strings.Cut(word, "=")
			if err := settings.Set(name, parsed(value)); err != nil {
				s.t.Fatal(err)
			}
		}
		a = game.Action{Kind: game.ChangeSettings, Op: 4, Settings: &settings}
	case "call":
		a.Kind, a.Op, a.Call = game.CallOrVote, 2, true
	case "skip":
		a.Kind, a.Op, a.Skip = game.CallOrVote, 2, true
	default:
		kind, ok := verbs[verb]
		if !ok {
			s.t.Fatalf("no command %q", verb)
		}
		a.Kind, a.Op = kind.kind, kind.op
	}
	s.inputs = append(s.inputs, input(by, a))
}

var verbs = map[string]struct {
	kind game.Kind
	op   int64
}{
	"start": {game.Start, 3}, "kick": {game.Kick, 5}, "kill": {game.Kill, 6}, "report": {game.Report, 7},
	"task": {game.DoTask, 8}, "sabotage": {game.Sabotage, 9}, "repair": {game.Repair, 10}, "vent": {game.Vent, 11},
	"out": {game.Vent, 11}, "resync": {game.Resync, 12}, "vote": {game.CallOrVote, 2},
}

func (s *scenario) vec(words []string) game.Vec {
	var n [3]float64
	for i, word := range words {
		f, err := strconv.ParseFloat(word, 64)
		if err != nil {
			s.t.Fatal(err)
		}
		n[i] = f
	}
	return at(n[0], n[1], n[2])
}
