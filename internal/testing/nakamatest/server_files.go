package nakamatest

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// ReadFile opens a file of Options.Files or of Options.FilesDir. Like the server, it
// refuses paths that leave the runtime directory.
func (n *Nakama) ReadFile(path string) (file *os.File, err error) {
	content, ok := n.options.Files[path]
	if !ok && n.options.FilesDir != "" {
		return os.OpenInRoot(n.options.FilesDir, path)
	}
	if !ok || !filepath.IsLocal(path) {
		return nil, fmt.Errorf("failed to open file: %w", fs.ErrNotExist)
	}
	file, err = os.CreateTemp("", "nakamatest-*")
	if err != nil {
		return nil, err
	}
	if err := os.Remove(file.Name()); err != nil {
		return nil, err
	}
	if _, err = file.WriteString(content); err != nil {
		return nil, err
	}
	if _, err = file.Seek(0, 0); err != nil {
		return nil, err
	}
	return file, nil
}
