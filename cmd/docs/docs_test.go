package main

import (
	"os"
	"strings"
	"testing"
)

func TestGenerateReplacesTextBetweenMarkers(t *testing.T) {
	text := "a\n<!-- begin:config -->\nold\n<!-- end:config -->\nb\n"
	got, err := generate(text)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(got, "old") || !strings.Contains(got, "SAGISHI_TICK_RATE") || !strings.HasPrefix(got, "a\n") || !strings.HasSuffix(got, "\nb\n") {
		t.Errorf("got %s", got)
	}
	again, err := generate(got)
	if err != nil || again != got {
		t.Error("generating twice changes the text")
	}
	if _, err := generate("<!-- begin:config -->\n"); err == nil {
		t.Error("a begin marker without an end marker was accepted")
	}
}

func TestGuardsWithTheSameTextShareARow(t *testing.T) {
	table := guardTable()
	for _, row := range []string{
		"| `AuthenticateApple`, `AuthenticateCustom`, ", "| `LinkApple`, ", "`LinkSteam`, `UnlinkApple`, ", "| `ValidatePurchaseApple`, `ValidatePurchaseGoogle`, ",
	} {
		if strings.Count(table, row) != 1 {
			t.Errorf("not once in the table: %q", row)
		}
	}
	if strings.Contains(table, "SessionLogout") {
		t.Error("an open API is in the table")
	}
}

func TestDocumentationIsCurrent(t *testing.T) {
	t.Chdir("../..")
	if err := run(true); err != nil {
		t.Error(err)
	}
}

func TestReadmeIsShort(t *testing.T) {
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	if lines := strings.Count(string(text), "\n"); lines > 130 {
		t.Errorf("README.md has %d lines, at most 130 are wanted: say it in docs/", lines)
	}
}
