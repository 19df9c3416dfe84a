package rpc

import (
	"context"
	"errors"
	"strings"
	"testing"

	"sagishi/internal/platform/apierr"
	"sagishi/internal/platform/callback"
	"sagishi/internal/service/items"
	"sagishi/internal/testing/nakamatest"
)

// contract is every RPC, and whether it is for servers.
var contract = map[string]bool{
	"equip_hat": false, "equip_title": false, "equip_skin": false,
	"update_group_metadata": false, "update_group_size": false,
	"create_match": false, "find_match": false, "join_code": false,
	"get_catalog": false, "purchase_item": false,
	"admin_grant": true, "admin_pay_rewards": true,
}

func TestTableIsTheContract(t *testing.T) {
	seen := map[string]bool{}
	for _, e := range (Deps{}).table() {
		if _, named := contract[e.id]; !named || seen[e.id] {
			t.Errorf("%s is not in the contract, or is listed twice", e.id)
		}
		seen[e.id] = true
	}
	for id := range contract {
		if !seen[id] {
			t.Errorf("%s is missing", id)
		}
	}
}

func TestRegisterReportsEveryFault(t *testing.T) {
	in := nakamatest.NewInitializer()
	in.Refuse("Rpc equip_hat", errors.New("first"))
	in.Refuse("Rpc join_code", errors.New("second"))
	err := Register(in, Deps{})
	for _, want := range []string{"equip_hat", "first", "join_code", "second"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("Register = %v, want %q in it", err, want)
		}
	}
	if !in.Has("Rpc get_catalog") {
		t.Error("one fault kept another RPC from being registered")
	}
}

func TestWhoMayCall(t *testing.T) {
	w := newWorld(t)
	for id, server := range contract {
		if server {
			w.refuse(id, `not even JSON`, apierr.CodePermissionDenied, "servers")
			w.refuseBy("", id, `not even JSON`, apierr.CodeInvalidArgument, "JSON")
		} else {
			w.refuseBy("", id, `not even JSON`, apierr.CodeUnauthenticated, "logged in")
			w.refuse(id, `not even JSON`, apierr.CodeInvalidArgument, "JSON")
		}
	}
}

func TestEveryRPCDecodesStrictly(t *testing.T) {
	w := newWorld(t)
	before := w.state()
	for id, server := range contract {
		user := w.ann
		if server {
			user = ""
		}
		for _, payload := range []string{
			`{"unheard_of":1}`, `[]`, `null`, `"{}"`, `7`, `{} {}`, `{}x`, `{`, ` `, `{"settings":}`,
			"{\"a\":\"" + strings.Repeat("a", maxPayload) + `"}`, strings.Repeat("[", 15_000), strings.Repeat(`{"a":`, 3_000),
		} {
			w.refuseBy(user, id, payload, apierr.CodeInvalidArgument, "")
		}
	}
	if w.state() != before {
		t.Error("a refused call changed something")
	}
}

// failing is a Deps whose items fail as they are told.
type failing struct {
	Items
	fail func() error
}

func (f failing) Catalog(context.Context, string) ([]items.Listing, error) { return nil, f.fail() }

func TestInternalErrorsAreLoggedAndNotShown(t *testing.T) {
	tests := map[string]func() error{
		"error":       func() error { return errDatabase },
		"panic":       func() error { panic("database is away") },
		"nil service": nil,
	}
	for name, fail := range tests {
		t.Run(name, func(t *testing.T) {
			n := nakamatest.New(nakamatest.Options{})
			ann := n.NewUser("ann")
			e := endpoint{id: "get_catalog", serve: handle(Deps{Items: failing{fail: fail}}.getCatalog)}
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

func TestFaultsAreShownAndNotLogged(t *testing.T) {
	w := newWorld(t)
	w.refuse("equip_hat", `{"hat":"crown"}`, apierr.CodeFailedPrecondition, "hat")
	if logged := w.n.Logger().Entries(); len(logged) != 0 {
		t.Errorf("log = %+v", logged)
	}
}

func TestAnswerThatIsNoJSONIsInternal(t *testing.T) {
	serve := handle(func(context.Context, callback.Caller, struct{}) (func(), error) { return func() {}, nil })
	_, err := serve(t.Context(), callback.Caller{UserID: "ann"}, "")
	if err == nil || apierr.CodeOf(err) != apierr.CodeInternal {
		t.Errorf("error = %v", err)
	}
}

func TestHandlerSeesTheCaller(t *testing.T) {
	n := nakamatest.New(nakamatest.Options{})
	ann := n.NewUser("ann")
	var got callback.Caller
	e := endpoint{id: "who", serve: handle(func(_ context.Context, caller callback.Caller, _ struct{}) (struct{}, error) {
		got = caller
		return struct{}{}, nil
	})}
	answer, err := e.entry(n.Context(ann), n.Logger(), nil, nil, "")
	if err != nil || answer != "{}" || got.UserID != ann || got.Username != "ann" {
		t.Errorf("answer %q, %v, caller %+v", answer, err, got)
	}
}
