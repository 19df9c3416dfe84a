package main

import (
	"context"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"strings"

	"sagishi/game"
	"sagishi/internal/app"
	"sagishi/internal/platform/gamedata"
	"sagishi/internal/testing/nakamatest"
)

// simulation is one week of play on an in-memory server.
type simulation struct {
	nk      *nakamatest.Nakama
	rng     *rand.Rand // decides what bots do
	out     io.Writer
	quiet   bool
	verbose bool
	bots    []*bot // the first creates the group and hosts the games
	board   *game.Map
	ticks   int            // of the present match
	refused map[string]int // inputs refused in the present match, by code
	endings []string       // the reason for which each game ended
}

func newSimulation(out io.Writer, o options) (*simulation, error) {
	maps, err := gamedata.LoadMaps(gamedata.EmbeddedMaps())
	if err != nil {
		return nil, fmt.Errorf("load the maps: %w", err)
	}
	nk := nakamatest.New(nakamatest.Options{Seed: o.seed})
	var random [32]byte
	random[0], random[1], random[2], random[3] = byte(o.seed), byte(o.seed>>8), byte(o.seed>>16), byte(o.seed>>24)
	// Every game counts, although the same few bots play all of them.
	env := map[string]string{"SAGISHI_RANKED_MIN_SECONDS": "0", "SAGISHI_RANKED_SAME_OPPONENTS": "100000"}
	if _, err := app.Start(context.Background(), app.Host{
		Logger: nk.Logger(), Nakama: nk, In: nk.Initializer(), Env: env, Now: nk.Now, Random: rand.NewChaCha8(random),
	}); err != nil {
		return nil, fmt.Errorf("start the plugin: %w", err)
	}
	return &simulation{
		nk: nk, rng: rand.New(rand.NewPCG(o.seed, o.seed)), out: out, quiet: o.quiet, verbose: o.verbose,
		board: maps["space_station"],
	}, nil
}

// run plays the whole week.
func (s *simulation) run(players, games int) error {
	steps := []func() error{
		func() error { return s.logIn(players) },
		s.buyHats,
		s.createGroup,
		s.joinTournament,
	}
	for i := range games {
		steps = append(steps, func() error { return s.playMatch(i + 1) })
	}
	steps = append(steps, s.printBoards, s.endWeek)
	for _, step := range steps {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// heading begins a part of the output.
func (s *simulation) heading(format string, args ...any) {
	if !s.quiet {
		writef(s.out, "\n== "+format+"\n", args...)
	}
}

func (s *simulation) print(format string, args ...any) {
	if !s.quiet {
		writef(s.out, format+"\n", args...)
	}
}

// event prints something that happens in the present match, with its time.
func (s *simulation) event(format string, args ...any) {
	seconds := s.ticks / ticksPerSecond
	s.print("%2d:%02d  "+format, append([]any{seconds / 60, seconds % 60}, args...)...)
}

// detail prints an event of the present match only with -v.
func (s *simulation) detail(format string, args ...any) {
	if s.verbose {
		s.event("   "+format, args...)
	}
}

func (s *simulation) host() *bot { return s.bots[0] }

// nameOf is the name of a bot by its user id.
func (s *simulation) nameOf(userID string) string {
	if b := s.bot(userID); b != nil {
		return b.name
	}
	return userID
}

func (s *simulation) bot(userID string) *bot {
	for _, b := range s.bots {
		if b.session.UserID == userID {
			return b
		}
	}
	return nil
}

// names lists bots by name.
func (s *simulation) names(of func(*bot) bool) string {
	var names []string
	for _, b := range s.bots {
		if of(b) {
			names = append(names, b.name)
		}
	}
	return list(names)
}

// list joins words by commas and "and".
func list(words []string) string {
	switch n := len(words); n {
	case 0:
		return "nobody"
	case 1:
		return words[0]
	default:
		return strings.Join(words[:n-1], ", ") + " and " + words[n-1]
	}
}

// placeName is the place on the map that is nearest to a position.
func (s *simulation) placeName(at place) string {
	name, nearest := "the button", at.to(placeOf(s.board.Button))
	for _, t := range s.board.Tasks {
		if d := at.to(placeOf(t.At)); d < nearest {
			name, nearest = "the task "+t.ID, d
		}
	}
	return name
}

// wayTo is where to walk straight to on the shortest way between two places.
func (s *simulation) wayTo(from, to place) place {
	next, _ := s.board.Paths.Next(from.vec(), to.vec())
	return placeOf(next)
}

func (p place) vec() game.Vec {
	return game.Vec{X: int32(math.Round(p.x * game.Milli)), Z: int32(math.Round(p.z * game.Milli))}
}

func placeOf(v game.Vec) place {
	return place{float64(v.X) / game.Milli, float64(v.Z) / game.Milli}
}
