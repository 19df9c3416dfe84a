package config

import (
	"slices"
	"strings"
)

// Setting is a key with the value that it has, for operators. The value of a
// secret is only whether it is set.
type Setting struct {
	Key     string `json:"key"`
	Value   string `json:"value"`
	Default bool   `json:"default"` // the value is the default
}

// Effective returns every key of the table with its value in an environment that
// Load accepts.
func Effective(env map[string]string) []Setting { return effective(keys, env) }

func effective(table []Key, env map[string]string) []Setting {
	settings := make([]Setting, 0, len(table))
	for _, k := range table {
		value, given := env[k.Name]
		if !given {
			value = k.Default
		}
		setting := Setting{Key: k.Name, Value: value, Default: value == k.Default}
		if secret(k.Name) {
			setting.Value = "set"
			if value == "" {
				setting.Value = "unset"
			}
		}
		settings = append(settings, setting)
	}
	return settings
}

// secret reports whether the value of a key must not be shown, by the last word
// of its name.
func secret(name string) bool {
	last := name[strings.LastIndexByte(name, '_')+1:]
	return slices.Contains([]string{"KEY", "SECRET", "PASSWORD", "TOKEN", "CREDENTIALS"}, last)
}
