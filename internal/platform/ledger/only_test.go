package ledger_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// passesOn is the file that passes the ledger's own call on to Nakama.
const passesOn = "internal/app/database.go"

// The wallets of MultiUpdate are its argument of this index.
const walletArgument = 4

func TestNoCoinMovesExceptThroughTheLedger(t *testing.T) {
	files := 0
	err := filepath.WalkDir("../../..", func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir():
			if slices.Contains([]string{"ledger", "nakamatest", ".git", "node_modules"}, entry.Name()) {
				return fs.SkipDir
			}
			return nil
		case !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go"):
			return nil
		}
		files++
		set := token.NewFileSet()
		file, err := parser.ParseFile(set, path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		changes := walletChanges(file)
		if strings.HasSuffix(filepath.ToSlash(path), passesOn) && len(changes) == 1 {
			return nil
		}
		for _, at := range changes {
			t.Errorf("%s changes a wallet; use ledger.Ledger", set.Position(at))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if files < 10 {
		t.Errorf("looked at %d files only", files)
	}
}

func TestWalletChangesAreSeen(t *testing.T) {
	tests := []struct {
		code string
		want int
	}{
		{`nk.WalletUpdate(ctx, user, change, nil, true)`, 1},
		{`nk.WalletsUpdate(ctx, updates, true)`, 1},
		{`update := nk.WalletsUpdate; update(ctx, updates, true)`, 1},
		{`nk.MultiUpdate(ctx, nil, writes, nil, wallets, true)`, 1},
		{`multi := nk.MultiUpdate; _ = multi`, 1},
		{`nk.MultiUpdate(ctx, accounts, writes, nil, nil, false)`, 0},
		{`nk.StorageWrite(ctx, writes)`, 0},
	}
	for _, test := range tests {
		file, err := parser.ParseFile(token.NewFileSet(), "x.go", "package x\nfunc f() { "+test.code+" }", parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		if got := walletChanges(file); len(got) != test.want {
			t.Errorf("%s: found %d changes, want %d", test.code, len(got), test.want)
		}
	}
}

// walletChanges finds where a file changes wallets, or could.
func walletChanges(file *ast.File) []token.Pos {
	var found []token.Pos
	harmless := map[ast.Expr]bool{}
	ast.Inspect(file, func(node ast.Node) bool {
		switch node := node.(type) {
		case *ast.CallExpr:
			if len(node.Args) > walletArgument {
				id, ok := node.Args[walletArgument].(*ast.Ident)
				harmless[node.Fun] = ok && id.Name == "nil"
			}
		case *ast.SelectorExpr:
			switch node.Sel.Name {
			case "WalletUpdate", "WalletsUpdate":
				// The type of that name only describes a change.
				if x, ok := node.X.(*ast.Ident); !ok || x.Name != "runtime" {
					found = append(found, node.Pos())
				}
			case "MultiUpdate":
				if !harmless[node] {
					found = append(found, node.Pos())
				}
			}
		}
		return true
	})
	return found
}
