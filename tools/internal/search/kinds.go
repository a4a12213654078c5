package search

import (
	"path"
	"slices"
	"strings"
)

// This file knows what layouts/ makes: which pages there are, and what of a page is its own text.

// kind is a kind of entry.
type kind struct {
	pattern string // of the addresses of its pages, without slashes at their ends
	named   bool   // results say what kind they are of
	bare    bool   // only the title and the summary are looked through: the rest repeats other pages
	dated   bool   // its pages have a byline, and the newest come first
	each    string // the class of the elements that are each an entry of its own
}

// kinds is every kind. Of two entries that answer a question equally well, that of the earlier row comes first, and a
// page is of the first kind whose pattern it matches.
var kinds = []kind{
	{pattern: "signatories/*", named: true},
	{pattern: "commitments/*", named: true},
	{pattern: "programmes/*", named: true},
	{pattern: "asks", named: true, each: "ask"},
	{pattern: "analysis/*", named: true, dated: true},
	{pattern: "statements/*", named: true, dated: true},
	{pattern: "topics/*", named: true, bare: true},
	{pattern: "matrix", bare: true},
	{pattern: "changes", bare: true},
	{pattern: "programmes", bare: true},
	{pattern: "analysis", bare: true},
	{pattern: "statements", bare: true},
	{pattern: "topics", bare: true},
	{pattern: "sources", bare: true},
	{pattern: "", bare: true}, // the home page
	{pattern: "*"},            // every other page
}

// other is the last kind: also that of a page whose parts are entries of a kind of their own.
var other = len(kinds) - 1

// others are the folders of the output whose pages are not to be found: results themselves, frames for other sites, though
// not the page where one is chosen, and frozen copies of what stands elsewhere.
var others = []string{"search", "embed", "v"}

func leftOut(address string) bool {
	first, below, _ := strings.Cut(address, "/")
	return slices.Contains(others, first) && (first != "embed" || below != "")
}

// kindOf gives the row of an address.
func kindOf(address string) int {
	address = strings.Trim(address, "/")
	for i, k := range kinds {
		if matches, _ := path.Match(k.pattern, address); matches {
			return i
		}
	}
	return other
}

// noise is the elements that hold none of a page's own text.
var noise = []string{"nav", "aside", "script", "style", "template", "noscript", "svg", "figure", "form", "button", "select", "summary", "h1"}

// noisy is the classes of elements that hold what stands on many pages: sources, marks, ways to other pages. The names
// of classes are those of assets/css.
var noisy = []string{
	"back", "lead", "meta", "panel", "cards", "pledges", "titles", "register", "sources", "original", "cite", "cite-block", "used", "quiet", "since", "overdue",
	"tally", "cell-head", "history-label", "facts", "visually-hidden", "on-paper", "inline-list",
}

// weak is the classes of elements that hold what is missing. Their words are those of every government with the same
// gap, so that they count for a page that was found by its title only.
var weak = []string{"gaps"}
