package main

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"google.golang.org/protobuf/proto"

	"sagishi/game"
	"sagishi/hooks"
	"sagishi/internal/platform/config"
	"sagishi/leaderboards"
	"sagishi/notifications"
	"sagishi/protocol"
	"sagishi/tournaments"
)

// tables is what each marker of the documentation stands for.
func tables() map[string]func() (string, error) {
	return map[string]func() (string, error){
		"config":        plain(configTable),
		"guards":        plain(guardTable),
		"ops":           plain(opTable),
		"settings":      plain(settingTable),
		"boards":        plain(boardTable),
		"notifications": plain(notificationTable),
		"examples":      examples,
		"walker":        walker,
	}
}

func plain(table func() string) func() (string, error) {
	return func() (string, error) { return table(), nil }
}

func configTable() string {
	var lines [][]string
	for _, k := range config.Keys() {
		lines = append(lines, []string{"`" + k.Name + "`", code(k.Default), k.Range, k.Meaning})
	}
	return rows([]string{"name", "default", "range", "meaning"}, lines)
}

// guardTable leaves out what is open: that would be most of Nakama.
func guardTable() string {
	var lines [][]string
	for _, row := range hooks.Table() {
		if row.Rule != "open" {
			lines = append(lines, []string{"`" + row.API + "`", row.Why})
		}
	}
	return rows([]string{"API", "refused"}, lines)
}

func opTable() string {
	var lines [][]string
	for _, op := range protocol.Ops() {
		lines = append(lines, []string{fmt.Sprint(op.Op), op.Name, message(op.FromClient), message(op.FromServer), op.When})
	}
	return rows([]string{"op", "name", "from a client", "from the server", "when"}, lines)
}

func message(m proto.Message) string {
	if m == nil {
		return ""
	}
	return "`" + string(m.ProtoReflect().Descriptor().Name()) + "`"
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
		lines = append(lines, []string{"`" + s.Name + "`", fmt.Sprint(s.Default), bounds, s.Meaning})
	}
	return rows([]string{"setting", "default", "range", "meaning"}, lines)
}

func boardTable() string {
	var lines [][]string
	for _, b := range leaderboards.Table() {
		lines = append(lines, []string{"`" + b.ID + "`", "leaderboard", b.Counts})
	}
	for _, t := range tournaments.Definitions() {
		lines = append(lines, []string{"`" + t.ID + "`", "tournament", t.Description})
	}
	return rows([]string{"id", "kind", "counts"}, lines)
}

func notificationTable() string {
	table := notifications.Table()
	var lines [][]string
	for _, c := range slices.SortedFunc(maps.Keys(table), cmp.Compare) {
		lines = append(lines, []string{fmt.Sprint(int(c)), table[c].Name, table[c].Subject, "`" + table[c].Content + "`"})
	}
	return rows([]string{"code", "name", "subject", "content"}, lines)
}

func code(value string) string {
	if value == "" {
		return "(none)"
	}
	return "`" + value + "`"
}
