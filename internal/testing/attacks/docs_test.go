package attacks_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// Each test that docs/security.md names must exist.
func TestEveryTestNamedInTheDocumentationExists(t *testing.T) {
	root := filepath.Join("..", "..", "..")
	text, err := os.ReadFile(filepath.Join(root, "docs", "security.md"))
	if err != nil {
		t.Fatal(err)
	}
	named := regexp.MustCompile("`(?:([a-z/]+)\\.)?(Test\\w+)`").FindAllStringSubmatch(string(text), -1)
	if len(named) < 60 {
		t.Errorf("only %d tests are named", len(named))
	}
	for _, match := range named {
		folder := match[1]
		if folder == "" {
			folder = "internal/testing/attacks"
		}
		if !strings.Contains(testsOf(t, filepath.Join(root, folder)), "\nfunc "+match[2]+"(") {
			t.Errorf("%s is missing in %s", match[2], folder)
		}
	}
}

// Each test of this package must be named in docs/security.md.
func TestEveryAttackIsInTheDocumentation(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("..", "..", "..", "docs", "security.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, match := range regexp.MustCompile(`\nfunc (Test\w+)\(`).FindAllStringSubmatch(testsOf(t, "."), -1) {
		if !strings.HasPrefix(match[1], "TestEvery") && !strings.Contains(string(text), "`"+match[1]+"`") {
			t.Errorf("%s is not in docs/security.md", match[1])
		}
	}
}

// testsOf returns the test sources of a package.
func testsOf(t *testing.T, folder string) string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(folder, "*_test.go"))
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		all.Write(content)
	}
	return all.String()
}
