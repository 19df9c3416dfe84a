package web

import (
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
)

func get(t *testing.T, path string, header ...string) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, nil)
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	Handler().ServeHTTP(w, r)
	return w
}

func TestStartPageLoadsFilesThatAreKeptForEver(t *testing.T) {
	page := get(t, "/")
	if page.Code != http.StatusOK || !strings.HasPrefix(page.Header().Get("Content-Type"), "text/html") {
		t.Fatalf("%d %s", page.Code, page.Header().Get("Content-Type"))
	}
	if got := page.Header().Get("Cache-Control"); got != revalidate {
		t.Errorf("the start page may be kept: %s", got)
	}
	links := regexp.MustCompile(`(?:src|href)="\.(/[^"]+)"`).FindAllStringSubmatch(page.Body.String(), -1)
	if len(links) < 3 {
		t.Fatalf("the page loads %v", links)
	}
	for _, link := range links {
		if got := get(t, link[1]); got.Code != http.StatusOK || got.Header().Get("Cache-Control") != immutable {
			t.Errorf("%s: %d %s", link[1], got.Code, got.Header().Get("Cache-Control"))
		}
	}
}

func TestEveryAnswerHasTheSafetyHeaders(t *testing.T) {
	for _, path := range []string{"/", "/main.mjs", "/nothing"} {
		header := get(t, path).Header()
		csp := header.Get("Content-Security-Policy")
		if !strings.Contains(csp, "default-src 'none'") || strings.Contains(csp, "unsafe") || strings.Contains(csp, "*") {
			t.Errorf("%s: policy %q", path, csp)
		}
		if header.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s: browsers may guess the type", path)
		}
	}
}

func TestBrowserThatHasTheFileIsToldSo(t *testing.T) {
	first := get(t, "/main.mjs")
	etag := first.Header().Get("ETag")
	for given, want := range map[string]int{
		etag: http.StatusNotModified, "W/" + etag: http.StatusNotModified, `"x", ` + etag: http.StatusNotModified, `"x"`: http.StatusOK,
	} {
		if again := get(t, "/main.mjs", "If-None-Match", given); again.Code != want {
			t.Errorf("If-None-Match %s: %d", given, again.Code)
		}
	}
}

func TestOnlyGetAndHeadAreAnswered(t *testing.T) {
	for method, want := range map[string]int{
		http.MethodHead: http.StatusOK, http.MethodPost: http.StatusMethodNotAllowed, http.MethodDelete: http.StatusMethodNotAllowed,
	} {
		w := httptest.NewRecorder()
		Handler().ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), method, "/main.mjs", nil))
		if w.Code != want || method == http.MethodHead && w.Body.Len() > 0 {
			t.Errorf("%s: %d, %d bytes", method, w.Code, w.Body.Len())
		}
	}
}

func TestFilesOfTheLinterAreNotServed(t *testing.T) {
	for _, path := range []string{"/match/types.d.mts", "/vendor/nakama-js.d.mts", "/tsconfig.json"} {
		if got := get(t, path).Code; got != http.StatusNotFound {
			t.Errorf("%s: %d", path, got)
		}
	}
}

func TestPageHasNothingInline(t *testing.T) {
	page := string(pageFiles()[startPage])
	for _, inline := range []string{"<style", " style=", " onclick=", "javascript:"} {
		if strings.Contains(page, inline) {
			t.Errorf("the page has %s", inline)
		}
	}
	if regexp.MustCompile(`<script[^>]*>[^<]`).MatchString(page) {
		t.Error("the page has an inline script")
	}
}

// FuzzPaths asks for any path, escaped or not: only files of the page are served.
func FuzzPaths(f *testing.F) {
	for _, path := range []string{
		"/", "", "/main.mjs", "//main.mjs", "/../go.mod", "/%2e%2e/go.mod", "/page/main.mjs", "/./main.mjs", "/net/../main.mjs",
		"/net", "/net/", "/..\\main.mjs", "/main.mjs%00", "/vendor/../../handler.go", "/v2/account", "/etc/passwd", "C:\\boot.ini",
	} {
		f.Add(path)
	}
	h := newPageHandler(pageFiles())
	known := map[string]bool{}
	for _, file := range h.files {
		known[string(file.content)] = true
	}
	f.Fuzz(func(t *testing.T, path string) {
		r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/", nil)
		r.URL.Path = path
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		switch {
		case w.Code == http.StatusNotFound:
		case w.Code != http.StatusOK:
			t.Errorf("%q: %d", path, w.Code)
		case !known[w.Body.String()]:
			t.Errorf("%q: served %d bytes that are no file of the page", path, w.Body.Len())
		}
		if strings.Contains(path, "..") && w.Code == http.StatusOK {
			t.Errorf("%q was served", path)
		}
	})
}
