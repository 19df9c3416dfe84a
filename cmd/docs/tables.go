package main

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"google.golang.org/protobuf/proto"

	"sagishi/game"
	"sagishi/hooks"
	"sagishi/internal/platform/config"
	"sagishi/internal/platform/metrics"
	"sagishi/leaderboards"
	"sagishi/notifications"
	"sagishi/protocol"
	"sagishi/tournaments"
)

// tables returns the generator of each marker in the documentation.
func tables() map[string]func() (string, error) {
	return map[string]func() (string, error){
		"config":        noError(configTable),
		"guards":        noError(guardTable),
		"ops":           noError(opTable),
		"settings":      noError(settingTable),
		"boards":        noError(boardTable),
		"notifications": noError(notificationTable),
		"metrics":       noError(metricTable),
		"examples":      examples,
		"walker":        snippet("web/page/match/walker.mjs"),
		"courses":       snippet("web/page/match/courses.mjs"),
		"rejoin":        snippet("web/page/net/rejoin.mjs"),
		"sample":        snippet("examples/javascript/play.mjs"),
	}
}

func noError(table func() string) func() (string, error) {
	return func() (string, error) { return table(), nil }
}

func configTable() string {
	var lines [][]string
	for _, k := range config.Keys() {
		lines = append(lines, []string{code(k.Name), code(k.Default), k.Range, k.Meaning})
	}
	return markdownTable([]string{"name", "default", "range", "meaning"}, lines)
}

// guardTable lists the APIs that are not open. Those with the same text share a row.
func guardTable() string {
	apis := map[string]string{}
	var texts []string
	for _, row := range hooks.Table() {
		if row.Rule == "open" {
			continue
		}
		if apis[row.Why] == "" {
			texts = append(texts, row.Why)
		} else {
			apis[row.Why] += ", "
		}
		apis[row.Why] += code(row.API)
	}
	var lines [][]string
	for _, text := range texts {
		lines = append(lines, []string{apis[text], text})
	}
	return markdownTable([]string{"API", "rule"}, lines)
}

func opTable() string {
	var lines [][]string
	for _, op := range protocol.Ops() {
		lines = append(lines, []string{fmt.Sprint(op.Op), op.Name, messageName(op.FromClient), messageName(op.FromServer), op.When})
	}
	return markdownTable([]string{"op", "name", "from a client", "from the server", "when"}, lines)
}

func messageName(m proto.Message) string {
	if m == nil {
		return ""
	}
	return code(string(m.ProtoReflect().Descriptor().Name()))
}

func settingTable() string {
	var lines [][]string
	for _, s := range game.SettingTable() {
		bounds := fmt.Sprintf("%v..%v", s.Min, s.Max)
		switch s.Kind {
		case game.Flag:
			bounds = "true or false"
		case game.Choice:
			bounds = "`all` or `fog`"
		default:
		}
		lines = append(lines, []string{code(s.Name), fmt.Sprint(s.Default), bounds, s.Meaning})
	}
	return markdownTable([]string{"setting", "default", "range", "meaning"}, lines)
}

func boardTable() string {
	var lines [][]string
	for _, b := range leaderboards.Table() {
		lines = append(lines, []string{code(b.ID), "leaderboard", b.Counts})
	}
	for _, t := range tournaments.Definitions() {
		lines = append(lines, []string{code(t.ID), "tournament", t.Description})
	}
	return markdownTable([]string{"id", "kind", "counts"}, lines)
}

func notificationTable() string {
	table := notifications.Table()
	var lines [][]string
	for _, c := range slices.SortedFunc(maps.Keys(table), cmp.Compare) {
		lines = append(lines, []string{fmt.Sprint(int(c)), table[c].Name, table[c].Subject, code(table[c].Content)})
	}
	return markdownTable([]string{"code", "name", "subject", "content"}, lines)
}

// metricTable lists the metrics; the values of a label too if they are few.
func metricTable() string {
	const few = 6
	var lines [][]string
	for _, d := range metrics.Table() {
		labels := make([]string, 0, len(d.Labels))
		for _, label := range d.Labels {
			text := code(label.Name)
			if len(label.Values) <= few {
				text += ": " + strings.Join(label.Values, ", ")
			}
			labels = append(labels, text)
		}
		lines = append(lines, []string{code(d.Name), string(d.Kind), strings.Join(labels, "; "), d.Meaning})
	}
	return markdownTable([]string{"name", "type", "labels", "meaning"}, lines)
}

// code formats a value as Markdown code.
func code(value string) string {
	if value == "" {
		return "(none)"
	}
	return "`" + value + "`"
}
