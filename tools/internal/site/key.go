package site

import (
	"embed"
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
	sum := disk.NewSum(o.Config, o.BaseURL, o.Originals, o.Preview, disk.Modules(), more)
	for _, name := range o.Names {
		if !strings.HasPrefix(name, "data/") { // pages have what the stage has of it
			sum.Add(o.Files, name)
		}
	}
	sum.AddAll(os.DirFS(o.Stage))
	sum.AddAll(sources)
	return sum.Key()
}
