package audit

import (
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"strings"

	"golang.org/x/sync/errgroup"
)

// output is what the audit keeps of a site: facts, not bytes.
type output struct {
	Site
	base    *url.URL
	files   []*file // in the order of their names
	byName  map[string]*file
	secrets *secrets // nil when nothing is withheld
}

// file is what the audit keeps of one file. An empty folder is kept too, for its name.
type file struct {
	name     string // slash-separated, below the site's root
	size     int
	page     *page     // of an HTML file
	links    []string  // every address that it leads to or loads, as written
	requests []request // what a browser asks for by itself when it shows the file
	inline   []inline
	listed   []listed // what a sitemap or a feed names
	faults   []string // why it is not what its name says
	search   *search  // what it holds of what is withheld; nil when nothing is
}

// largest is more than any file of a site should be. What is larger is not read.
const largest = 128 << 20

// read takes in every file, as many at a time as there are processors.
func read(s Site) (*output, error) {
	base, err := url.Parse(s.BaseURL)
	if err != nil {
		return nil, fmt.Errorf("base URL: %w", err)
	}
	o := &output{Site: s, base: base, byName: map[string]*file{}, secrets: newSecrets(s.Withheld, base.Path)}
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	walk := filepath.WalkDir(s.Dir, func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(s.Dir, name)
		if err != nil {
			return err
		}
		f := &file{name: filepath.ToSlash(rel), search: o.secrets.search()}
		if entry.IsDir() {
			if inside, err := os.ReadDir(name); err != nil || len(inside) > 0 {
				return err
			}
			f.search.name("/" + f.name)
			o.files = append(o.files, f)
			return nil
		}
		o.files = append(o.files, f)
		o.byName[f.name] = f
		group.Go(func() error { return f.read(name) })
		return nil
	})
	return o, errors.Join(walk, group.Wait())
}

func (f *file) read(name string) error {
	f.search.name("/" + f.name)
	info, err := os.Stat(name)
	if err != nil {
		return err
	}
	switch {
	case !info.Mode().IsRegular():
		f.faults = append(f.faults, "it is not a plain file")
		return nil
	case info.Size() > largest:
		f.faults = append(f.faults, fmt.Sprintf("it is larger than %d MiB", largest>>20))
		return nil
	}
	f.size = int(info.Size())
	parse := parsers[strings.ToLower(path.Ext(f.name))]
	if parse == nil && f.search == nil {
		return nil
	}
	text, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	if parse != nil {
		parse(f, text)
	}
	f.search.contents(f.name, text)
	f.search.relative(f)
	return nil
}

// parsers take in what the rules want to know of each kind of file. The text stays as it is.
var parsers = map[string]func(f *file, text []byte){
	".html": (*file).html, ".htm": (*file).html,
	".css": (*file).css,
	".svg": (*file).svg,
	".xml": (*file).xml, ".atom": (*file).xml, ".rss": (*file).xml, ".xsl": (*file).xml,
	".json": (*file).json, ".webmanifest": (*file).json, ".geojson": (*file).json, ".jsonld": (*file).json, ".map": (*file).json,
}

func (f *file) fault(format string, args ...any) {
	f.faults = append(f.faults, fmt.Sprintf(format, args...))
}

func unreadable(o *output, report *report) {
	for _, f := range o.files {
		for _, fault := range f.faults {
			report.errorf(f.name, "cannot be read: %s", fault)
		}
	}
}

// pages are the HTML files that a visitor reads, but for those that are frozen.
func (o *output) pages() iter.Seq2[*file, *page] {
	return func(yield func(*file, *page) bool) {
		for _, f := range o.files {
			if f.page != nil && !o.frozen(f) && !o.redirects(f) && !yield(f, f.page) {
				return
			}
		}
	}
}

// frozen reports whether a file is one that nothing may change.
func (o *output) frozen(f *file) bool { return o.Frozen != nil && o.Frozen(f.name) }

// redirects reports whether a page only sends its visitor on to another one of the site: what Hugo writes for an alias.
func (o *output) redirects(f *file) bool {
	if f.page.refresh == "" || f.page.firsts() > 0 {
		return false
	}
	target, err := o.target(f, f.page.refresh)
	return err == nil && o.own(target)
}
