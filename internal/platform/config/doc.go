// Package config reads the plugin's configuration from Nakama's runtime
// environment (runtime.env in Nakama's configuration file).
//
// It imports nothing of the plugin. Begin with config.go; keys.go is the table of
// all keys, and values.go reads their values.
package config
