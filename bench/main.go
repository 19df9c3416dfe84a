// Command bench measures what matches cost a server: relayed matches, those of a
// plain match handler, and those of this plugin, in turn on one machine. run.sh
// builds the plugins and starts it; it writes the figures of docs/performance.md.
//
// It imports game and protocol of the plugin, and talks to a real Nakama. Begin
// with variant.go (what is compared), players.go (the load) and run.go (one
// measurement).
package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"time"
)

// bench is a run of the whole program.
type bench struct {
	root, dir, database       string
	serverCore, generatorCore int
	matches, rounds           int
	warm, length              time.Duration
	only                      string
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
}

func main() {
	b := &bench{}
	flag.StringVar(&b.root, "root", "..", "the repository")
	flag.StringVar(&b.dir, "dir", "", "where the built plugins are; everything else is written there too")
	flag.StringVar(&b.out, "out", "", "file for the results as JSON")
	flag.StringVar(&b.only, "only", "", "only variants whose name begins with this; separate several by |")
	flag.IntVar(&b.serverCore, "server-core", 0, "the server's core")
	flag.IntVar(&b.generatorCore, "generator-core", 1, "the core of everything else")
	flag.IntVar(&b.matches, "matches", 50, "matches of ten players")
	flag.IntVar(&b.rounds, "rounds", 3, "rounds; each measures every variant once")
	flag.DurationVar(&b.warm, "warm", 6*time.Second, "time before each measurement")
	flag.DurationVar(&b.length, "length", 15*time.Second, "time of each measurement")
	parts := flag.String("parts", "cells,capacity,half,profile,idle", "what to measure")
	flag.StringVar(&b.resume, "resume", "", "results of an earlier run to begin with, as JSON")
	report := flag.String("report", "", "write the report of these results (a JSON file) and measure nothing")
	docs := flag.String("docs", "", "where performance.md and performance.svg go")
	flag.Parse()
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
	stop, err := b.startDatabase()
	if err != nil {
		return err
	}
	defer stop()
	b.results.Machine, b.results.Versions = machine(), versions()
	for part := range strings.SplitSeq(parts, ",") {
		if err := b.measurePart(part); err != nil {
			return errors.Join(err, b.save())
		}
	}
	if err := b.save(); err != nil {
		return err
	}
	if docs == "" {
		return nil
	}
	return b.results.write(docs)
}

func (b *bench) measurePart(name string) error {
	switch name {
	case "cells":
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

// selectedVariants returns the variants that the flag -only names.
func (b *bench) selectedVariants() []variant {
	var out []variant
	for _, v := range variants {
		for part := range strings.SplitSeq(b.only, "|") {
			if strings.HasPrefix(v.Name, part) {
				out = append(out, v)
				break
			}
		}
	}
	return out
}

// measureRounds measures every variant with the same number of matches, once per
// round.
func (b *bench) measureRounds() error {
	for round := range b.rounds {
		for _, v := range b.selectedVariants() {
			r, err := b.measureOnce(v, b.matches)
			if err != nil {
				return fmt.Errorf("%s: %w", v.Name, err)
			}
			r.Round = round + 1
			b.results.Rounds = append(b.results.Rounds, r)
			if err := b.save(); err != nil {
				return err
			}
		}
	}
	return nil
}

func (b *bench) measureOnce(v variant, matches int) (*result, error) {
	s, err := b.startTestbed(v)
	if err != nil {
		return nil, err
	}
	defer s.close()
	r, err := s.measure(matches, b.warm, b.length)
	if err == nil {
		fmt.Println(time.Now().Format(time.TimeOnly), r)
	}
	return r, err
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
