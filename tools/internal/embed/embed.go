// Package embed makes the frames that partners show within their pages: the matrix, one government, one commitment. It
// takes a campaign and its matrix and writes HTML files, each complete in one request and without a script, and computes
// how high each is at a width. It is apart from the site's templates because partners copy the height, long before any
// browser lays a frame out.
package embed

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/draw"
	"declarationwatch/tools/internal/locale"
	"declarationwatch/tools/internal/matrix"
	"declarationwatch/tools/internal/words"
)

// Kind is what a frame is about.
type Kind string

const (
	Matrix     Kind = "matrix"
	Signatory  Kind = "signatory"
	Commitment Kind = "commitment"
)

// pages is the folder of the full pages of each kind.
var pages = map[Kind]string{Matrix: "matrix", Signatory: "signatories", Commitment: "commitments"}

// Widths are the widths of columns that a height is stated for, in CSS pixels, narrowest first: common ones, and each from
// which on the layout of frames differs. So no column needs more than the highest of those from its width on.
var Widths = []int{320, 360, 480, 640, 720, 960, 1040, 1100, 1280}

// Source is what frames are made from.
type Source struct {
	Campaign *campaign.Campaign // as published
	Matrix   *matrix.Matrix
	Words    *words.All
	Files    fs.FS       // the project, for its style sheets
	Style    *draw.Style // of the pictures
	BaseURL  string      // of the site, with a closing slash
	Release  string      // the release that the frames are frozen in; "" for live ones
	Preview  bool        // not for publication: every frame says so
}

// Frame is one page for partners, in one language.
type Frame struct {
	Kind    Kind
	ID      campaign.ID // of the government or commitment; "" for the matrix
	Title   string      // what the frame shows, for those who cannot see it
	Heading string
	Lead    string // the finding in one sentence
	Leads   []string
	Notes   []string // what was not found
	Legend  []Status // those that occur, each with its count
	Cells   int      // that the counts are of
	Rows    []Row    // of a list, or every cell of the matrix in which something was found

	// Of the matrix only.
	Pillars []Pillar
	Columns []Column
	Lines   []Line

	*maker
	translations *[]*Frame // the same in every language
	drawing      func() *draw.Drawing
}

type (
	// Row is a cell in which something was found, as a line of a list.
	Row struct {
		Name    string // of the commitment, or of the government
		Actor   string // another government whose act it was; "" for none
		Status  Status
		Since   string // "since 15 Dec 2025", with Actor
		Date    string // the date of Since; "" where none is known
		Cite    string // the word before Sources
		Sources []Cited
		More    string // after Sources, "and 2 more"; "" where all are named
		Cell    string // the cell's address within the language
	}
	// Cited is a source as a frame names it.
	Cited struct {
		Name string // publisher and date
		URL  campaign.URL
	}
	// Status is a word of the vocabulary, with how often it occurs. From is the sum of those before it.
	Status struct {
		ID            campaign.StatusID
		Symbol, Label string
		Count, From   int
	}
	// Pillar is the head of some columns.
	Pillar struct {
		Title string
		Span  int
	}
	// Column is a commitment.
	Column struct {
		ID    campaign.ID
		Title string
	}
	// Line is a government's row of the matrix: an entry for each commitment, nil for a gap.
	Line struct {
		ID          campaign.ID
		Name, Total string
		Cells       []*Row
	}
)

// Path returns the frame's folder below the site's root, with a closing slash.
func (f *Frame) Path() string { return f.root() + path.Join("embed", f.Address()) + "/" }

// Page returns the folder of the full page, with a closing slash.
func (f *Frame) Page() string { return f.root() + f.Subject() + "/" }

// Subject returns the full page's path within its language: "matrix", "signatories/ID".
func (f *Frame) Subject() string { return path.Join(pages[f.Kind], string(f.ID)) }

// Address identifies the frame within a language: "matrix", "signatory/ID".
func (f *Frame) Address() string { return path.Join(string(f.Kind), string(f.ID)) }

// Alt returns what the frame shows in a few sentences, for those who cannot see a picture of it.
func (f *Frame) Alt() string {
	words := []string{f.Title + ". " + f.Lead}
	for _, s := range f.Legend {
		words = append(words, fmt.Sprintf("%s: %d.", s.Label, s.Count))
	}
	return strings.Join(words, " ")
}

// String returns the frame's folder, for errors.
func (f *Frame) String() string { return "/" + f.Path() }

// All makes every frame in every language: the matrix, the governments with those that observe, the commitments.
func All(s Source) ([]*Frame, error) {
	style, err := readStyle(s.Files, s.Campaign.Vocabulary.StyleSheet())
	if err != nil {
		return nil, err
	}
	evidence := map[campaign.EvidenceID]campaign.Evidence{}
	for _, e := range s.Campaign.Evidence {
		if len(e.Withheld) == 0 {
			evidence[e.ID] = e
		}
	}
	var frames []*Frame
	translations := map[string]*[]*Frame{}
	for _, code := range s.Campaign.Languages.All {
		m := &maker{source: s, Language: code, words: s.Words.In(code), style: style, evidence: evidence}
		order := collate.New(language.Make(code))
		m.governments = slices.SortedStableFunc(slices.Values(s.Matrix.Signatories), func(a, b matrix.Member) int {
			return order.CompareString(locale.Country(a.ISO2, code), locale.Country(b.ISO2, code))
		})
		made := []*Frame{m.matrix()}
		for _, member := range slices.Concat(m.governments, s.Matrix.Observers) {
			made = append(made, m.signatory(member))
		}
		for i, c := range s.Matrix.Commitments {
			made = append(made, m.commitment(i, c))
		}
		for _, f := range made {
			f.maker, f.translations, f.drawing = m, translations[f.Address()], sync.OnceValue(f.draw)
			if f.translations == nil {
				f.translations = new([]*Frame)
				translations[f.Address()] = f.translations
			}
			*f.translations = append(*f.translations, f)
		}
		frames = append(frames, made...)
	}
	return frames, nil
}
