package hooks

import (
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/heroiclabs/nakama-common/rtapi"
	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/testing/nakamatest"
)

var everyMethod = []string{"apple", "custom", "device", "email", "facebook", "facebook_instant", "game_center", "google", "steam"}

// closedAll switches off everything that the configuration can.
func closedAll(d *Deps) {
	d.AuthMethods = nil
	d.RelayedMatches = false
	d.GroupDelete = false
}

func TestEveryRequestAPIHasOneRow(t *testing.T) {
	rows := map[string]int{}
	for _, r := range requests {
		rows[r.API]++
	}
	initializer := reflect.TypeFor[runtime.Initializer]()
	for method := range initializer.Methods() {
		name, found := strings.CutPrefix(method.Name, "RegisterBefore")
		if !found || name == "Rt" {
			continue
		}
		if rows[name] != 1 {
			t.Errorf("%s has %d rows: decide about it in policy.go", name, rows[name])
		}
		delete(rows, name)
	}
	for name := range rows {
		t.Errorf("Nakama has no API %s", name)
	}
}

func TestEveryRealtimeMessageHasOneRow(t *testing.T) {
	rows := map[string]int{}
	for _, r := range messages {
		rows[r.API]++
	}
	fields := (&rtapi.Envelope{}).ProtoReflect().Descriptor().Oneofs().ByName("message").Fields()
	for i := range fields.Len() {
		name := camel(string(fields.Get(i).Name()))
		if rows[name] != 1 {
			t.Errorf("%s has %d rows: decide about it in policy.go", name, rows[name])
		}
		delete(rows, name)
	}
	for name := range rows {
		t.Errorf("Nakama has no message %s", name)
	}
}

// camel turns a message's name in the schema into its name for hooks.
func camel(name string) string {
	parts := strings.Split(name, "_")
	for i, part := range parts {
		parts[i] = strings.ToUpper(part[:1]) + part[1:]
	}
	return strings.Join(parts, "")
}

func TestEachRowRegistersTheHookOfItsAPI(t *testing.T) {
	for i, rules := range [][]rule{requests, messages} {
		for _, r := range rules {
			in := nakamatest.NewInitializer()
			deps := newFixture(t, closedAll).deps
			if r.install != nil {
				if err := r.install(newGuard(deps), in); err != nil {
					t.Fatal(err)
				}
			}
			var want []string
			if r.Rule == ruleChecked || r.Rule == ruleSwitched {
				want = []string{[]string{"Before" + r.API, "BeforeRt " + strings.ToLower(r.API)}[i]}
			}
			if got := in.Registered(); !slices.Equal(got, want) {
				t.Errorf("row %s (%s) installs %v, want %v", r.API, r.Rule, got, want)
			}
		}
	}
}

func TestEnabledLoginsHaveTheirHooks(t *testing.T) {
	f := newFixture(t, func(d *Deps) { d.AuthMethods = everyMethod })
	for _, r := range requests {
		if strings.HasPrefix(r.API, "Authenticate") && (!f.in.Has("Before"+r.API) || !f.in.Has("After"+r.API)) {
			t.Errorf("%s lacks a hook before or after it", r.API)
		}
		if strings.HasPrefix(r.API, "Link") {
			if _, err := callHook(f, "Before"+r.API, false); err != nil {
				t.Errorf("%s is refused though its method is configured: %v", r.API, err)
			}
		}
	}
}

func TestSwitchedOffAPIsAreRefused(t *testing.T) {
	f := newFixture(t, closedAll)
	switched := 0
	for _, r := range requests {
		if r.Rule != ruleSwitched {
			continue
		}
		switched++
		out, err := callHook(f, "Before"+r.API, false)
		if !out {
			t.Errorf("%s answers with a request", r.API)
		}
		wantCode(t, err, 7)
	}
	if switched < 30 {
		t.Fatalf("only %d APIs are switched", switched)
	}
}

// callHook calls a request's hook with an empty request, or none at all, and
// reports whether it answered without one.
func callHook(f *fixture, name string, null bool) (bool, error) {
	hook := reflect.ValueOf(f.in.Registration(name))
	in := reflect.New(hook.Type().In(4).Elem())
	if null {
		in = reflect.Zero(hook.Type().In(4))
	}
	results := hook.Call([]reflect.Value{
		reflect.ValueOf(as(ann)), reflect.ValueOf(f.logger),
		reflect.Zero(hook.Type().In(2)), reflect.Zero(hook.Type().In(3)), in,
	})
	err, _ := results[1].Interface().(error)
	return results[0].IsNil(), err
}

// isBare reports whether a hook has no request.
func isBare(f *fixture, name string) bool {
	_, bare := f.in.Registration(name).(bareHook)
	return bare
}

func TestHooksReturnARequestOrAnError(t *testing.T) {
	for _, options := range []func(*Deps){closedAll, func(d *Deps) { d.AuthMethods = everyMethod }} {
		f := newFixture(t, options)
		for _, name := range f.in.Registered() {
			if !strings.HasPrefix(name, "Before") || strings.HasPrefix(name, "BeforeRt ") || isBare(f, name) {
				continue
			}
			for _, null := range []bool{false, true} {
				if empty, err := callHook(f, name, null); empty != (err != nil) {
					t.Errorf("%s with a nil request (%v): empty answer %v, error %v", name, null, empty, err)
				}
			}
		}
	}
}

func TestRealtimeHooksRefuseEmptyEnvelopes(t *testing.T) {
	f := newFixture(t)
	for _, r := range messages {
		if r.Rule != ruleChecked {
			continue
		}
		wantCode(t, send(t, f, r.API, nil), 3)
		if r.install != nil && r.API != "MatchDataSend" && r.API != "PartyDataSend" {
			wantCode(t, send(t, f, r.API, &rtapi.Envelope{}), 3)
		}
	}
}

func TestPanicInACheckIsLoggedAsAnInternalError(t *testing.T) {
	f := newFixture(t, func(d *Deps) { d.Scores, d.Chat, d.Nakama = nil, nil, nil })
	_, err := callHook(f, "BeforeWriteLeaderboardRecord", false)
	wantCode(t, err, 13)
	if !f.logger.Contains("error", "panic") || strings.Contains(err.Error(), "goroutine") {
		t.Errorf("answered %q, logged %v", err, f.logger.Entries())
	}
	wantCode(t, send(t, f, "ChannelMessageSend", messageSend(channelID, "{}")), 13)
}

func TestTableHasATextForEachAPI(t *testing.T) {
	seen := map[string]bool{}
	for _, row := range Table() {
		if row.API == "" || row.Why == "" || row.Rule == ruleServer {
			t.Errorf("row %+v lacks a text", row)
		}
		if seen[row.API] {
			t.Errorf("%s has two rows", row.API)
		}
		seen[row.API] = true
	}
	if !seen["WriteStorageObjects"] || !seen["MatchDataSend"] {
		t.Error("the table lacks requests or messages")
	}
}

func TestRegisterNamesEveryHookThatFails(t *testing.T) {
	in := nakamatest.NewInitializer()
	in.FailRegistration("BeforeUpdateAccount", errors.New("no"))
	in.FailRegistration("BeforeRt matchjoin", errors.New("no"))
	in.FailRegistration("BeforeAuthenticateDevice", errors.New("no"))
	err := Register(in, newFixture(t).deps)
	for _, name := range []string{"UpdateAccount", "MatchJoin", "AuthenticateDevice"} {
		if err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("error %v does not name %s", err, name)
		}
	}
}
