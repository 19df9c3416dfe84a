package nakamatest

import (
	"maps"
	"net/http"
	"slices"
	"strings"
	"sync"

	"github.com/heroiclabs/nakama-common/runtime"
)

// Initializer records the plugin's registrations. Its methods are in
// initializer_gen.go. As on the server, a later registration replaces an earlier
// one, and RPC ids and message names are case-insensitive.
type Initializer struct {
	runtime.Initializer // nil: a method that is not implemented panics

	mu   sync.Mutex
	fns  map[string]any
	fail map[string]error
}

func newInitializer() *Initializer {
	return &Initializer{fns: map[string]any{}, fail: map[string]error{}}
}

// NewInitializer returns an empty initializer, for tests that need no server.
func NewInitializer() *Initializer { return newInitializer() }

// Registered lists the registrations in alphabetical order, such as
// "BeforeRt matchjoin", "BeforeWriteStorageObjects", "Match sagishi", "Rpc equip_hat".
func (i *Initializer) Registered() []string {
	i.mu.Lock()
	defer i.mu.Unlock()
	return slices.Sorted(maps.Keys(i.fns))
}

// Has reports whether there is a registration of that name, as in Registered.
func (i *Initializer) Has(name string) bool { return i.Registration(name) != nil }

// Registration returns the function registered under a name, as in Registered; nil
// if there is none.
func (i *Initializer) Registration(name string) any {
	i.mu.Lock()
	defer i.mu.Unlock()
	return i.fns[name]
}

// FailRegistration makes the registration of that name fail.
func (i *Initializer) FailRegistration(name string, err error) {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.fail[name] = err
}

// record stores a registration. The id is empty for kinds that exist only once.
func (i *Initializer) record(what, id string, fn any) error {
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

// HTTPRoute is a handler on the server's HTTP port.
type HTTPRoute struct {
	Path    string // as gorilla/mux takes it
	Methods []string
	Handler http.HandlerFunc
}

// RegisterHttp records a handler under its path.
func (i *Initializer) RegisterHttp(path string, handler func(http.ResponseWriter, *http.Request), methods ...string) error { //nolint:revive // Nakama's name
	return i.record("Http", path, HTTPRoute{path, methods, handler})
}

// HTTPRoutes lists the handlers of RegisterHttp by their paths.
func (i *Initializer) HTTPRoutes() []HTTPRoute {
	var routes []HTTPRoute
	for _, name := range i.Registered() {
		if route, ok := i.Registration(name).(HTTPRoute); ok {
			routes = append(routes, route)
		}
	}
	return routes
}

// RegisterStorageIndex records an index under its name.
func (i *Initializer) RegisterStorageIndex(name, collection, _ string, _, _ []string, _ int, _ bool) error {
	return i.record("StorageIndex", name, collection)
}
