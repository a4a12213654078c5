package main

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/BurntSushi/toml"

	"declarationwatch/tools/internal/source"
)

// markPreview marks a folder as a preview, and has git ignore what is in it, wherever it is.
func markPreview(dir string) error {
	return errors.Join(
		os.WriteFile(filepath.Join(dir, source.PreviewMark), []byte("Preview, not for publication.\n"), 0o644),
		os.WriteFile(filepath.Join(dir, ".gitignore"), []byte("*\n"), 0o644),
	)
}

// target returns the absolute path of the output folder. It refuses one that would replace the project's own files.
func (o buildOptions) target(out string) (string, error) {
	dir := absolute(o.dir, cmp.Or(out, map[bool]string{false: "public", true: "preview"}[o.preview]))
	if o.preview {
		if o.env("NETLIFY") != "" {
			return "", usageError{"a preview shows what is withheld, and Netlify publishes what it builds; remove -preview"}
		}
		for _, published := range []string{filepath.Join(o.dir, "public"), filepath.Join(o.dir, o.deployed())} {
			if within(published, dir) || filepath.Base(dir) == filepath.Base(published) {
				return "", usageError{fmt.Sprintf("a preview must not replace %s, which is published; choose another -out", filepath.Base(published))}
			}
		}
	}
	if within(dir, o.dir) {
		return "", usageError{fmt.Sprintf("-out %s would replace the project itself", out)}
	}
	for _, folder := range append([]string{".git", ".ci", "tools"}, source.Folders...) {
		if within(filepath.Join(o.dir, folder), dir) {
			return "", usageError{fmt.Sprintf("-out %s is in the project's own folder %s/", out, folder)}
		}
	}
	return dir, nil
}

// deployed returns the folder that Netlify publishes, by netlify.toml, or "public".
func (o buildOptions) deployed() string {
	// A project may have no netlify.toml, and Netlify reports the mistakes in it.
	var netlify struct {
		Build struct{ Publish string }
	}
	_, _ = toml.DecodeFS(o.files, "netlify.toml", &netlify)
	return cmp.Or(netlify.Build.Publish, "public")
}

// mayReplace reports whether a build may replace a folder that is not empty. A preview replaces only previews; any other
// build replaces this project's public/, and what looks like an output.
func (o buildOptions) mayReplace(dir string) bool {
	has := func(name string) bool {
		_, err := os.Stat(filepath.Join(dir, filepath.FromSlash(name)))
		return err == nil
	}
	if o.preview {
		return has(source.PreviewMark)
	}
	return dir == filepath.Join(o.dir, "public") || has("index.html") && has("data/v1/matrix.json")
}

// within reports whether inner is outer or below it.
func within(outer, inner string) bool {
	rel, err := filepath.Rel(outer, inner)
	return err == nil && filepath.IsLocal(rel)
}
