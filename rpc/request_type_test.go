package rpc

import (
	"context"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"sagishi/internal/platform/callback"
	"sagishi/internal/testing/nakamatest"
)

// answerEmpty is the method of an RPC with any request type.
func answerEmpty[Req any](context.Context, callback.Caller, Req) (struct{}, error) {
	return struct{}{}, nil
}

type recursive struct {
	Children []recursive `json:"children"`
}

func TestRequestTypesAreCheckedAtRegistration(t *testing.T) {
	for name, test := range map[string]struct {
		handler handler
		field   string // of the error; "" if the type is accepted
	}{
		"int": {handle(answerEmpty[struct {
			Size int `json:"size"`
		}]), "request.size"},
		"int64, not integer": {handle(answerEmpty[struct {
			Size int64 `json:"size"`
		}]), "request.size"},
		"uint8": {handle(answerEmpty[struct {
			Size *uint8 `json:"size"`
		}]), "request.size"},
		"bytes": {handle(answerEmpty[struct {
			Data []byte `json:"data"`
		}]), "request.data[]"},
		"array": {handle(answerEmpty[struct {
			At [3]float64 `json:"at"`
		}]), "request.at"},
		"raw JSON": {handle(answerEmpty[struct {
			Raw json.RawMessage `json:"raw"`
		}]), "request.raw"},
		"time": {handle(answerEmpty[struct {
			At time.Time `json:"at"`
		}]), "request.at"},
		"pointer to a pointer": {handle(answerEmpty[struct {
			Name **string `json:"name"`
		}]), "request.name"},
		"map by number": {handle(answerEmpty[struct {
			Votes map[int]string `json:"votes"`
		}]), "request.votes"},
		"int in a list of structs in a map": {handle(answerEmpty[struct {
			Rows map[string][]struct {
				Size int `json:"size"`
			} `json:"rows"`
		}]), "request.rows[][].size"},
		"no tag": {handle(answerEmpty[struct {
			Name string
		}]), "request.Name"},
		"embedded":        {handle(answerEmpty[struct{ sample }]), "request.sample"},
		"not exported":    {handle(answerEmpty[struct{ name string }]), "request.name"},
		"contains itself": {handle(answerEmpty[recursive]), "request.children[]"},
		"not a struct":    {handle(answerEmpty[[]string]), "not a struct"},
		"accepted":        {handle(answerEmpty[sample]), ""},
		"empty":           {handle(answerEmpty[struct{}]), ""},
		"server":          {handleServer(func(context.Context, struct{ Size int }) (int, error) { return 0, nil }), "request.Size"},
	} {
		t.Run(name, func(t *testing.T) {
			nk := nakamatest.New(nakamatest.Options{})
			in := nk.Initializer()
			err := register(in, []endpoint{
				{"new_rpc", test.handler, defaultLimit},
				{"other_rpc", handle(answerEmpty[sample]), defaultLimit},
			}, nk.Now)
			if in.Has("Rpc new_rpc") != (test.field == "") || !in.Has("Rpc other_rpc") {
				t.Errorf("registered %v", in.Registered())
			}
			if test.field == "" {
				if err != nil {
					t.Error(err)
				}
				return
			}
			if err == nil || !strings.Contains(err.Error(), "new_rpc") || !strings.Contains(err.Error(), test.field) {
				t.Errorf("register = %v, want new_rpc and %s in it", err, test.field)
			}
		})
	}
}
