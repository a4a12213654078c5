package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/BurntSushi/toml"
)

// previewMark is a file that every preview holds and no other output does.
const previewMark = "PREVIEW.txt"

// target gives the output folder's absolute path, and refuses one that would swallow the project's own files.
func (o buildOptions) target(out string) (string, error) {
	if out == "" {
		out = "public"
		if o.preview {
			out = "preview"
		}
	}
	dir, err := filepath.Abs(out)
	if err != nil {
		return "", err
	}
	if o.preview {
		for _, published := range []string{filepath.Join(o.dir, "public"), filepath.Join(o.dir, o.deployed())} {
			if within(published, dir) || filepath.Base(dir) == filepath.Base(published) {
				return "", usageError{fmt.Sprintf("a preview never goes into %s, which is for publication: name another -out", filepath.Base(published))}
			}
		}
	}
	if within(dir, o.dir) {
		return "", usageError{fmt.Sprintf("-out %s would replace the project itself", out)}
	}
	for _, folder := range []string{".git", ".ci", "archetypes", "assets", "content", "data", "i18n", "layouts", "static", "tools"} {
		if within(filepath.Join(o.dir, folder), dir) {
			return "", usageError{fmt.Sprintf("-out %s lies in the project's own %s/", out, folder)}
		}
	}
	return dir, nil
}

// deployed is the folder that Netlify publishes, by netlify.toml; "public" where that does not say.
func (o buildOptions) deployed() string {
	var netlify struct {
		Build struct {
			Publish string `toml:"publish"`
		} `toml:"build"`
	}
	// A project may have no netlify.toml, and one that is broken is Netlify's to refuse.
	_, _ = toml.DecodeFS(o.files, "netlify.toml", &netlify)
	if netlify.Build.Publish == "" {
		return "public"
	}
	return netlify.Build.Publish
}

// mayReplace reports whether a folder that holds something is one that a build may replace. A preview replaces previews
// alone; any other build replaces this project's public/, and what has the shape of an output.
func (o buildOptions) mayReplace(dir string) bool {
	has := func(name string) bool {
		_, err := os.Stat(filepath.Join(dir, filepath.FromSlash(name)))
		return err == nil
	}
	if o.preview {
		return has(previewMark)
	}
	return dir == filepath.Join(o.dir, "public") || has("index.html") && has("data/v1/matrix.json")
}

// within reports whether inner is outer or lies below it.
func within(outer, inner string) bool {
	rel, err := filepath.Rel(outer, inner)
	return err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}
