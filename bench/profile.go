package main

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"time"

	pprof "github.com/google/pprof/profile"
)

// profile is how the server's CPU time is divided, as shares.
type profile struct {
	Plugin     float64 `json:"plugin"`      // in the plugin itself
	Broadcast  float64 `json:"broadcast"`   // in Nakama, called by the plugin
	Hook       float64 `json:"hook"`        // in the plugin's hook before each message, part of Plugin
	HookNakama float64 `json:"hook_nakama"` // in what Nakama does to call that hook
	Match      float64 `json:"match"`       // in Nakama's match loop around the plugin
	Write      float64 `json:"write"`       // in writing to sockets
	Read       float64 `json:"read"`        // in reading from sockets
	Decode     float64 `json:"decode"`      // in decoding what was read
	GC         float64 `json:"gc"`
	Scheduler  float64 `json:"scheduler"`
}

// profiles takes a profile of the server under each variant.
func (b *bench) takeProfiles() error {
	for _, v := range b.selectedVariants() {
		if v.Plugin == "tutorial" || b.only == "" && !v.Search || b.late(time.Minute) {
			continue
		}
		p, err := b.takeProfile(v)
		if err != nil {
			return fmt.Errorf("profile of %s: %w", v.Name, err)
		}
		fmt.Printf("%-26s plugin %.1f %% (hook %.1f), called by it %.1f, around the hook %.1f, match loop %.1f, write %.1f, read %.1f, decode %.1f, GC %.1f, scheduler %.1f\n",
			v.Name, 100*p.Plugin, 100*p.Hook, 100*p.Broadcast, 100*p.HookNakama, 100*p.Match, 100*p.Write, 100*p.Read, 100*p.Decode, 100*p.GC, 100*p.Scheduler)
		b.results.Profile[v.Name] = p
	}
	return nil
}

func (b *bench) takeProfile(v variant) (profile, error) {
	s, err := b.startTestbed(v)
	if err != nil {
		return profile{}, err
	}
	defer s.close()
	if err := errors.Join(b.beginGames(s, b.matches), s.generator.addMatches(b.matches, 0)); err != nil {
		return profile{}, err
	}
	letRun(b.warm)
	data, err := s.server.get(fmt.Sprintf("/debug/pprof/profile?seconds=%d", max(int(b.length.Seconds()), 1)))
	if err != nil {
		return profile{}, err
	}
	parsed, err := pprof.Parse(bytes.NewReader(data))
	if err != nil {
		return profile{}, err
	}
	return profileShares(parsed), nil
}

func profileShares(parsed *pprof.Profile) profile {
	var p profile
	var total float64
	last := len(parsed.SampleType) - 1
	for _, sample := range parsed.Sample {
		value := float64(sample.Value[last])
		total += value
		p.add(stack(sample), value)
	}
	for _, share := range []*float64{&p.Plugin, &p.Broadcast, &p.Hook, &p.HookNakama, &p.Match, &p.Write, &p.Read, &p.Decode, &p.GC, &p.Scheduler} {
		*share /= max(total, 1)
	}
	return p
}

// stack returns the functions of a sample, the innermost first.
func stack(sample *pprof.Sample) []string {
	var out []string
	for _, location := range sample.Location {
		for _, line := range location.Line {
			if line.Function != nil {
				out = append(out, line.Function.Name)
			}
		}
	}
	return out
}

func (p *profile) add(stack []string, value float64) {
	plugin := indexOf(stack, "sagishi/")
	server := indexOf(stack, "heroiclabs/nakama/v3/server.")
	hook := indexOf(stack, "sagishi/hooks.")
	switch {
	case plugin >= 0 && (server < 0 || plugin < server):
		p.Plugin += value
		if hook >= 0 {
			p.Hook += value
		}
	case plugin >= 0:
		p.Broadcast += value
	case indexOf(stack, "gcBgMarkWorker", "bgsweep", "bgscavenge") >= 0:
		p.GC += value
	case indexOf(stack, "(*sessionWS).processOutgoing") >= 0:
		p.Write += value
	case indexOf(stack, "(*sessionWS).Consume") >= 0:
		p.addRead(stack, value)
	case indexOf(stack, "(*MatchHandler)", "NewMatchHandler") >= 0:
		p.Match += value
	case indexOf(stack, "runtime.mcall", "runtime.schedule", "runtime.findRunnable", "runtime.mstart") >= 0:
		p.Scheduler += value
	}
}

func (p *profile) addRead(stack []string, value float64) {
	switch {
	case indexOf(stack, "BeforeRt", "NewRuntimeGoContext", "beforeReqFunction", "NewRuntimeProviderGo") >= 0:
		p.HookNakama += value
	case indexOf(stack, "Unmarshal") >= 0:
		p.Decode += value
	default:
		p.Read += value
	}
}

// indexOf returns the innermost function whose name contains one of the parts; -1
// if there is none.
func indexOf(stack []string, parts ...string) int {
	for i, name := range stack {
		for _, part := range parts {
			if strings.Contains(name, part) {
				return i
			}
		}
	}
	return -1
}
