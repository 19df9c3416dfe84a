package nakamatest

import (
	"maps"
	"net/http"
	"slices"
	"strings"
	"sync"

	"github.com/heroiclabs/nakama-common/runtime"
)

// Initializer records what the plugin registers. The methods are in the
// generated file beside this one. As on the server, a later registration
// replaces an earlier one, and RPC ids and message names are case-blind.
type Initializer struct {
	runtime.Initializer // nil: what is not implemented fails loudly

	mu   sync.Mutex
	fns  map[string]any
	fail map[string]error
}

func newInitializer() *Initializer {
	return &Initializer{fns: map[string]any{}, fail: map[string]error{}}
}

// NewInitializer makes an initializer with nothing registered, for tests that
// need no server.
func NewInitializer() *Initializer { return newInitializer() }

// Registered lists what is registered: "Rpc equip_hat", "BeforeRt matchjoin",
// "BeforeWriteStorageObjects", "Match sagishi", in order.
func (i *Initializer) Registered() []string {
	i.mu.Lock()
	defer i.mu.Unlock()
	return slices.Sorted(maps.Keys(i.fns))
}

// Has reports whether something is registered, as Registered names it.
func (i *Initializer) Has(name string) bool { return i.Registration(name) != nil }

// Registration returns the function registered, as Registered names it; nil
// if there is none.
func (i *Initializer) Registration(name string) any {
	i.mu.Lock()
	defer i.mu.Unlock()
	return i.fns[name]
}

// Refuse makes a registration fail.
func (i *Initializer) Refuse(name string, err error) {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.fail[name] = err
}

// keep records a registration. The id is empty for what there is only one of.
func (i *Initializer) keep(what, id string, fn any) error {
	name := what
	if id != "" {
		name += " " + strings.ToLower(id)
	}
	if what == "Match" {
		name = what + " " + id
	}
	i.mu.Lock()
	defer i.mu.Unlock()
	if err := i.fail[name]; err != nil {
		return err
	}
	i.fns[name] = fn
	return nil
}

// RegisterHttp records a handler under its path.
func (i *Initializer) RegisterHttp(path string, handler func(http.ResponseWriter, *http.Request), _ ...string) error { //nolint:revive // Nakama's name
	return i.keep("Http", path, handler)
}

// RegisterStorageIndex records an index under its name.
func (i *Initializer) RegisterStorageIndex(name, collection, _ string, _, _ []string, _ int, _ bool) error {
	return i.keep("StorageIndex", name, collection)
}
