// Package draw draws the pictures of the site: the matrix as a Grid, a government or a commitment as a List, and the Card
// that a post shows beside a link. It takes plain values, lays them out once as a Drawing, and encodes that as SVG and as
// PNG, so that both show the same. It knows nothing of the record.
//
// Texts may contain anything. What cannot be printed is left out of them, and what is far too long ends in an ellipsis.
package draw

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// Head is what every picture has.
type Head struct {
	Lang   string // BCP 47
	RTL    bool   // the language is written from right to left
	Title  string
	Lead   string // one sentence, with the day; on a card without figures, what is in their place
	Source string // the site's name; on what is shared without a link also its address and the licence

	Description string // what the picture shows, for those who do not see it; a grid and a list write their own
}

// Grid is the matrix, or a part of it: a row for each commitment, a column for each government.
type Grid struct {
	Head
	Columns []string // the codes of the governments
	Groups  []Group
	Legend  []Count
	Note    string // what the codes mean
}

// Group is a pillar: rows below one head.
type Group struct {
	Title string
	Rows  []Row
}

// Row is a commitment.
type Row struct {
	Name  string
	Cells []string // the id of a status for each column, "" for a gap; missing ones at the end are gaps
}

// Count is a status, its word, and how often it occurs.
type Count struct {
	Status string // an id of the style; an unknown one gets a neutral symbol
	Label  string
	Count  int
}

// List is one government or one commitment.
type List struct {
	Head
	Bar   []Count // drawn as a bar of shares, in this order; a count of 0 is left out
	Items []Item
	Note  string // a sentence about what was not found; without any item it is in their place
	Gap   string // the status whose symbol it has then
}

// Item is one row of a list.
type Item struct {
	Name   string // of the commitment or the government
	Status string // an id of the style
	Label  string // the word of the status
	Date   string // as it is to be read, such as "15 Dec 2025"
	Source string // publishers and dates
}

// Legible is the first picture of each name whose PNG can be read, for languages whose letters our fonts lack.
type Legible map[string]*Drawing

// Add adds a picture, unless there is one of its name.
func (l Legible) Add(name string, d *Drawing) {
	if l[name] == nil && d.Legible() {
		l[name] = d
	}
}

// For returns a picture, or in place of one that cannot be read the first there is of some names.
func (l Legible) For(d *Drawing, names ...string) *Drawing {
	for _, name := range names {
		if other := l[name]; other != nil && !d.Legible() {
			return other
		}
	}
	return d
}

// A picture in words, for those who do not see it. All words come from the input, so that they are in its language.

func (g Grid) describe() string {
	var lines []string
	for _, row := range g.rows() {
		found := map[string]int{}
		for _, status := range row.Cells {
			found[status]++
		}
		var parts []string
		for _, entry := range g.Legend {
			if n := found[entry.Status]; n > 0 {
				parts = append(parts, fmt.Sprintf("%s %d", entry.Label, n))
			}
		}
		if len(parts) > 0 {
			lines = append(lines, row.Name+": "+strings.Join(parts, ", ")+".")
		}
	}
	return g.around(lines)
}

// rows returns the rows of all groups.
func (g Grid) rows() []Row {
	var all []Row
	for _, group := range g.Groups {
		all = append(all, group.Rows...)
	}
	return all
}

func (l List) describe() string {
	var lines []string
	for _, item := range l.Items {
		text := item.Name + ": " + item.Label
		if item.Date != "" {
			text += ", " + item.Date
		}
		lines = append(lines, text+".")
	}
	return l.around(append(lines, l.Note))
}

// Sentences returns texts as sentences after one another, each with a full stop unless its own mark ends it. Empty ones are left out.
func Sentences(texts ...string) string {
	var out []string
	for _, text := range texts {
		if text == "" {
			continue
		}
		if last, _ := utf8.DecodeLastRuneInString(text); !strings.ContainsRune(".!?؟。", last) {
			text += "."
		}
		out = append(out, text)
	}
	return strings.Join(out, " ")
}

// around returns lines with the lead before them and the source behind.
func (h Head) around(lines []string) string {
	all := slices.Concat([]string{h.Lead}, lines, []string{h.Source})
	return strings.Join(slices.DeleteFunc(all, func(s string) bool { return s == "" }), " ")
}
