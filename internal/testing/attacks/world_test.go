package attacks_test

import (
	"context"
	"maps"
	"strings"
	"testing"
	"time"

	"sagishi/internal/app"
	"sagishi/internal/testing/nakamatest"
)

// gRPC codes of errors that clients receive.
const (
	invalidArgument    = 3
	notFound           = 5
	permissionDenied   = 7
	resourceExhausted  = 8
	failedPrecondition = 9
	unauthenticated    = 16
)

// world is a server with the plugin.
type world struct {
	*testing.T
	nk     *nakamatest.Nakama
	plugin *app.Plugin
}

// newWorld starts a server with the configuration. All games
// count, short ones with the same players too, unless it says otherwise.
func newWorld(t *testing.T, env map[string]string) *world {
	t.Helper()
	merged := map[string]string{"SAGISHI_RANKED_MIN_SECONDS": "0", "SAGISHI_RANKED_SETTINGS": "any", "SAGISHI_RANKED_SAME_OPPONENTS": "100000"}
	maps.Copy(merged, env)
	w := &world{T: t, nk: nakamatest.New(nakamatest.Options{})}
	p, err := app.Start(t.Context(), app.Host{
		Logger: w.nk.Logger(), Nakama: w.nk, In: w.nk.Initializer(), Env: merged, Now: w.nk.Now,
	})
	w.must(err)
	w.plugin = p
	t.Cleanup(func() {
		for _, entry := range w.nk.Logger().Entries() {
			if entry.Level == "error" {
				t.Errorf("logged: %s", entry.Message)
			}
		}
	})
	return w
}

func (w *world) must(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

// wantCode fails unless err is a refusal with that code; 0 means no
// error.
func (w *world) wantCode(what string, err error, code int) {
	w.Helper()
	if got := nakamatest.Code(err); got != code {
		w.Errorf("%s: code %d (%v), want %d", what, got, err, code)
	}
}

// wantText fails unless err contains the text.
func (w *world) wantText(what string, err error, text string) {
	w.Helper()
	if err == nil || !strings.Contains(err.Error(), text) {
		w.Errorf("%s: %v, want a refusal that contains %q", what, err, text)
	}
}

// contextFor returns a context that ends after d.
func contextFor(t *testing.T, d time.Duration) (context.Context, context.CancelFunc) {
	t.Helper()
	return context.WithTimeout(t.Context(), d)
}
