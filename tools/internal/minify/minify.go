// Package minify minifies the files of a built site in place, by media type. It runs once: Hugo runs without its own, and
// whatever is hashed is hashed afterwards, or is final and skipped here.
package minify

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"runtime/debug"
	"slices"
	"strings"
	"sync"

	"github.com/tdewolff/minify/v2"
	"github.com/tdewolff/minify/v2/css"
	"github.com/tdewolff/minify/v2/html"
	"github.com/tdewolff/minify/v2/js"
	"github.com/tdewolff/minify/v2/json"
	"github.com/tdewolff/minify/v2/svg"
	"github.com/tdewolff/minify/v2/xml"

	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/disk"
)

// types is the media type of each kind of file that is minified. Every other file is skipped.
var types = map[string]string{
	".html": "text/html",
	".css":  "text/css",
	".js":   "text/javascript",
	".json": "application/json",
	".svg":  "image/svg+xml",
	".xml":  "text/xml",
}

func minifier() *minify.M {
	m := minify.New()
	m.Add("text/html", &html.Minifier{
		// Valid HTML for other tools matters more than the last percent.
		KeepDocumentTags:    true,
		KeepEndTags:         true,
		KeepQuotes:          true,
		KeepDefaultAttrVals: true, // validators require the type of a button
	})
	m.Add("text/css", &css.Minifier{})
	m.Add("text/javascript", &js.Minifier{})
	m.Add("image/svg+xml", &svg.Minifier{})
	m.Add("text/xml", &xml.Minifier{})
	// Also of <script type="application/ld+json">. Numbers stay as they are written.
	m.AddRegexp(regexp.MustCompile(`[/+]json$`), &json.Minifier{KeepNumbers: true})
	return m
}

// What minified text depends on beside the text: how this package minifies, and the modules that it uses.
var (
	//go:embed minify.go
	options string
	modules = func() (all []string) {
		if build, ok := debug.ReadBuildInfo(); ok {
			for _, m := range build.Deps {
				all = append(all, m.Path+" "+m.Version)
			}
		}
		return all
	}()
)

// Rule is broken by a file that cannot be minified.
const Rule = "minify"

// Dir minifies every file of a known kind below dir, except those that are final, named from dir with slashes; the name of a
// folder ends in a slash. A file that cannot be parsed is a problem of the file that source returns for it.
func Dir(dir string, source func(name string) string, problems *diag.List, final ...string) error {
	m, kept := minifier(), disk.OpenMemo("minified")
	version := sha256.Sum256(fmt.Append(nil, options, modules))
	var names []string
	err := filepath.WalkDir(dir, func(file string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() || types[strings.ToLower(filepath.Ext(file))] == "" {
			return err
		}
		name, err := filepath.Rel(dir, file)
		name = filepath.ToSlash(name)
		if !slices.ContainsFunc(final, func(f string) bool { return name == f || strings.HasSuffix(f, "/") && strings.HasPrefix(name, f) }) {
			names = append(names, name)
		}
		return err
	})
	var mu sync.Mutex
	return errors.Join(err, disk.Each(names, func(_ int, name string) error {
		file := filepath.Join(dir, filepath.FromSlash(name))
		before, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		media := types[strings.ToLower(filepath.Ext(file))]
		key := sha256.Sum256(slices.Concat(version[:], []byte(media), before)) // most pages are those of the build before
		after, err := kept.Do(key, func() ([]byte, error) { return shrink(m, media, before) })
		switch {
		case err != nil:
			message, _, _ := strings.Cut(err.Error(), "\n")
			mu.Lock()
			defer mu.Unlock()
			problems.Errorf(diag.Position{File: source(name)}, Rule, "cannot be minified: %s", message)
			return nil
		case bytes.Equal(before, after):
			return nil
		}
		return os.WriteFile(file, after, 0o644)
	}))
}

func shrink(m *minify.M, media string, text []byte) ([]byte, error) {
	if media != types[".js"] && media != types[".json"] {
		if err := checkDepth(text, 0); err != nil {
			return nil, err
		}
	}
	return m.Bytes(media, text)
}
