package main

import (
	"flag"
	"fmt"
	"os"
	"strings"
)

func main() {
	check := flag.Bool("check", false, "only check whether the tables are current")
	flag.Parse()
	if err := run(*check); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// run updates every document; with check it reports the first that is not
// current.
func run(check bool) error {
	for _, path := range []string{"README.md", "docs/game.md", "docs/operations.md", "docs/protocol.md", "docs/security.md"} {
		if err := update(path, generate, check); err != nil {
			return err
		}
	}
	for path, content := range map[string]func() string{
		"web/page/match/settings.mjs": settingModule, "web/page/match/protocol.d.mts": messageTypes,
	} {
		if err := update(path, func(string) (string, error) { return content(), nil }, check); err != nil {
			return err
		}
	}
	return nil
}

// update renews a file; with check it reports that the file is not current.
func update(path string, generate func(before string) (string, error), check bool) error {
	before, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	after, err := generate(string(before))
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	if after == string(before) {
		return nil
	}
	if check {
		return fmt.Errorf("%s is not current: run make generate", path)
	}
	return os.WriteFile(path, []byte(after), 0o600)
}

// generate replaces the text between each pair of markers by its table.
func generate(text string) (string, error) {
	for name, table := range tables() {
		begin, end := "<!-- begin:"+name+" -->\n", "<!-- end:"+name+" -->"
		head, rest, found := strings.Cut(text, begin)
		if !found {
			continue
		}
		_, tail, found := strings.Cut(rest, end)
		if !found {
			return "", fmt.Errorf("begin:%s has no end marker", name)
		}
		content, err := table()
		if err != nil {
			return "", err
		}
		text = head + begin + content + end + tail
	}
	return text, nil
}

// markdownTable formats a table.
func markdownTable(header []string, lines [][]string) string {
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
