package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// examples formats the golden files of the messages, which the protocol's tests
// decode and encode.
func examples() (string, error) {
	files, err := filepath.Glob("protocol/testdata/*.json")
	if err != nil {
		return "", fmt.Errorf("list examples: %w", err)
	}
	var b strings.Builder
	for _, path := range files {
		content, err := os.ReadFile(path)
		if err != nil {
			return "", fmt.Errorf("read example: %w", err)
		}
		text, err := formatJSON(content)
		if err != nil {
			return "", fmt.Errorf("%s: %w", path, err)
		}
		fmt.Fprintf(&b, "%s\n\n```json\n%s\n```\n\n", title(path), text)
	}
	return b.String(), nil
}

// snippet formats a part of a client, which an end-to-end test uses.
func snippet(path string) func() (string, error) {
	return func() (string, error) {
		content, err := os.ReadFile(path)
		if err != nil {
			return "", fmt.Errorf("read snippet: %w", err)
		}
		return fmt.Sprintf("```js\n%s\n```\n", strings.TrimSpace(string(content))), nil
	}
}

// formatJSON returns the JSON in one line if it fits, else unchanged.
func formatJSON(content []byte) (string, error) {
	const width = 100
	var line bytes.Buffer
	if err := json.Compact(&line, content); err != nil {
		return "", fmt.Errorf("not JSON: %w", err)
	}
	if line.Len() <= width {
		return line.String(), nil
	}
	return strings.TrimSpace(string(content)), nil
}

// title turns 104_tally.server.tie.json into "Op 104 tally, from the server: tie".
func title(path string) string {
	parts := strings.Split(strings.TrimSuffix(filepath.Base(path), ".json"), ".")
	number, name, _ := strings.Cut(parts[0], "_")
	title := fmt.Sprintf("**Op %s %s**", strings.TrimLeft(number, "0"), name)
	if len(parts) > 1 && parts[1] == "server" {
		title += ", from the server"
	} else {
		title += ", from a client"
	}
	if len(parts) > 2 {
		title += ": " + strings.Join(parts[2:], " ")
	}
	return title
}
