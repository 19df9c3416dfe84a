package app_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"sagishi/internal/testing/nakamatest"
)

const (
	playground     = "Http /sagishi"
	playgroundFile = "Http /sagishi/{file:.*}"
)

func TestPlaygroundIsServedOnlyIfItIsOn(t *testing.T) {
	for value, want := range map[string]bool{"": false, "false": false, "true": true} {
		nk := nakamatest.New(nakamatest.Options{})
		env := map[string]string{}
		if value != "" {
			env["SAGISHI_PLAYGROUND"] = value
		}
		if _, err := start(t, nk, env); err != nil {
			t.Fatal(err)
		}
		var handlers []string
		for _, name := range nk.Initializer().Registered() {
			if strings.HasPrefix(name, "Http ") {
				handlers = append(handlers, name)
			}
		}
		if want != (len(handlers) == 2) || !want && len(handlers) > 0 {
			t.Errorf("SAGISHI_PLAYGROUND=%q: registered %q", value, handlers)
		}
	}
}

func TestPlaygroundServesThePageBelowItsPath(t *testing.T) {
	nk := nakamatest.New(nakamatest.Options{})
	if _, err := start(t, nk, map[string]string{"SAGISHI_PLAYGROUND": "true"}); err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct {
		handler, path string
		status        int
	}{
		{playground, "/sagishi", http.StatusPermanentRedirect},
		{playgroundFile, "/sagishi/", http.StatusOK},
		{playgroundFile, "/sagishi/main.mjs", http.StatusOK},
		{playgroundFile, "/sagishi/v2/account", http.StatusNotFound},
	} {
		route, ok := nk.Initializer().Registration(tc.handler).(nakamatest.HTTPRoute)
		if !ok {
			t.Fatalf("no handler %q", tc.handler)
		}
		w := httptest.NewRecorder()
		route.Handler(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, tc.path, nil))
		if w.Code != tc.status {
			t.Errorf("%s: %d", tc.path, w.Code)
		}
	}
}
