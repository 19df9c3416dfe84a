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

var update = flag.Bool("update", false, "rewrite the transcripts with what happens now; commit only changes that you understand")

// TestScenarios plays the transcripts in testdata. Each has a heading that says
// what it shows, then blocks: commands, a line of four dashes, and all events
// that followed. The commands of one block are one tick; "wait" adds more ticks.
//
//	match [mode=sabotage] [bots=N] [setting=value …]   an empty match, with N bots
//	game PLAYERS IMPOSTERS [setting=value …]  a game that has just begun
//	join|leave|drop PLAYERS
//	reserve PLAYERS TICKS
//	PLAYER pass X Y Z                         a position that a newer one of the tick supersedes
//	PLAYER move X Y Z | steer DX DZ | kill|report|vote|kick PLAYER | skip | call
//	PLAYER task|sabotage|repair|vent ID | exit | start | resync | malformed | set setting=value …
//	PLAYER flood N                            N messages at once
//	PLAYER bots N                             N seats are bots: bot01, bot02 …
//	wait TICKS | until PHASE
//	positions                                 from now on log the positions sent to each player
//	view PLAYERS | chat | state
//	shutdown TICKS
//	drain on|off
func TestScenarios(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no transcripts", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if !strings.HasPrefix(string(data), "# ") {
				t.Error("the first line must be a comment that says what the transcript shows")
			}
			got := runTranscript(t, string(data))
			if *update {
				if err := os.WriteFile(file, []byte(got), 0o600); err != nil {
					t.Fatal(err)
				}
				return
			}
			if got != string(data) {
				t.Errorf("%s differs at %s\nIf that is right: go test ./game -run TestScenarios -update, and read the diff",
					file, firstDifference(string(data), got))
			}
		})
	}
}

// runTranscript runs a transcript, and returns it with the events of this run.
func runTranscript(t *testing.T, text string) string {
	t.Helper()
	var out strings.Builder
	s := &transcript{t: t}
	for block := range strings.SplitSeq(strings.TrimSpace(text), "\n\n") {
		commands, _, _ := strings.Cut(block, "\n----")
		if out.Len() > 0 {
			out.WriteString("\n")
		}
		out.WriteString(strings.TrimSpace(commands) + "\n")
		if happened, ran := s.runBlock(commands); ran {
			out.WriteString("----\n" + happened)
		}
	}
	return out.String()
}

type transcript struct {
	t      *testing.T
	game   *testGame
	inputs []game.Input
	after  []func()
	steps  bool
	bots   int // of the next match
}

// botPrefix is the beginning of the user ids of bots, "bot" in transcripts.
var botPrefix = strings.TrimSuffix(string(game.BotID(1)), "01")

// runBlock runs one block's commands. A block of comments runs nothing.
func (s *transcript) runBlock(commands string) (happened string, ran bool) {
	s.inputs, s.after, s.steps = nil, nil, false
	for line := range strings.SplitSeq(commands, "\n") {
		if words := strings.Fields(line); len(words) > 0 && !strings.HasPrefix(line, "#") {
			s.runCommand(words)
			ran = true
		}
	}
	if !ran {
		return "", false
	}
	if s.steps {
		s.game.step(s.inputs...)
	}
	for _, f := range s.after {
		f()
	}
	happened = strings.ReplaceAll(s.game.log.String(), botPrefix, "bot")
	s.game.log.Reset()
	return happened, true
}

func (s *transcript) runCommand(words []string) {
	if s.setupCommand(words) || s.observeCommand(words) {
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
		each(func(id game.PlayerID) { s.game.join(string(id)) })
	case "leave":
		each(s.game.g.Leave)
	case "drop":
		each(s.game.g.Drop)
	case "reserve":
		each(func(id game.PlayerID) { s.game.g.Reserve([]game.PlayerID{id}, s.number(rest[1])) })
	case "shutdown":
		s.game.g.Shutdown(s.number(rest[0]))
	case "drain":
		s.game.g.Drain(rest[0] == "on")
	case "wait":
		n := s.number(rest[0])
		s.after = append(s.after, func() {
			for range n - 1 {
				s.game.step()
			}
		})
	case "until":
		s.after = append(s.after, func() { s.waitForPhase(game.Phase(rest[0])) })
	default:
		s.playerCommand(words[0], words[1], words[2:])
	}
}

