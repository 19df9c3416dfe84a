// Command docs writes the tables of the documentation from the tables of the
// code, between markers such as <!-- begin:config --> and <!-- end:config -->.
// With -check it writes nothing and fails if a table is not current.
package main

import (
	"flag"
	"fmt"
	"os"
	"strings"
)

func main() {
	check := flag.Bool("check", false, "only say whether the tables are current")
	flag.Parse()
	if err := run(*check); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// run brings every document up to date, or reports the first that is not.
func run(check bool) error {
	for _, path := range []string{"README.md", "docs/game.md", "docs/protocol.md", "docs/security.md"} {
		before, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		after, err := fill(string(before))
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		if after == string(before) {
			continue
		}
		if check {
			return fmt.Errorf("%s is not current: run make generate", path)
		}
		if err := os.WriteFile(path, []byte(after), 0o600); err != nil {
			return err
		}
	}
	return nil
}

// fill replaces what stands between each pair of markers by its table.
func fill(text string) (string, error) {
	for name, table := range tables() {
		begin, end := "<!-- begin:"+name+" -->\n", "<!-- end:"+name+" -->"
		head, rest, found := strings.Cut(text, begin)
		if !found {
			continue
		}
		_, tail, found := strings.Cut(rest, end)
		if !found {
			return "", fmt.Errorf("begin:%s has no end", name)
		}
		content, err := table()
		if err != nil {
			return "", err
		}
		text = head + begin + content + end + tail
	}
	return text, nil
}

// rows writes a Markdown table.
func rows(header []string, lines [][]string) string {
	var b strings.Builder
	write := func(cells []string) {
		for i, cell := range cells {
			cells[i] = strings.ReplaceAll(cell, "|", `\|`)
		}
		b.WriteString("| " + strings.Join(cells, " | ") + " |\n")
	}
	write(header)
	b.WriteString(strings.Repeat("| --- ", len(header)) + "|\n")
	for _, line := range lines {
		write(line)
	}
	return b.String()
}
