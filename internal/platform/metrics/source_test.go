package metrics_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"sagishi/internal/platform/metrics"
)

// variables returns the definition of each variable of the table.
func variables(t *testing.T) map[string]metrics.Definition {
	t.Helper()
	byName := map[string]metrics.Definition{}
	for _, d := range metrics.Table() {
		byName[d.Name] = d
	}
	file, err := parser.ParseFile(token.NewFileSet(), "definitions.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]metrics.Definition{}
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok || len(spec.Values) != 1 {
			return true
		}
		ast.Inspect(spec.Values[0], func(n ast.Node) bool {
			if literal, ok := n.(*ast.BasicLit); ok && literal.Kind == token.STRING {
				if text, err := strconv.Unquote(literal.Value); err == nil && strings.HasPrefix(text, "sagishi_") {
					found[spec.Names[0].Name] = byName[text]
				}
			}
			return true
		})
		return true
	})
	if len(found) != len(byName) {
		t.Fatalf("%d variables, %d metrics", len(found), len(byName))
	}
	return found
}

// forEachCall calls f for every call in the plugin's code.
func forEachCall(t *testing.T, f func(at string, call *ast.CallExpr)) {
	t.Helper()
	root := filepath.Join("..", "..", "..")
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && (entry.Name() == "node_modules" || entry.Name() == "testing" || entry.Name() == "bench" || entry.Name() == "observe"):
			return filepath.SkipDir
		case entry.IsDir() || filepath.Ext(path) != ".go" || strings.HasSuffix(path, "_test.go"):
			return nil
		}
		files := token.NewFileSet()
		file, err := parser.ParseFile(files, path, nil, 0)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok {
				f(files.Position(call.Pos()).String(), call)
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// metricOf returns the name of the variable if an expression is metrics.NAME.
func metricOf(e ast.Expr) string {
	if selector, ok := e.(*ast.SelectorExpr); ok {
		if of, ok := selector.X.(*ast.Ident); ok && of.Name == "metrics" {
			return selector.Sel.Name
		}
	}
	return ""
}

func TestTheCodeCountsThroughTheTableWithAllLabels(t *testing.T) {
	table := variables(t)
	used := map[string]bool{}
	forEachCall(t, func(at string, call *ast.CallExpr) {
		for _, argument := range call.Args {
			used[metricOf(argument)] = true
		}
		selector, ok := call.Fun.(*ast.SelectorExpr)
		if !ok {
			return
		}
		name := metricOf(selector.X)
		definition, known := table[name]
		if !known {
			return
		}
		used[name] = true
		if got := len(call.Args) - 2; got != len(definition.Labels) {
			t.Errorf("%s: %s has %d labels in the table, the call gives %d", at, definition.Name, len(definition.Labels), got)
		}
	})
	for name, definition := range table {
		if !used[name] {
			t.Errorf("nothing counts %s", definition.Name)
		}
	}
}

func TestNothingCountsPastTheTable(t *testing.T) {
	forEachCall(t, func(at string, call *ast.CallExpr) {
		selector, ok := call.Fun.(*ast.SelectorExpr)
		if !ok || !strings.HasPrefix(selector.Sel.Name, "Metrics") || len(call.Args) != 3 {
			return
		}
		if !strings.Contains(at, "internal/platform/metrics/") && !strings.Contains(at, "internal/app/database.go") {
			t.Errorf("%s: %s is called past the table: add a row to internal/platform/metrics/definitions.go", at, selector.Sel.Name)
		}
	})
}