func (s *transcript) waitForPhase(phase game.Phase) {
	for range 10_000 {
		if s.game.g.Phase() == phase {
			return
		}
		s.game.step()
	}
	s.t.Fatalf("phase %s never began", phase)
}

func (s *transcript) setupCommand(words []string) bool {
	switch words[0] {
	case "match":
		mode, settings := s.settings(words[1:])
		s.game = newTestGame(s.t, mode, settings, 1, s.bots)
	case "game":
		mode, settings := s.settings(words[3:])
		s.game = startedGame(s.t, mode, settings, words[1], words[2])
	default:
		return false
	}
	return true
}

// observeCommand runs the commands that change nothing, after the block's tick.
func (s *transcript) observeCommand(words []string) bool {
	var f func()
	switch words[0] {
	case "positions":
		s.game.logPositions = true
		return true
	case "view":
		f = func() {
			for _, name := range words[1] {
				fmt.Fprintln(&s.game.log, describeView(s.game.g.View(game.PlayerID(name))))
			}
		}
	case "chat":
		f = func() {
			for seat := range game.MaxSeats {
				if id := s.game.g.PlayerAt(seat); id != "" {
					fmt.Fprintf(&s.game.log, "%s writes to %s\n", id, s.game.g.ChatRoomOf(id))
				}
			}
			fmt.Fprintf(&s.game.log, "ghosts %v\n", s.game.g.Ghosts())
		}
	case "state":
		f = func() {
			g := s.game.g
			fmt.Fprintf(&s.game.log, "%s; open %v, count %d, host %q, done %v\n", g, g.Open(), g.Count(), g.Host(), g.Done())
		}
	default:
		return false
	}
	s.after = append(s.after, f)
	return true
}

func (s *transcript) settings(words []string) (game.Mode, game.Settings) {
	mode := game.Classic
	changes := map[string]any{}
	for _, word := range words {
		name, value, _ := strings.Cut(word, "=")
		switch name {
		case "mode":
			mode = game.Mode(value)
		case "bots":
			s.bots = s.number(value)
		default:
			changes[name] = parseValue(value)
		}
	}
	return mode, fastSettings(s.t, changes)
}

func parseValue(value string) any {
	if n, err := strconv.ParseFloat(value, 64); err == nil {
		return n
	}
	if b, err := strconv.ParseBool(value); err == nil {
		return b
	}
	return value
}

func (s *transcript) number(text string) int {
	n, err := strconv.Atoi(text)
	if err != nil {
		s.t.Fatal(err)
	}
	return n
}

func (s *transcript) playerCommand(by, verb string, rest []string) {
	target := strings.Join(rest, " ")
	if number, isBot := strings.CutPrefix(target, "bot"); isBot {
		target = botPrefix + number
	}
	if number, isBot := strings.CutPrefix(by, "bot"); isBot {
		by = botPrefix + number
	}
	a := game.Action{Target: target}
	switch verb {
	case "move":
		a = game.Action{Kind: game.Position, Op: 1, To: s.parseVec(rest)}
	case "pass":
		a = game.Action{Kind: game.Position, Op: 1, To: s.parseVec(rest), Superseded: true}
	case "steer":
		a = game.Action{Kind: game.Steer, Op: 13, To: s.parseVec([]string{rest[0], "0", rest[1]})}
	case "flood":
		for range s.number(rest[0]) {
			s.inputs = append(s.inputs, input(by, game.Action{Kind: game.Position, Op: 1}))
		}
		return
	case "malformed":
		a = game.Action{Kind: game.Malformed, Op: 6, Code: game.CodeMalformed, Text: "not JSON"}
	case "set":
		settings := s.game.g.Settings()
		for _, word := range rest {
			name, value, _ := strings.Cut(word, "=")
			if err := settings.Set(name, parseValue(value)); err != nil {
				s.t.Fatal(err)
			}
		}
		a = game.Action{Kind: game.ChangeSettings, Op: 4, Settings: &settings}
	case "bots":
		a = game.Action{Kind: game.SetBots, Op: 14, Count: s.number(rest[0])}
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
	"exit": {game.Vent, 11}, "resync": {game.Resync, 12}, "vote": {game.CallOrVote, 2},
}

func (s *transcript) parseVec(words []string) game.Vec {
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
