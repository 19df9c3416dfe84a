package attacks_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// Each end-to-end test that docs/security.md names must exist.
func TestEveryEndToEndTestNamedInTheDocumentationExists(t *testing.T) {
	root := filepath.Join("..", "..", "..")
	text, err := os.ReadFile(filepath.Join(root, "docs", "security.md"))
	if err != nil {
		t.Fatal(err)
	}
	named := regexp.MustCompile("`(e2e/[a-z/.]+\\.mjs)`: \"([^\"]+)\"").FindAllStringSubmatch(string(text), -1)
	if len(named) == 0 {
		t.Error("no end-to-end test is named")
	}
	for _, match := range named {
		file, err := os.ReadFile(filepath.Join(root, match[1]))
		if err != nil || !strings.Contains(string(file), "test('"+match[2]+"'") {
			t.Errorf("%q is missing in %s (%v)", match[2], match[1], err)
		}
	}
}
