package main

import (
	"bytes"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// played runs the games of a seed and returns what was printed.
func played(t *testing.T, o options) (*simulation, string) {
	t.Helper()
	var out bytes.Buffer
	s, err := newSimulation(&out, o)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.run(o.players, o.games); err != nil {
		t.Fatalf("seed %d: %v", o.seed, err)
	}
	for _, entry := range s.nk.Logger().Entries() {
		if entry.Level == "error" {
			t.Errorf("seed %d: %s", o.seed, entry.Message)
		}
	}
	if i := strings.Index(out.String(), "UNEXPECTED"); i >= 0 {
		t.Errorf("seed %d: %s", o.seed, out.String()[i:])
	}
	return s, out.String()
}

func defaults() options {
	return options{seed: defaultSeed, players: defaultPlayers, games: defaultGames}
}

func TestDefaultSeedShowsEveryPartOfTheGame(t *testing.T) {
	s, text := played(t, defaults())
	for _, pattern := range []string{
		`(?m)^Cat tries to wear it without buying it\. The server refuses: `,
		`Roles are assigned, in secret\. Imposters: \w+ and \w+\. Crew: `,
		`\w+ kills \w+ near the task \w+\.`,
		`\w+ reports the body of \w+\.`,
		`\w+: "I saw \w+ `,
		`\d for \w+: .*\w+ \(saw \w+ `,
		`\w+ \(an imposter, `,
		`to skip: \w+ \(has no suspicion\)`,
		`\w+ is ejected with \d of \d votes, and was an imposter\.`,
		`\w+ sabotages the reactor\. The crew has 30 seconds to repair it\.`,
		`\w+ repairs the \w+\.`,
		`Counted on weekly_crew_wins, with the new score: `,
		`Counted on weekly_imposter_wins, with the new score: `,
		`Counted on weekly_top_detective, with the new score: `,
		`Gus voted correctly but did not join weekly_top_detective`,
		`Refused inputs: \d+\. This is normal`,
		`(?m)^tournament weekly_top_detective:\n   1\. \w+ \d`,
		`\d players win \d+ coins in total\.`,
		`code 100: You won the tournament!`,
	} {
		if !regexp.MustCompile(pattern).MatchString(text) {
			t.Errorf("no line matches %s", pattern)
		}
	}
	for _, want := range []string{"imposters_gone", "tasks"} {
		if !slices.Contains(s.endings, want) {
			t.Errorf("no game ends by %s: %v", want, s.endings)
		}
	}
	if !slices.Contains(s.endings, "parity") && !slices.Contains(s.endings, "reactor") {
		t.Errorf("the imposters win no game: %v", s.endings)
	}
	if strings.Contains(text, "is refused") {
		t.Error("refused inputs are printed without -v")
	}
}

func TestSameSeedPrintsSameText(t *testing.T) {
	o := options{seed: defaultSeed, players: 5, games: 1}
	_, first := played(t, o)
	if _, again := played(t, o); first != again {
		t.Error("the same seed printed two texts")
	}
	o.seed = 2
	if _, other := played(t, o); first == other {
		t.Error("two seeds printed the same text")
	}
}

// TestEveryKillHasOneKiller checks that two imposters who strike at once do not
// both claim the kill.
func TestEveryKillHasOneKiller(t *testing.T) {
	kill := regexp.MustCompile(`\w+ kills (\w+) near`)
	_, text := played(t, defaults())
	for _, part := range strings.Split(text, "\n== Game ")[1:] {
		var victims []string
		for _, match := range kill.FindAllStringSubmatch(part, -1) {
			if slices.Contains(victims, match[1]) {
				t.Errorf("%s is killed twice in game %s", match[1], part)
			}
			victims = append(victims, match[1])
		}
	}
}

func TestEveryGameIsCountedForEveryPlayer(t *testing.T) {
	for seed := range uint64(3) {
		s, _ := played(t, options{seed: seed, players: 5, games: 2})
		var games int64
		for _, b := range s.bots {
			stats, err := b.stats()
			if err != nil {
				t.Fatal(err)
			}
			games += stats.Games
		}
		if games != 10 {
			t.Errorf("seed %d: five players in two games were counted %d times", seed, games)
		}
	}
}

func TestFlagsChooseWhatIsPrinted(t *testing.T) {
	o := options{seed: defaultSeed, players: 5, games: 1}
	_, normal := played(t, o)
	o.verbose = true
	if _, verbose := played(t, o); !strings.Contains(verbose, "does the task") || len(verbose) <= len(normal) {
		t.Error("-v adds nothing")
	}
	o.verbose, o.quiet = false, true
	if _, quiet := played(t, o); strings.Contains(quiet, "kills") || !strings.Contains(quiet, "notification") {
		t.Errorf("-quiet prints %s", quiet)
	}
}

func TestArgumentsAreChecked(t *testing.T) {
	for _, o := range []options{{players: 3, games: 1}, {players: 11, games: 1}, {players: 5}} {
		if err := run(io.Discard, o); err == nil {
			t.Errorf("%d players and %d games were accepted", o.players, o.games)
		}
	}
}

// TestBotsWalkAroundWalls checks that the walls of the default settings stop no
// bot for long: each does at least three tasks in three games.
func TestBotsWalkAroundWalls(t *testing.T) {
	o := defaults()
	o.verbose = true
	s, text := played(t, o)
	for _, b := range s.bots {
		if n := strings.Count(text, b.name+" does the task"); n < 3 {
			t.Errorf("%s does %d tasks", b.name, n)
		}
	}
}
