// Package minify minifies the files of a built site in place, by media type. It runs once: Hugo runs without its own, and
// whatever is hashed is hashed afterwards, or is final and skipped here.
package minify

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
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
	"github.com/tdewolff/parse/v2"

	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/disk"
)

// types is the media type of each kind of file that is minified. Every other file is skipped.
var types = map[string]string{
	".html": "text/html",
	".css":  "text/css;file=1",
	".js":   "text/javascript",
	".json": "application/json",
	".svg":  "image/svg+xml",
	".xml":  "text/xml",
}

// minifier returns the minifiers of all types.
func minifier(layers bool) *minify.M {
	m := minify.New()
	m.Add("text/html", &html.Minifier{
		// Valid HTML for other tools matters more than the last percent.
		KeepDocumentTags:    true,
		KeepEndTags:         true,
		KeepQuotes:          true,
		KeepDefaultAttrVals: true, // validators require the type of a button
	})
	m.Add("text/css", &css.Minifier{})
	if !layers {
		m.AddFunc("text/css", minifyStyle)
	}
	m.Add("text/javascript", &js.Minifier{})
	m.Add("image/svg+xml", &svg.Minifier{})
	m.Add("text/xml", &xml.Minifier{})
	// Also of <script type="application/ld+json">. Numbers stay as they are written.
	m.AddRegexp(regexp.MustCompile(`[/+]json$`), &json.Minifier{KeepNumbers: true})
	return m
}

// minifyStyle minifies the style sheets in files, which flattenFiles has flattened, and flattens those in HTML first.
func minifyStyle(m *minify.M, w io.Writer, r io.Reader, params map[string]string) error {
	if params["inline"] == "" && params["file"] == "" { // neither an attribute nor a file
		text, err := io.ReadAll(r)
		if err != nil {
			return err
		}
		flat, err := Flatten(string(text))
		if err != nil {
			return err
		}
		r = strings.NewReader(flat[0])
	}
	return (&css.Minifier{}).Minify(m, w, r, params)
}

// flattenFiles flattens the style sheets of a site together, because a page loads several. Sheets are linked in the order
// of their names. What cannot be parsed stays as it is: minifying it reports what is wrong.
func flattenFiles(dir string, names []string) error {
	var files, texts []string
	for _, name := range names {
		if strings.EqualFold(path.Ext(name), ".css") {
			files = append(files, name)
		}
	}
	slices.SortFunc(files, linked)
	for _, name := range files {
		text, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
		if err != nil {
			return err
		}
		texts = append(texts, string(text))
	}
	flat, err := Flatten(texts...)
	if err != nil {
		return nil
	}
	var errs []error
	for i, name := range files {
		errs = append(errs, os.WriteFile(filepath.Join(dir, filepath.FromSlash(name)), []byte(flat[i]), 0o644))
	}
	return errors.Join(errs...)
}

// linked compares the names of style sheets as pages link to them: site.HASH.css is before site-partner.HASH.css.
func linked(a, b string) int { return slices.Compare(strings.Split(a, "."), strings.Split(b, ".")) }

// What minified text depends on beside the text: how this package minifies, and the modules that it uses.
var (
	//go:embed minify.go
	options string
	//go:embed flatten.go
	flattening string
	//go:embed selector.go
	selecting string
)

// Rule is broken by a file that cannot be minified.
const Rule = "minify"

// Dir minifies every file of a known kind below dir, except those that are final, named from dir with slashes; the name of a
// folder ends in a slash. A file that cannot be parsed is a problem of the file that source returns for it. Style sheets are
// flattened, unless layers says that they keep their layers.
func Dir(dir string, layers bool, source func(name string) string, problems *diag.List, final ...string) error {
	m, kept := minifier(layers), disk.OpenMemo("minified")
	version := versionOf(layers)
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
	if err == nil && !layers {
		err = flattenFiles(dir, names)
	}
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
			at := diag.Position{File: source(name)}
			var wrong *parse.Error
			if errors.As(err, &wrong) && strings.HasPrefix(at.File, "static/") { // it is as it was written
				message, at.Line, at.Column = wrong.Message, wrong.Line, wrong.Column
			}
			mu.Lock()
			defer mu.Unlock()
			p := problems.Errorf(at, Rule, "cannot be minified: %s", message)
			if media == types[".js"] && attributes.Match(before) {
				p.WithHint("the minifier knows no attributes of an import, as in: with { type: \"json\" }; remove them, and read the file with fetch()")
			}
			return nil
		case bytes.Equal(before, after):
			return nil
		}
		return os.WriteFile(file, after, 0o644)
	}))
}

// attributes matches an import or an export in JavaScript with attributes.
var attributes = regexp.MustCompile(`(?:import|from)\s*["'][^"'\n]*["']\s*(?:with|assert)\s*\{`)

// versionOf identifies what minified text depends on beside the text: this package, the modules that it uses, and whether style sheets keep
// their layers.
func versionOf(layers bool) [sha256.Size]byte {
	return sha256.Sum256(fmt.Append(nil, options, flattening, selecting, layers, disk.Modules()))
}

// SVG returns a picture as a file in its last form.
func SVG(text []byte) disk.File {
	version := versionOf(false)
	return disk.File{
		Key:  fmt.Sprintf("%x", sha256.Sum256(slices.Concat(version[:], text))),
		Text: func() ([]byte, error) { return shrink(minifier(false), types[".svg"], text) },
	}
}

// Texts minifies some files of a site, by their names. sheets is the style sheets that pages may load beside them. What cannot be
// parsed stays as it is.
func Texts(files, sheets map[string][]byte) map[string][]byte {
	flat := flattened(sheets)
	out := map[string][]byte{}
	for name, text := range files {
		if sheet, ok := flat[name]; ok {
			text = sheet
		}
		out[name] = text
		if media := types[strings.ToLower(path.Ext(name))]; media != "" {
			if short, err := shrink(flatteningMinifier(), media, text); err == nil {
				out[name] = short
			}
		}
	}
	return out
}

func flattened(sheets map[string][]byte) map[string][]byte {
	names := slices.SortedFunc(maps.Keys(sheets), linked)
	texts := make([]string, len(names))
	for i, name := range names {
		texts[i] = string(sheets[name])
	}
	out := map[string][]byte{}
	if flat, err := Flatten(texts...); err == nil {
		for i, name := range names {
			out[name] = []byte(flat[i])
		}
	}
	return out
}

var flatteningMinifier = sync.OnceValue(func() *minify.M { return minifier(false) })

// Style minifies and flattens a style sheet for pages that are written in their last form.
func Style(text string) (string, error) {
	out, err := shrink(minifier(false), "text/css", []byte(text))
	return string(out), err
}

func shrink(m *minify.M, media string, text []byte) ([]byte, error) {
	if media != types[".js"] && media != types[".json"] {
		if err := checkDepth(text, 0); err != nil {
			return nil, err
		}
	}
	return m.Bytes(media, text)
}
