// Command bench measures what matches cost a server: relayed ones, those of a
// plain handler, and this plugin's, each in turn on one machine.
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

// bench is one run of everything.
type bench struct {
	root, dir, database       string
	serverCore, generatorCore int
	matches, rounds           int
	warm, length              time.Duration
	only                      string
	results                   results
	out, resume               string
}

// results is what is kept of a run.
type results struct {
	Machine  string             `json:"machine"`
	Versions string             `json:"versions"`
	Cells    []*result          `json:"cells"`
	Steps    []*result          `json:"steps"`    // of the search for the most matches
	Capacity map[string]int     `json:"capacity"` // the most matches that held
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
	flag.IntVar(&b.rounds, "rounds", 3, "rounds, in each of which every variant has its turn")
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
		if err := b.part(part); err != nil {
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

func (b *bench) part(name string) error {
	switch name {
	case "cells":
		return b.cells()
	case "capacity":
		return b.capacities()
	case "half":
		return b.halves()
	case "profile":
		return b.profiles()
	case "idle":
		return b.idles()
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

// chosen are the variants to measure.
func (b *bench) chosen() []variant {
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

// cells measures every variant with the same number of matches, in rounds.
func (b *bench) cells() error {
	for round := range b.rounds {
		for _, v := range b.chosen() {
			r, err := b.cell(v, b.matches)
			if err != nil {
				return fmt.Errorf("%s: %w", v.Name, err)
			}
			r.Round = round + 1
			b.results.Cells = append(b.results.Cells, r)
			if err := b.save(); err != nil {
				return err
			}
		}
	}
	return nil
}

func (b *bench) cell(v variant, matches int) (*result, error) {
	s, err := b.open(v)
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

// pluginDir is where a built plugin lies.
func (b *bench) pluginDir(plugin string) string { return filepath.Join(b.dir, "plugin-"+plugin) }
