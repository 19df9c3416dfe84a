// Package ratelimit limits how often each caller may act, with bursts.
//
// It imports nothing of the plugin. Begin with ratelimit.go.
package ratelimit
