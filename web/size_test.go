package web

import (
	"strings"
	"testing"
)

// mostBytes is how much code and art of its own the page may have: a phone loads
// it in a moment.
const mostBytes = 250_000

func TestPageIsSmall(t *testing.T) {
	total := 0
	for path, content := range pageFiles() {
		if strings.HasPrefix(path, "vendor/") {
			continue
		}
		total += len(content)
		if lines := strings.Count(string(content), "\n"); lines > 300 {
			t.Errorf("%s has %d lines", path, lines)
		}
	}
	if total > mostBytes {
		t.Errorf("the page has %d bytes", total)
	}
	t.Logf("%d bytes of own code and art", total)
}
