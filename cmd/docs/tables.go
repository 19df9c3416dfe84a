package main

import "sagishi/internal/config"

// tables is what each marker of the documentation stands for.
var tables = map[string]func() (string, error){ //nolint:gochecknoglobals // a table
	"config": configTable,
}

func configTable() (string, error) {
	var lines [][]string
	for _, k := range config.Keys() {
		lines = append(lines, []string{"`" + k.Name + "`", code(k.Default), k.Range, k.Meaning})
	}
	return rows([]string{"name", "default", "range", "meaning"}, lines), nil
}

func code(value string) string {
	if value == "" {
		return "(none)"
	}
	return "`" + value + "`"
}
