package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"time"

	"sagishi/game"
)

// bench is a run of the whole program.
type bench struct {
	root, dir, database       string
	serverCore, generatorCore int
	matches, rounds           int
	warm, length              time.Duration
	gamesLength               time.Duration // of a measurement of games
	spread, settle            time.Duration // over which games begin, and until the first is measured
	only                      string
	limit                     time.Duration // of the whole run; 0 = none
	began                     time.Time
	board                     *game.Map
	traces                    []trace
	results                   results
	out, resume               string
}

// results are the figures of a run.
type results struct {
	Machine  string             `json:"machine"`
	Versions string             `json:"versions"`
	Rounds   []*result          `json:"cells"`
	Steps    []*result          `json:"steps"`    // measurements during the search for the capacity
	Capacity map[string]int     `json:"capacity"` // the most matches with acceptable service
	Half     []*result          `json:"half"`     // at half of the capacity
	Profile  map[string]profile `json:"profile"`
	Idle     []idle             `json:"idle"`
	Mix      mix                `json:"mix"` // of whole games in virtual time
}

func main() {
	b := &bench{}
	flag.StringVar(&b.root, "root", "..", "the repository")
	flag.StringVar(&b.dir, "dir", "", "where the built plugins are; everything else is written there too")
	flag.StringVar(&b.out, "out", "", "file for the results as JSON")
	flag.StringVar(&b.only, "only", "", "only variants whose name begins with this; separate several by |")
	flag.IntVar(&b.serverCore, "server-core", 0, "the server's core")
	flag.IntVar(&b.generatorCore, "generator-core", 1, "the core of everything else")
	flag.IntVar(&b.matches, "matches", 60, "matches of ten players")
	flag.IntVar(&b.rounds, "rounds", 3, "rounds; each measures every variant once")
	flag.DurationVar(&b.warm, "warm", 4*time.Second, "time before each measurement")
	flag.DurationVar(&b.length, "length", 8*time.Second, "time of each measurement of players who always walk")
	flag.DurationVar(&b.gamesLength, "games-length", 12*time.Second, "time of each measurement of games")
	flag.DurationVar(&b.spread, "spread", 45*time.Second, "time over which games begin")
	flag.DurationVar(&b.settle, "settle", 60*time.Second, "time from then to the first measurement of games")
	flag.DurationVar(&b.limit, "limit", 0, "time after which nothing more is searched for; 0 = none")
	parts := flag.String("parts", "games,walking,idle,capacity,profile", "what to measure; half can be added")
	flag.StringVar(&b.resume, "resume", "", "results of an earlier run to begin with, as JSON")
	report := flag.String("report", "", "write the report of these results (a JSON file) and measure nothing")
	docs := flag.String("docs", "", "where performance.md and performance.svg go")
	quick := flag.Bool("quick", false, "only the ratios that matter most, in one round of a few minutes")
	flag.Parse()
	if *quick {
		*parts = b.quick()
	}
	if err := b.main(*parts, *report, *docs); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func (b *bench) main(parts, report, docs string) error {
	b.results = results{Capacity: map[string]int{}, Profile: map[string]profile{}}
	if report != "" {
		return errors.Join(b.results.load(report), b.results.write(docs))
	}
	if b.resume != "" {
		if err := b.results.load(b.resume); err != nil {
			return err
		}
	}
	if runtime.NumCPU() < 2 {
		return errors.New("needs two cores: one for the server, one for the players")
	}
	if err := pin(b.generatorCore); err != nil {
		return err
	}
	runtime.GOMAXPROCS(1)
	if err := b.prepareGames(); err != nil {
		return err
	}
	stop, err := b.startDatabase()
	if err != nil {
		return err
	}
	defer stop()
	stopOnSignal(stop)
	b.results.Machine, b.results.Versions = machine(), versions()
	b.began = time.Now()
	for part := range strings.SplitSeq(parts, ",") {
		if err := b.measurePart(part); err != nil {
			return errors.Join(err, b.save())
		}
	}
	b.results.printHeadline(os.Stdout)
	if err := b.save(); err != nil {
		return err
	}
	if docs == "" {
		return nil
	}
	return b.results.write(docs)
}

// quick chooses what a quick run measures, and returns its parts.
func (b *bench) quick() (parts string) {
	b.rounds, b.warm, b.length, b.gamesLength, b.spread, b.settle = 1, 3*time.Second, 8*time.Second, 12*time.Second, 30*time.Second, 25*time.Second
	b.only = strings.Join([]string{
		gamesRelayedJSON, gamesRelayedProtobuf, gamesOnlySteps, gamesCoursesJSON, gamesCourses,
		games + "snapshot, protobuf", relayedProtobuf, packedMove, walkingCourses,
	}, "|")
	return "games,walking"
}

// late reports whether the run may not take so much longer.
func (b *bench) late(more time.Duration) bool {
	return b.limit > 0 && time.Since(b.began)+more > b.limit
}

// stopOnSignal stops the database if the run is interrupted. The server ends with this
// process.
func stopOnSignal(stop func()) {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	go func() {
		<-signals
		stop()
		os.Exit(1)
	}()
}

// recordedGames is how many games relayed matches play again.
const recordedGames = 20

func (b *bench) prepareGames() error {
	board, err := gamesBoard()
	if err != nil {
		return err
	}
	b.board, b.traces = board, recordTraces(board, recordedGames)
	b.results.Mix = mixOf(b.traces)
	return nil
}

func (b *bench) measurePart(name string) error {
	switch name {
	case "games":
		return b.measureGames()
	case "walking":
		return b.measureRounds()
	case "capacity":
		return b.measureCapacities()
	case "half":
		return b.measureHalf()
	case "profile":
		return b.takeProfiles()
	case "idle":
		return b.measureIdle()
	}
	return fmt.Errorf("unknown part %q", name)
}

func (r *results) load(path string) error {
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	return json.Unmarshal(text, r)
}

func (b *bench) save() error {
	if b.out == "" {
		return nil
	}
	text, err := json.MarshalIndent(&b.results, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(b.out, append(text, '\n'), 0o600)
}

func machine() string {
	text, _ := os.ReadFile("/proc/cpuinfo")
	for line := range strings.Lines(string(text)) {
		if name, value, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(name) == "model name" {
			return fmt.Sprintf("%s, %d cores", strings.TrimSpace(value), runtime.NumCPU())
		}
	}
	return fmt.Sprintf("%s, %d cores", runtime.GOARCH, runtime.NumCPU())
}

func versions() string {
	text, _ := exec.Command("nakama", "--version").Output()
	return "Nakama " + strings.TrimSpace(string(text)) + ", " + runtime.Version()
}

// pluginDir is the folder of a built plugin.
func (b *bench) pluginDir(plugin string) string { return filepath.Join(b.dir, "plugin-"+plugin) }
