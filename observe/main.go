package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	check := flag.Bool("check", false, "only check whether the dashboards are current")
	flag.Parse()
	if err := run("grafana/dashboards", *check); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// run writes a file for each dashboard; with check it reports the first that is
// not current.
func run(folder string, check bool) error {
	for _, b := range boards() {
		built, err := b.build()
		if err != nil {
			return fmt.Errorf("dashboard %s: %w", b.title, err)
		}
		want, err := json.MarshalIndent(built, "", "  ")
		if err != nil {
			return fmt.Errorf("dashboard %s: %w", b.title, err)
		}
		want = append(want, '\n')
		path := filepath.Join(folder, b.uid+".json")
		if check {
			if got, err := os.ReadFile(path); err != nil || !bytes.Equal(got, want) {
				return fmt.Errorf("%s is not current: run make generate", path)
			}
			continue
		}
		if err := os.WriteFile(path, want, 0o644); err != nil { // Grafana reads it as another user
			return err
		}
	}
	return nil
}

// boards returns the dashboards.
func boards() []board { return []board{playersBoard(), moneyBoard(), serverBoard()} }
