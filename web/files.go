package web

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
)

// startPage is the file that is served for "/".
const startPage = "index.html"

//go:embed page
var embedded embed.FS

// contentTypeOf returns the type with which a file is served; "" for files that
// are not, such as types for the linter.
func contentTypeOf(name string) string {
	if strings.HasSuffix(name, ".d.mts") || strings.HasSuffix(name, ".d.ts") {
		return ""
	}
	switch path.Ext(name) {
	case ".html":
		return "text/html; charset=utf-8"
	case ".css":
		return "text/css; charset=utf-8"
	case ".mjs":
		return "text/javascript; charset=utf-8"
	case ".svg":
		return "image/svg+xml"
	case ".txt":
		return "text/plain; charset=utf-8"
	default:
		return ""
	}
}

// pageFiles returns the content of each file that is served, by its path below
// page/.
func pageFiles() map[string][]byte {
	files := map[string][]byte{}
	// The files are part of the program: reading them cannot fail.
	_ = fs.WalkDir(embedded, "page", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || contentTypeOf(name) == "" {
			return err
		}
		content, err := embedded.ReadFile(name)
		files[strings.TrimPrefix(name, "page/")] = content
		return err
	})
	return files
}

// versionOf names the content of all files together.
func versionOf(files map[string][]byte) string {
	sum := sha256.New()
	for _, name := range slices.Sorted(maps.Keys(files)) {
		_, _ = fmt.Fprintf(sum, "%s %d\n", name, len(files[name])) // a hash takes everything
		_, _ = sum.Write(files[name])
	}
	return "v" + hex.EncodeToString(sum.Sum(nil)[:8])
}
