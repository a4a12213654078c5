// Package minify makes the files of a built site smaller, in place, by media type. It is the only pass that does: Hugo
// runs without its own, and whatever is hashed is hashed afterwards, or is final before it comes here and left alone.
package minify

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"

	"github.com/tdewolff/minify/v2"
	"github.com/tdewolff/minify/v2/css"
	"github.com/tdewolff/minify/v2/html"
	"github.com/tdewolff/minify/v2/js"
	"github.com/tdewolff/minify/v2/json"
	"github.com/tdewolff/minify/v2/svg"
	"github.com/tdewolff/minify/v2/xml"
	"golang.org/x/sync/errgroup"
)

// types gives the media type of each kind of file that is made smaller. Every other file is left alone.
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
		// Valid HTML that other tools can read matters more than the last percent.
		KeepDocumentTags:    true,
		KeepEndTags:         true,
		KeepQuotes:          true,
		KeepDefaultAttrVals: true, // validators ask that a button say its type
		KeepSpecialComments: false,
	})
	m.Add("text/css", &css.Minifier{})
	m.Add("text/javascript", &js.Minifier{})
	m.Add("application/json", &json.Minifier{KeepNumbers: true}) // figures stay as they are written
	m.Add("image/svg+xml", &svg.Minifier{})
	m.Add("text/xml", &xml.Minifier{KeepWhitespace: false})
	m.AddRegexp(regexp.MustCompile(`[/+]json$`), &json.Minifier{KeepNumbers: true}) // <script type="application/ld+json">
	return m
}

// Dir minifies every file of a known kind below dir, but for those that are final, named from dir with slashes; a folder,
// with a slash at its end, stands for all that is in it. A file that cannot be parsed is an error that names it.
func Dir(dir string, final ...string) error {
	m := minifier()
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	walk := filepath.WalkDir(dir, func(file string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		media := types[strings.ToLower(filepath.Ext(file))]
		if media == "" || !entry.Type().IsRegular() {
			return nil
		}
		rel, err := filepath.Rel(dir, file)
		if err != nil || isFinal(filepath.ToSlash(rel), final) {
			return err
		}
		group.Go(func() error {
			if err := shrink(m, media, file); err != nil {
				return fmt.Errorf("minify %s: %w", filepath.ToSlash(rel), err)
			}
			return nil
		})
		return nil
	})
	return errors.Join(walk, group.Wait())
}

func isFinal(name string, final []string) bool {
	return slices.ContainsFunc(final, func(f string) bool {
		return name == f || strings.HasSuffix(f, "/") && strings.HasPrefix(name, f)
	})
}

func shrink(m *minify.M, media, file string) error {
	before, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	after, err := m.Bytes(media, before)
	if err != nil {
		return err
	}
	if bytes.Equal(before, after) {
		return nil
	}
	return os.WriteFile(file, after, 0o644)
}
