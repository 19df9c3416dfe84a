package rpc

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"sagishi/internal/platform/apierr"
	"sagishi/internal/platform/callback"
	"sagishi/internal/service/items"
	"sagishi/internal/testing/nakamatest"
)

func TestRegisterReportsEveryError(t *testing.T) {
	in := nakamatest.NewInitializer()
	in.FailRegistration("Rpc equip_hat", errors.New("first"))
	in.FailRegistration("Rpc join_code", errors.New("second"))
	err := Register(in, Deps{})
	for _, want := range []string{"equip_hat", "first", "join_code", "second"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("Register = %v, want %q in it", err, want)
		}
	}
	if !in.Has("Rpc get_catalog") {
		t.Error("one error kept another RPC from being registered")
	}
}

func TestPlayersAndServersCallTheirOwnRPCs(t *testing.T) {
	w := newWorld(t)
	for _, e := range (Deps{}).table() {
		if e.serverOnly {
			w.refuse(e.id, `not even JSON`, apierr.CodePermissionDenied, "servers")
			w.refuseBy("", e.id, `not even JSON`, apierr.CodeInvalidArgument, "JSON")
		} else {
			w.refuseBy("", e.id, `not even JSON`, apierr.CodeUnauthenticated, "logged in")
			w.refuse(e.id, `not even JSON`, apierr.CodeInvalidArgument, "JSON")
		}
	}
}

func TestEveryRPCDecodesStrictly(t *testing.T) {
	w := newWorld(t)
	before := w.state()
	for _, e := range (Deps{}).table() {
		for _, payload := range []string{
			`{"unheard_of":1}`, `{"unheard_of":null}`, `[]`, `null`, `"{}"`, `7`, `{} {}`, `{}x`, `{`, ` `, `{"settings":}`,
			"{\"a\":\"" + strings.Repeat("a", maxPayload) + `"}`, strings.Repeat("[", 15_000), strings.Repeat(`{"a":`, 3_000),
		} {
			w.refuseBy(w.callerOf(e), e.id, payload, apierr.CodeInvalidArgument, "")
		}
	}
	if w.state() != before {
		t.Error("a refused call changed something")
	}
}

// Each field of each RPC is set to null in the documented request.
func TestNullIsAbsentInOptionalFieldsOnly(t *testing.T) {
	requests := map[string]string{}
	for _, row := range documentedRPCs(t) {
		requests[row.id] = row.request
	}
	for _, e := range (Deps{}).table() {
		for _, f := range fieldsOf(e.request) {
			w := newWorld(t)
			before := w.state()
			nulled, absent := withField(t, w.inWorld(requests[e.id]), f.name)
			answer, err := w.call(w.callerOf(e), e.id, nulled)
			if f.required {
				if code, message := codeOf(err); code != apierr.CodeInvalidArgument || !strings.Contains(message, f.name) || w.state() != before {
					t.Errorf("%s with %s null: code %d %q", e.id, f.name, code, message)
				}
				continue
			}
			w = newWorld(t)
			want, wantErr := w.call(w.callerOf(e), e.id, absent)
			if code, _ := codeOf(err); answer == "" && code == apierr.CodeInvalidArgument && !eitherOr(e.id, f.name) || fmt.Sprint(err) != fmt.Sprint(wantErr) {
				t.Errorf("%s with %s null = %s, %v; without it %s, %v", e.id, f.name, answer, err, want, wantErr)
			}
		}
	}
}

// withField returns an object with a field set to null, and without the field.
func withField(t *testing.T, object, name string) (nulled, absent string) {
	t.Helper()
	var fields map[string]any
	if err := json.Unmarshal([]byte(object), &fields); err != nil {
		t.Fatal(err)
	}
	texts := make([]string, 2)
	for i, change := range []func(){func() { fields[name] = nil }, func() { delete(fields, name) }} {
		change()
		text, err := json.Marshal(fields)
		if err != nil {
			t.Fatal(err)
		}
		texts[i] = string(text)
	}
	return texts[0], texts[1]
}

// failing is an Items whose catalog fails.
type failing struct {
	Items
	fail func() error
}

func (f failing) Catalog(context.Context, string) ([]items.Listing, error) { return nil, f.fail() }

func TestInternalErrorsAreLoggedAndHidden(t *testing.T) {
	tests := map[string]func() error{
		"error":       func() error { return errDatabase },
		"panic":       func() error { panic("database is away") },
		"nil service": nil,
	}
	for name, fail := range tests {
		t.Run(name, func(t *testing.T) {
			n := nakamatest.New(nakamatest.Options{})
			ann := n.NewUser("ann")
			e := endpoint{id: "get_catalog", handler: handle(Deps{Items: failing{fail: fail}}.getCatalog)}
			answer, err := e.entry(n.Context(ann), n.Logger(), nil, nil, "")
			if code, message := codeOf(err); code != apierr.CodeInternal || message != "internal error" || answer != "" {
				t.Errorf("answer %q, code %d %q", answer, code, message)
			}
			logged := n.Logger().Entries()
			if len(logged) != 1 || logged[0].Level != "error" || logged[0].Fields["user_id"] != ann || logged[0].Fields["entry"] != "rpc get_catalog" {
				t.Errorf("log = %+v", logged)
			}
		})
	}
}

func TestClientErrorsAreShownAndNotLogged(t *testing.T) {
	w := newWorld(t)
	w.refuse("equip_hat", `{"hat":"crown"}`, apierr.CodeFailedPrecondition, "hat")
	if logged := w.n.Logger().Entries(); len(logged) != 0 {
		t.Errorf("log = %+v", logged)
	}
}

func TestAnswerThatCannotBeEncodedIsInternal(t *testing.T) {
	h := handle(func(context.Context, callback.Caller, struct{}) (func(), error) { return func() {}, nil })
	_, err := h.call(t.Context(), callback.Caller{UserID: "ann"}, "")
	if err == nil || apierr.CodeOf(err) != apierr.CodeInternal {
		t.Errorf("error = %v", err)
	}
}

func TestHandlerSeesTheCaller(t *testing.T) {
	n := nakamatest.New(nakamatest.Options{})
	ann := n.NewUser("ann")
	var got callback.Caller
	e := endpoint{id: "who", handler: handle(func(_ context.Context, caller callback.Caller, _ struct{}) (struct{}, error) {
		got = caller
		return struct{}{}, nil
	})}
	answer, err := e.entry(n.Context(ann), n.Logger(), nil, nil, "")
	if err != nil || answer != "{}" || got.UserID != ann || got.Username != "ann" {
		t.Errorf("answer %q, %v, caller %+v", answer, err, got)
	}
}
