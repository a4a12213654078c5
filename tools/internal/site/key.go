package site

import (
	"crypto/sha256"
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"declarationwatch/tools/internal/disk"
)

// What is rendered depends on how this package runs Hugo too.
//
//go:embed *.go
var sources embed.FS

// Key returns a hash of all that the files that Render writes follow from: the project without data/, the stage, the settings, Hugo and this package, and
// what the caller adds. Clock is not part of it, as it differs from build to build: the caller must add which pages it leaves out.
func (o Options) Key(more ...any) (string, error) {
	sum := sha256.New()
	options, err := json.Marshal([]any{o.Config, o.BaseURL, o.Originals, o.Preview, disk.Modules(), more})
	if err != nil {
		return "", err
	}
	fmt.Fprintf(sum, "%s\n", options)
	// add adds files with their names and sizes, so that no two sets of files make the same bytes.
	add := func(files fs.FS, name string) error {
		text, err := fs.ReadFile(files, name)
		fmt.Fprintf(sum, "%q %d\n", name, len(text))
		sum.Write(text)
		return err
	}
	for _, name := range o.Names {
		if strings.HasPrefix(name, "data/") { // pages have what the stage has of it
			continue
		}
		if err := add(o.Files, name); err != nil {
			return "", err
		}
	}
	for _, files := range []fs.FS{os.DirFS(o.Stage), sources} {
		err := fs.WalkDir(files, ".", func(name string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() {
				return err
			}
			return add(files, name)
		})
		if err != nil {
			return "", err
		}
	}
	return fmt.Sprintf("%x", sum.Sum(nil)), nil
}
