package main

import (
	"fmt"
	"strings"

	"sagishi/game"
)

// settingKind returns a kind of settings as the playground's page names it.
func settingKind(kind game.SettingKind) string {
	switch kind {
	case game.Number:
		return "number"
	case game.Length:
		return "length"
	case game.Seconds:
		return "seconds"
	case game.Flag:
		return "flag"
	default:
		return "choice"
	}
}

// settingModule is the module with which the playground's page knows the settings.
func settingModule() string {
	var b strings.Builder
	b.WriteString("// Generated from game/settings.go by make generate.\n\n")
	b.WriteString("/** @type {{ name: keyof import('./protocol.mjs').Settings, kind: string, min: number, max: number, meaning: string }[]} */\n")
	b.WriteString("export const settingTable = [\n")
	for _, s := range game.SettingTable() {
		fmt.Fprintf(&b, "  { name: '%s', kind: '%s', min: %v, max: %v, meaning: %s },\n", s.Name, settingKind(s.Kind), s.Min, s.Max, quoted(s.Meaning))
	}
	b.WriteString("];\n")
	return b.String()
}

// quoted is a JavaScript string.
func quoted(text string) string {
	return "'" + strings.NewReplacer(`\`, `\\`, "'", `\'`, "`", "").Replace(text) + "'"
}
