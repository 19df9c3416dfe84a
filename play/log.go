package main

import (
	"encoding/json"
	"io"
	"maps"
	"sync"
	"time"

	"sagishi/internal/testing/nakamatest"
)

// logWriter writes the log as Nakama does: one object a line.
type logWriter struct {
	mu    sync.Mutex
	to    io.Writer
	level int // lines below it are left out
}

// levelNumber orders the levels of the log, from the lowest.
func levelNumber(level string) int {
	return map[string]int{"debug": 0, "info": 1, "warn": 2, "error": 3, "fatal": 4}[level]
}

// plugin writes a line of the plugin.
func (w *logWriter) plugin(entry nakamatest.LogEntry) {
	fields := maps.Clone(entry.Fields)
	fields["runtime"] = "go"
	w.write(entry.Level, entry.Message, fields)
}

// server writes a line of the server itself.
func (w *logWriter) server(level, message, address string) {
	w.write(level, message, map[string]any{"address": address})
}

func (w *logWriter) write(level, message string, fields map[string]any) {
	if levelNumber(level) < w.level {
		return
	}
	fields["level"], fields["ts"], fields["msg"] = level, time.Now().UTC().Format(time.RFC3339Nano), message
	line, err := json.Marshal(fields)
	if err != nil {
		line = []byte(`{"level":"error","msg":"a line of the log cannot be encoded"}`)
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	_, _ = w.to.Write(append(line, '\n'))
}
