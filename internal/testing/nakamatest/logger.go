package nakamatest

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/heroiclabs/nakama-common/runtime"
)

// LogEntry is a line of the log.
type LogEntry struct {
	Level   string // "debug", "info", "warn" or "error"
	Message string
	Fields  map[string]any
}

// Logger records log entries. Loggers derived by WithField write to the same log.
type Logger struct {
	log    *logBuffer
	fields map[string]any
}

type logBuffer struct {
	mu      sync.Mutex
	entries []LogEntry
	sink    func(LogEntry) // takes each line; nil if nothing does
	forget  bool           // keep no lines
}

var _ runtime.Logger = (*Logger)(nil)

// NewLogger returns a logger with an empty log.
func NewLogger() *Logger { return newLogger() }

func newLogger() *Logger { return &Logger{log: &logBuffer{}, fields: map[string]any{}} }

// Entries returns the log so far.
func (l *Logger) Entries() []LogEntry {
	l.log.mu.Lock()
	defer l.log.mu.Unlock()
	return slices.Clone(l.log.entries)
}

// Contains reports whether a message of that level contains the text.
func (l *Logger) Contains(level, text string) bool {
	return slices.ContainsFunc(l.Entries(), func(e LogEntry) bool {
		return e.Level == level && strings.Contains(e.Message, text)
	})
}

func (l *Logger) add(level, format string, args []any) {
	message := format
	if len(args) > 0 {
		message = fmt.Sprintf(format, args...)
	}
	entry := LogEntry{Level: level, Message: message, Fields: maps.Clone(l.fields)}
	l.log.mu.Lock()
	defer l.log.mu.Unlock()
	if l.log.sink != nil {
		l.log.sink(entry)
	}
	if !l.log.forget {
		l.log.entries = append(l.log.entries, entry)
	}
}

// Debug records a message.
func (l *Logger) Debug(format string, v ...any) { l.add("debug", format, v) }

// Info records a message.
func (l *Logger) Info(format string, v ...any) { l.add("info", format, v) }

// Warn records a message.
func (l *Logger) Warn(format string, v ...any) { l.add("warn", format, v) }

// Error records a message.
func (l *Logger) Error(format string, v ...any) { l.add("error", format, v) }

// WithField returns a logger with an additional field.
func (l *Logger) WithField(key string, v any) runtime.Logger {
	return l.WithFields(map[string]any{key: v})
}

// WithFields returns a logger with additional fields.
func (l *Logger) WithFields(fields map[string]any) runtime.Logger {
	all := maps.Clone(l.fields)
	maps.Copy(all, fields)
	return &Logger{log: l.log, fields: all}
}

// Fields returns the fields of the logger.
func (l *Logger) Fields() map[string]any { return maps.Clone(l.fields) }
