package hooks

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"

	"sagishi/internal/platform/metrics"
)

func TestReasonsOfRefusalsAreInTheTableOfMetrics(t *testing.T) {
	calls := regexp.MustCompile(`\b(?:perSecond|every|countRefusal)\("(\w+)"`)
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	var used []string
	for _, file := range files {
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, call := range calls.FindAllStringSubmatch(string(source), -1) {
			used = append(used, call[1])
		}
	}
	slices.Sort(used)
	used = slices.Compact(used)
	if listed := slices.Sorted(slices.Values(metrics.GuardRefused.Labels[0].Values)); !slices.Equal(used, listed) {
		t.Errorf("the hooks use %v, the table has %v", used, listed)
	}
}

func TestLoginMethodsAreInTheTableOfMetrics(t *testing.T) {
	if listed := metrics.Logins.Labels[0].Values; !slices.Equal(everyMethod, listed) {
		t.Errorf("the table has %v, the methods are %v", listed, everyMethod)
	}
}

func TestDevicesAreInTheTableOfMetrics(t *testing.T) {
	for _, name := range []string{"", "Android", "iPadOS", "UWP", "OSX", "X11", "HTML5", "Amiga"} {
		if got := osFamily(name); !slices.Contains(metrics.Logins.Labels[1].Values, got) {
			t.Errorf("system %q is %q", name, got)
		}
	}
	for _, name := range []string{"", "iPhone14,2", "iPad8,1", "SM-G991", "Samsung", "Pixel 7", "GenericDevice", "Nokia"} {
		if got := modelFamily(name); !slices.Contains(metrics.Logins.Labels[2].Values, got) {
			t.Errorf("model %q is %q", name, got)
		}
	}
}
