package main

import (
	"strings"
	"testing"
)

func TestFillReplacesWhatStandsBetweenTheMarkers(t *testing.T) {
	text := "a\n<!-- begin:config -->\nold\n<!-- end:config -->\nb\n"
	got, err := fill(text)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(got, "old") || !strings.Contains(got, "SAGISHI_TICK_RATE") || !strings.HasPrefix(got, "a\n") || !strings.HasSuffix(got, "\nb\n") {
		t.Errorf("got %s", got)
	}
	again, err := fill(got)
	if err != nil || again != got {
		t.Error("filling twice changes the text")
	}
	if _, err := fill("<!-- begin:config -->\n"); err == nil {
		t.Error("a marker without an end was accepted")
	}
}

func TestDocumentationIsCurrent(t *testing.T) {
	t.Chdir("../..")
	if err := run(true); err != nil {
		t.Error(err)
	}
}
