package web

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strconv"
	"strings"
)

// policy is the page's Content-Security-Policy: everything comes from the page's own
// host, no script or style is inline, and no text becomes markup.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
	"frame-src 'self'; frame-ancestors 'self'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"

const (
	// revalidate lets browsers keep a file and ask each time whether it has changed.
	revalidate = "no-cache"
	// immutable lets browsers keep a file for ever: its address names its content.
	immutable = "public, max-age=31536000, immutable"
)

// file is one file of the page as it is sent.
type file struct {
	contentType string
	etag        string
	content     []byte
}

// pageHandler serves the files of a table, and nothing else. It never touches the
// file system, so that no path can lead out of the table.
type pageHandler struct {
	files   map[string]file // by path without a leading slash
	version string          // of all files together
}

// Handler returns the handler of the page, for paths from "/" on. It answers GET
// and HEAD. Every file is also served below the version of the page, from where
// browsers need not load it again.
func Handler() http.Handler { return newPageHandler(pageFiles()) }

// newPageHandler lets the start page load everything from below its version.
func newPageHandler(contents map[string][]byte) *pageHandler {
	h := &pageHandler{files: map[string]file{}, version: versionOf(contents)}
	for path, content := range contents {
		if path == startPage {
			content = bytes.ReplaceAll(content, []byte(`="./`), []byte(`="./`+h.version+`/`))
		}
		sum := sha256.Sum256(content)
		h.files[path] = file{
			contentType: contentTypeOf(path), content: content, etag: `"` + hex.EncodeToString(sum[:12]) + `"`,
		}
	}
	return h
}

// ServeHTTP answers with a file of the page, or 404.
func (h *pageHandler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	header := w.Header()
	header.Set("Content-Security-Policy", policy)
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("Referrer-Policy", "no-referrer")
	header.Set("Cache-Control", revalidate)
	header.Del("Access-Control-Allow-Origin") // Nakama allows every site to read what it serves
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		header.Set("Allow", "GET, HEAD")
		http.Error(w, "only GET and HEAD", http.StatusMethodNotAllowed)
		return
	}
	path, versioned := strings.CutPrefix(strings.TrimPrefix(r.URL.Path, "/"), h.version+"/")
	if path == "" && !versioned {
		path = startPage
	}
	f, found := h.files[path]
	if !found {
		http.Error(w, "no such file", http.StatusNotFound)
		return
	}
	if versioned {
		header.Set("Cache-Control", immutable)
	}
	header.Set("ETag", f.etag)
	if matches(r.Header.Get("If-None-Match"), f.etag) {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	header.Set("Content-Type", f.contentType)
	header.Set("Content-Length", strconv.Itoa(len(f.content)))
	if r.Method == http.MethodGet {
		_, _ = w.Write(f.content) // the browser has gone: nobody to tell
	}
}

// matches reports whether the browser has the file: its list of tags has this one,
// perhaps marked as weak by something that compressed the answer.
func matches(ifNoneMatch, etag string) bool {
	for tag := range strings.SplitSeq(ifNoneMatch, ",") {
		if tag = strings.TrimPrefix(strings.TrimSpace(tag), "W/"); tag == etag || tag == "*" {
			return true
		}
	}
	return false
}
