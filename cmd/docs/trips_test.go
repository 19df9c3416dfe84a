package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// The trips through the code in docs/design.md name functions that exist, at
// most ten a trip.
func TestTripsThroughTheCodeExist(t *testing.T) {
	root := filepath.Join("..", "..")
	text, err := os.ReadFile(filepath.Join(root, "docs", "design.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, section, found := strings.Cut(string(text), "\n## Trips through the code")
	if !found {
		t.Fatal("docs/design.md has no section of trips")
	}
	section, _, _ = strings.Cut(section, "\n## ")
	trips := strings.Split(section, "\n### ")[1:]
	if len(trips) < 5 {
		t.Errorf("%d trips, want five or more", len(trips))
	}
	stop := regexp.MustCompile("`([\\w/.]+\\.go): ([\\w.]+)`")
	for _, trip := range trips {
		name, _, _ := strings.Cut(trip, "\n")
		stops := stop.FindAllStringSubmatch(trip, -1)
		if len(stops) < 3 || len(stops) > 10 {
			t.Errorf("trip %q has %d stops, want 3 to 10", name, len(stops))
		}
		for _, s := range stops {
			if !declared(t, filepath.Join(root, s[1]), s[2]) {
				t.Errorf("trip %q: there is no %s in %s", name, s[2], s[1])
			}
		}
	}
}

// declared reports whether a file declares the function, or the method as
// Type.Method.
func declared(t *testing.T, path, name string) bool {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
	if err != nil {
		t.Error(err)
		return false
	}
	for _, declaration := range file.Decls {
		if fn, ok := declaration.(*ast.FuncDecl); ok && qualified(fn) == name {
			return true
		}
	}
	return false
}

// qualified is a function's name, with its receiver's type for a method.
func qualified(fn *ast.FuncDecl) string {
	if fn.Recv == nil {
		return fn.Name.Name
	}
	kind := fn.Recv.List[0].Type
	if star, ok := kind.(*ast.StarExpr); ok {
		kind = star.X
	}
	if generic, ok := kind.(*ast.IndexExpr); ok {
		kind = generic.X
	}
	if ident, ok := kind.(*ast.Ident); ok {
		return ident.Name + "." + fn.Name.Name
	}
	return fn.Name.Name
}
