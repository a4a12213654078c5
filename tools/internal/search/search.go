// Package search writes the index of the search box, for each language from the finished pages of that language. It does
// not read the record, so that an index contains only what a visitor can also read on a page, and the search for leaks
// reads the index as it reads every file.
//
// An index is in parts, so that a search loads much the same however large the site is:
//
//   - the core, search/index.json: which words are in which part, and the first entries, such as governments;
//   - words-N.json: in which entries words are, and where (postings.go);
//   - spellings-N.json and endings-N.json: how common words are, by their beginnings and by their ends, for words with a mistake;
//   - N.json: the title and the texts of entry N, and N-1.json and so on for what of them is longer than a part.
//
// The parts are in a folder named by a hash of them all, so that a core never meets parts of another build.
//
// Templates mark what is searched. A page is in the index if its <main> has data-search: "text" for all its text, "title"
// for only its title and summary, or "parts" for neither; each element marked "part" is an entry of its own. data-search-rank orders
// entries that answer a question equally well, and data-search-kind is what results call the page. Within <main>,
// data-search is "summary", "byline", "part", "skip" for what other pages contain too, or "weak" for what counts only if
// the page was found by its title. Where the heading is news, its data-search-title is what the page is about.
package search

import (
	"cmp"
	"encoding/gob"
	"slices"
	"strings"
	"sync"

	"golang.org/x/net/html"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/output"
)

// Options is what to index.
type Options struct {
	Preview bool                // pages that keep search engines out are in the index too
	Names   map[string][]string // by a page's address below its language's root: other names of its subject
}

// Index collects the entries of a site. Its Read is a reader of package output.
type Index struct {
	Options
	mu    sync.Mutex
	pages map[string][]entry // by the name of the file
}

// entry is a page, or a part of one that is found by itself.
type entry struct {
	Path    string   `json:"path"` // below the language's root
	Kind    int      `json:"kind"` // place in the index's kinds
	Title   string   `json:"title"`
	Summary string   `json:"summary,omitempty"`
	Byline  string   `json:"byline,omitempty"` // who and when, as the page shows it
	Also    []string `json:"also,omitempty"`   // other names, folded: searched like the title, never shown
	Cuts    []int    `json:"cuts,omitempty"`   // the numbers of the texts that its further parts begin with

	// What is written elsewhere, or not at all.
	Passages []passage     `json:"-"`
	Rank     int           `json:"-"` // as a template marks it
	KindName string        `json:"-"`
	Date     campaign.Date `json:"-"` // of the byline, as far as it is known, for the order
}

func init() { gob.Register([]entry{}) } // as output.File.Kept

// New returns an empty index.
func New(o Options) *Index { return &Index{Options: o, pages: map[string][]entry{}} }

// Read adds a page.
func (x *Index) Read(f *output.File, _ []byte, document *html.Node) {
	path, isPage := strings.CutSuffix(f.Place, "index.html")
	if f.Page == nil || !isPage || f.Release {
		return
	}
	if document != nil {
		if found := entries(document, path); found != nil {
			f.Kept = found
		}
	}
	found, _ := f.Kept.([]entry)
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
				e.Also = otherNames(e.Title, x.Names[e.Path])
				roots[root] = append(roots[root], e)
			}
		}
	}
	for root, entries := range roots {
		files := parts(entries)
		for i := range files {
			files[i].Name = root + files[i].Name
		}
		if err := s.Write(files...); err != nil {
			return err
		}
	}
	return nil
}

// otherNames returns names folded, each once, without that of the title.
func otherNames(title string, names []string) (other []string) {
	for _, name := range names {
		if name = fold(name); name != "" && name != fold(title) && !slices.Contains(other, name) {
			other = append(other, name)
		}
	}
	return other
}

// listed reports whether a page is one to be found. Frames and pages that only lead on name another one as canonical.
func (x *Index) listed(s *output.Site, f *output.File) bool {
	own := s.BaseURL + strings.TrimSuffix(f.Name, "index.html")
	return (x.Preview || !f.Page.Hidden()) && (len(f.Page.Canonical) == 0 || f.Page.Canonical[0] == own)
}

// arrange puts entries into the order in which equals are listed, and returns their kinds, "" for none.
func arrange(entries []entry) []string {
	slices.SortStableFunc(entries, func(a, b entry) int {
		return cmp.Or(cmp.Compare(a.Rank, b.Rank), cmp.Compare(a.KindName, b.KindName), b.Date.Compare(a.Date))
	})
	kinds := []string{}
	for i := range entries {
		if i == 0 || entries[i].Rank != entries[i-1].Rank || entries[i].KindName != entries[i-1].KindName {
			kinds = append(kinds, entries[i].KindName)
		}
		entries[i].Kind = len(kinds) - 1
	}
	return kinds
}

const (
	mark = "data-search"
	last = 1 << 20 // the rank of pages without one
)
