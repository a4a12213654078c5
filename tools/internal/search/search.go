// Package search writes what the search box of a finished site looks through: one file for each language, made from the
// pages of that language as they were published. It is apart from what makes the pages and knows the record no longer,
// so that an index can hold nothing that a visitor could not also read on a page; the audit then searches the index for
// what is withheld, as it does every file.
package search

import (
	"cmp"
	"encoding/json"
	"io/fs"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"
)

// Site is the output to be indexed.
type Site struct {
	Dir       string              // where the files are
	BaseURL   string              // absolute, with a closing slash
	Languages []string            // that the site is published in; English lies at its root
	Preview   bool                // every page keeps search engines out, which then says nothing
	Names     map[string][]string // by a page's address below its language's root: other names of what it is about
}

// File is where the index of a language lies, below that language's root: beside the page that shows its results.
const File = "search/index.json"

// index is the file. Its entries are in the order in which equals are listed.
type index struct {
	Kinds []string `json:"kinds"` // as the site's menus call them, "" for none
	Pages []entry  `json:"pages"`
}

// entry is a page, or a part of one that is found by itself.
type entry struct {
	Path     string    `json:"path"` // below the language's root
	Kind     int       `json:"kind"` // place in the index's kinds
	Title    string    `json:"title"`
	Summary  string    `json:"summary,omitempty"`
	Byline   string    `json:"byline,omitempty"` // who and when, as the page says it
	Also     []string  `json:"also,omitempty"`   // other names, folded: looked through like the title, never shown
	Passages []passage `json:"passages,omitempty"`

	date string // of the byline, as far as it is known, for the order
}

// Write adds the index of every language to the site. The same pages give the same bytes.
func Write(s Site) error {
	base, err := url.Parse(s.BaseURL)
	if err != nil {
		return err
	}
	pages, err := s.read()
	if err != nil {
		return err
	}
	for _, language := range s.Languages {
		root := root(language)
		made := s.index(pages[language], base.Path+root)
		text, err := json.Marshal(made)
		if err != nil {
			return err
		}
		file := filepath.Join(s.Dir, filepath.FromSlash(root+File))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(file, append(text, '\n'), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// root is the folder of a language, with a closing slash where there is one.
func root(language string) string {
	if language == "en" {
		return ""
	}
	return language + "/"
}

// read takes in the pages of every language, in the order of their addresses.
func (s Site) read() (map[string][]*page, error) {
	type found struct{ language, path, file string }
	var files []found
	walk := filepath.WalkDir(s.Dir, func(file string, entry fs.DirEntry, err error) error {
		if err != nil || entry.Name() != "index.html" || !entry.Type().IsRegular() {
			return err
		}
		rel, err := filepath.Rel(s.Dir, filepath.Dir(file))
		at := found{"en", strings.TrimPrefix(filepath.ToSlash(rel)+"/", "./"), file}
		if first, below, _ := strings.Cut(at.path, "/"); first != "en" && slices.Contains(s.Languages, first) {
			at.language, at.path = first, below
		}
		if !leftOut(at.path) {
			files = append(files, at)
		}
		return err
	})
	if walk != nil {
		return nil, walk
	}
	pages := make([]*page, len(files))
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i, at := range files {
		group.Go(func() error {
			text, err := os.ReadFile(at.file)
			if err != nil {
				return err
			}
			pages[i], err = readPage(text, at.path)
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	out := map[string][]*page{}
	for i, at := range files {
		if p := pages[i]; p != nil && s.listed(p, root(at.language)+at.path) {
			out[at.language] = append(out[at.language], p)
		}
	}
	for _, pages := range out {
		slices.SortFunc(pages, func(a, b *page) int { return cmp.Compare(a.path, b.path) })
	}
	return out, nil
}

// listed reports whether a page at an address is one to be found. Pages that stand for another, as frames and those that
// only send their visitor on, name that one as canonical.
func (s Site) listed(p *page, address string) bool {
	return (s.Preview || !p.hidden) && (p.canonical == "" || p.canonical == s.BaseURL+address)
}

// index makes the index of one language. home is the path of its home page on the host.
func (s Site) index(pages []*page, home string) index {
	out := index{Kinds: labels(pages, home), Pages: []entry{}}
	for _, p := range pages {
		for _, e := range p.entries {
			e.Also = also(e.Title, s.Names[e.Path])
			out.Pages = append(out.Pages, e)
		}
	}
	slices.SortStableFunc(out.Pages, func(a, b entry) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(b.date, a.date))
	})
	return out
}

// labels gives each kind the name that the menus of the site give its archive, or else the archive's own title.
func labels(pages []*page, home string) []string {
	names := map[string]string{}
	for _, p := range pages {
		names[home+p.path] = p.title
	}
	for _, p := range pages {
		for _, link := range p.menu {
			names[link.href] = link.text
		}
	}
	out := make([]string, len(kinds))
	for i, k := range kinds {
		if k.named {
			archive, _, _ := strings.Cut(k.pattern, "/")
			out[i] = names[path.Join(home, archive)+"/"]
		}
	}
	return out
}
