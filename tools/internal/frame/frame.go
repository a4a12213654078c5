// Package frame makes the pages that partners show within their own: the matrix, one government, one commitment. It takes
// a campaign and its matrix and gives HTML files, each whole in one request and without a script, and says how high each
// is at a width. It is apart from the site's templates because the height stands in what partners copy, long before any
// browser lays a frame out: so the words, the style and the reckoning are kept side by side here.
package frame

import (
	"cmp"
	"fmt"
	"io/fs"
	"path"
	"strings"
	"sync"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/matrix"
	"declarationwatch/tools/internal/picture"
)

// Kind is what a frame is about.
type Kind string

const (
	Matrix     Kind = "matrix"
	Signatory  Kind = "signatory"
	Commitment Kind = "commitment"
)

// pages is where the full page of each kind lies.
var pages = map[Kind]string{Matrix: "matrix", Signatory: "signatories", Commitment: "commitments"}

// Widths are the widths of columns that a height is stated for, in CSS pixels, narrowest first: common ones, and each from
// which on a frame is laid out otherwise. So no column needs more than the highest of those from its width on.
var Widths = []int{320, 360, 480, 640, 720, 960, 1040, 1100, 1280}

// Source is what frames are made from.
type Source struct {
	Campaign  *campaign.Campaign // as published
	Matrix    *matrix.Matrix
	Languages []string // that the site is published in, English among them
	Files     fs.FS    // the project, for its style sheets
	BaseURL   string   // of the site, with a closing slash
	Release   string   // the release that the frames are frozen in; "" for live ones
	Preview   bool     // not for publication: every frame says so
}

// Frame is one page for partners, in one language.
type Frame struct {
	Kind     Kind
	ID       campaign.ID // of the government or commitment; "" for the matrix
	Language string
	Title    string   // what the frame shows, for who cannot see it
	Rows     []Row    // of a list
	Legend   []Status // those that occur, each with its count
	Lead     string   // what the picture stands for, in one sentence

	source Source
	gap    Status // what a cell is that holds nothing
	still  func() *picture.Drawing
	words  *words
	style  string
	list   *list
	grid   *grid
}

// Path is the frame's folder below the site's root, with a closing slash.
func (f *Frame) Path() string { return f.at("embed", f.Address()) + "/" }

// Page is the folder of the full page, with a closing slash.
func (f *Frame) Page() string { return f.at(f.Subject()) + "/" }

// Subject is the page's place within its language: "matrix", "signatories/mexico".
func (f *Frame) Subject() string { return path.Join(pages[f.Kind], string(f.ID)) }

// Site is what the site is called in the frame's language.
func (f *Frame) Site() string { return f.words.Site }

// at gives a place below the root of the frame's language.
func (f *Frame) at(names ...string) string {
	if f.Language == "en" {
		return path.Join(names...)
	}
	return path.Join(f.Language, path.Join(names...))
}

// Address is what the frame is known by within a language: "matrix", "signatory/mexico".
func (f *Frame) Address() string { return path.Join(string(f.Kind), string(f.ID)) }

// Alt is all that the frame shows in a few sentences, for those who see a still picture of it in words.
func (f *Frame) Alt() string {
	words := []string{f.Title + ". " + f.Lead}
	for _, s := range f.Legend {
		words = append(words, fmt.Sprintf("%s: %d.", s.Label, s.Count))
	}
	return strings.Join(words, " ")
}

// Height is how high the frame is when it is so wide, both in CSS pixels: never less than what its text needs, whatever
// face the reader's system has, at the size of type that browsers come with.
func (f *Frame) Height(width int) int {
	if f.grid != nil {
		return f.gridHeight(float64(width))
	}
	return f.listHeight(float64(width))
}

// All makes every frame in every language: the matrix, the governments with those that look on, the commitments.
func All(s Source) ([]*Frame, error) {
	words, err := readWords(s.Languages)
	if err != nil {
		return nil, err
	}
	style, err := readStyle(s.Files, s.Campaign.Vocabulary.StyleSheet())
	if err != nil {
		return nil, err
	}
	var frames []*Frame
	for _, language := range s.Languages {
		m := maker{Source: s, language: language, words: words[language], evidence: shown(s.Campaign)}
		made := []*Frame{m.matrix()}
		for _, member := range append(s.Matrix.Signatories[:len(s.Matrix.Signatories):len(s.Matrix.Signatories)], s.Matrix.Observers...) {
			made = append(made, m.signatory(member))
		}
		for i, c := range s.Matrix.Commitments {
			made = append(made, m.commitment(i, c))
		}
		for _, f := range made {
			f.Language, f.source, f.words, f.style = language, s, m.words, style
			f.gap, f.still = m.status(m.Campaign.Vocabulary.Default.Nothing), sync.OnceValue(f.draw)
		}
		frames = append(frames, made...)
	}
	return frames, nil
}

// shown gives the sources that may be shown, by id.
func shown(c *campaign.Campaign) map[campaign.EvidenceID]campaign.Evidence {
	out := map[campaign.EvidenceID]campaign.Evidence{}
	for _, e := range c.Evidence {
		if len(e.Withheld) == 0 {
			out[campaign.EvidenceID(e.ID)] = e
		}
	}
	return out
}

// status gives the vocabulary's word for an id.
func (m maker) status(id campaign.StatusID) Status {
	for _, s := range m.Campaign.Vocabulary.Statuses {
		if campaign.StatusID(s.ID) == id {
			return Status{ID: id, Symbol: s.Symbol, Label: s.Label.In(m.language), order: s.Order}
		}
	}
	return Status{ID: id, Label: string(id)}
}

// Status is a word of the vocabulary, with how often it occurs.
type Status struct {
	ID     campaign.StatusID
	Symbol string
	Label  string
	Count  int

	order int
}

func byOrder(a, b Status) int {
	return cmp.Or(cmp.Compare(a.order, b.order), cmp.Compare(a.ID, b.ID))
}

// name of a frame's file, for errors.
func (f *Frame) String() string { return fmt.Sprintf("/%s", f.Path()) }
