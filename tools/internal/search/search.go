// Package search writes the index of the search box: one file for each language, from the finished pages of that language.
// It does not read the record, so that an index contains only what a visitor can also read on a page, and the search for
// leaks reads the index as it reads every file.
//
// Templates mark what is searched. A page is in the index if its <main> has data-search: "text" for all its text, "title"
// for only its title and summary, or "parts" for neither; each element marked "part" is an entry of its own. data-search-rank orders
// entries that answer a question equally well, and data-search-kind is what results call the page. Within <main>,
// data-search is "summary", "byline", "part", "skip" for what other pages contain too, or "weak" for what counts only if
// the page was found by its title. Where the heading is news, its data-search-title is what the page is about.
package search

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/output"
)

// Options is what to index.
type Options struct {
	Preview bool                // pages that keep search engines out are in the index too
	Names   map[string][]string // by a page's address below its language's root: other names of its subject
}

// File is where the index of a language is, below that language's root: beside the page that shows its results.
const File = "search/index.json"

// Index collects the entries of a site. Its Read is a reader of package output.
type Index struct {
	Options
	mu    sync.Mutex
	pages map[string][]entry // by the name of the file
}

// index is the file. Its entries are in the order in which equals are listed.
type index struct {
	Kinds []string `json:"kinds"` // "" for none
	Pages []entry  `json:"pages"`
}

// entry is a page, or a part of one that is found by itself.
type entry struct {
	Path     string    `json:"path"` // below the language's root
	Kind     int       `json:"kind"` // place in the index's kinds
	Title    string    `json:"title"`
	Summary  string    `json:"summary,omitempty"`
	Byline   string    `json:"byline,omitempty"` // who and when, as the page shows it
	Also     []string  `json:"also,omitempty"`   // other names, folded: searched like the title, never shown
	Passages []passage `json:"passages,omitempty"`

	rank int           // as a template marks it
	name string        // of the kind
	date campaign.Date // of the byline, as far as it is known, for the order
}

// New returns an empty index.
func New(o Options) *Index { return &Index{Options: o, pages: map[string][]entry{}} }

// Read adds a page.
func (x *Index) Read(f *output.File, _ []byte, document *html.Node) {
	path, isPage := strings.CutSuffix(f.Place, "index.html")
	if document == nil || !isPage || f.Release {
		return
	}
	found := entries(document, path)
	x.mu.Lock()
	defer x.mu.Unlock()
	x.pages[f.Name] = found
}

// Write adds the index of every language to the site. The same pages give the same bytes.
func (x *Index) Write(s *output.Site) error {
	roots := map[string][]entry{}
	for _, f := range s.Files {
		if found := x.pages[f.Name]; found != nil && x.listed(s, f) {
			root := strings.TrimSuffix(f.Name, f.Place)
			for _, e := range found {
				for _, name := range x.Names[e.Path] {
					if name = fold(name); name != "" && name != fold(e.Title) && !slices.Contains(e.Also, name) {
						e.Also = append(e.Also, name)
					}
				}
				roots[root] = append(roots[root], e)
			}
		}
	}
	for root, entries := range roots {
		text, err := json.Marshal(newIndex(entries))
		if err != nil {
			return err
		}
		if err := s.Write(root+File, append(text, '\n')); err != nil {
			return err
		}
	}
	return nil
}

// listed reports whether a page is one to be found. Frames and pages that only lead on name another one as canonical.
func (x *Index) listed(s *output.Site, f *output.File) bool {
	own := s.BaseURL + strings.TrimSuffix(f.Name, "index.html")
	return (x.Preview || !f.Page.Hidden()) && (len(f.Page.Canonical) == 0 || f.Page.Canonical[0] == own)
}

func newIndex(entries []entry) index {
	slices.SortStableFunc(entries, func(a, b entry) int {
		return cmp.Or(cmp.Compare(a.rank, b.rank), cmp.Compare(a.name, b.name), b.date.Compare(a.date))
	})
	out := index{Kinds: []string{}, Pages: entries}
	for i := range entries {
		if i == 0 || entries[i].rank != entries[i-1].rank || entries[i].name != entries[i-1].name {
			out.Kinds = append(out.Kinds, entries[i].name)
		}
		entries[i].Kind = len(out.Kinds) - 1
	}
	return out
}

const (
	mark = "data-search"
	last = 1 << 20 // the rank of pages without one
)

// fold returns the words of a text without capitals, accents and punctuation, as fold of assets/js/rank.js does.
func fold(text string) string {
	bare, _, _ := transform.String(transform.Chain(norm.NFD, runes.Remove(runes.In(unicode.M))), text)
	return strings.Join(strings.FieldsFunc(strings.ToLower(bare), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsNumber(r)
	}), " ")
}
