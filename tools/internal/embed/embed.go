// Package embed makes the frames that partners show within their pages: the matrix, a government, a commitment, one government
// on one commitment, a policy, and cards of pages that have no table. It takes the published record and writes HTML files, each
// complete in one request and without a script, and computes how high each is at a width. It is apart from the site's templates
// because partners copy the height, long before any browser lays a frame out.
package embed

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/card"
	"declarationwatch/tools/internal/draw"
	"declarationwatch/tools/internal/published"
	"declarationwatch/tools/internal/words"
)

// Kind is what a frame is about.
type Kind string

const (
	Matrix     Kind = "matrix" // all of it, or a part
	Signatory  Kind = "signatory"
	Commitment Kind = "commitment"
	Cell       Kind = "cell" // one government on one commitment
	Programme  Kind = "programme"
	Card       Kind = "card" // of a page that has no table
)

// Widths are the widths of columns that a height is stated for, in CSS pixels, narrowest first: common ones, and each from
// which on the layout of lists differs. A matrix has one more, from which on it is a table. So no column needs more than the
// highest of those from its width on.
var Widths = []int{250, 280, 320, 360, 400, 480, 600, 640, 720, 900, 960, 1100, 1280, 1400}

// Source is what frames are made from.
type Source struct {
	published.Input // with Name for frames that are frozen
	Record          *published.Pages
	Words           words.All
	Files           fs.FS       // the project, for its style sheets
	Style           *draw.Style // of the pictures
	Cards           []card.Card // of the pages
	Preview         bool        // not for publication: every frame shows that
}

// Frame is one page for partners, in one language.
type Frame struct {
	Kind    Kind
	ID      campaign.ID // of the government, commitment or policy; "" for others
	Address string      // within a language: "matrix", "cell/GOVERNMENT/COMMITMENT"
	Subject string      // the address of the full page within its language: "matrix/"; "" for the home page
	Poster  string      // the path of the social card of its page, below the site's root
	Title   string      // what the frame shows, for those who cannot see it
	Label   string      // what a list of frames calls it; "" for the matrix
	Heading string      // what the record shows, in one sentence
	Lead    string      // the finding in one sentence
	Leads   []string
	Notes   []string // what was not found
	Legend  []Status // those that occur
	Cells   int      // that the counts are of
	Rows    []*Row   // of a list
	Sign    Status   // of a cell, before its heading
	Cited   *Row     // whose sources are below the lead; nil for none
	Course  *course  // the timeline of a policy; nil for none
	Cut     string   // that rows are left out; CutNarrow, only in a narrow column

	CutNarrow bool

	// Of the matrix only.
	Columns []published.Signatory
	Pillars []Pillar

	// Picture is the frame as a picture, for pages that cannot have a frame. Raster is that of its PNG: where our fonts lack the
	// letters of a language, it is in the first other language. Both are nil for a frame that has no picture of its own.
	Picture, Raster *draw.Drawing

	*maker
}

type (
	// Row is a cell in which something was found, as a line of a list.
	Row struct {
		draw.Item         // its date is that of the status
		Symbol    string  // of the status
		Code      string  // of the government, in the matrix
		Since     string  // "since 15 Dec 2025", with another government whose act it was
		Cite      string  // the word before the sources
		Text      string  // what happened
		Sources   []Cited // those named
		More      string  // after them, "and 2 more"; "" where all are named
		Link      string  // the address of the cell or report within the language
		Roomy     bool    // not shown in a narrow column
		Plain     bool    // no more than a name that leads on
	}
	// Cited is a source as a frame names it, by publisher and date.
	Cited struct {
		Name string
		URL  campaign.URL
	}
	// Status is a word of the vocabulary, with how often it occurs. From is the sum of those before it.
	Status struct {
		draw.Count
		Symbol string
		From   int
	}
	// Pillar is some lines of the matrix below a title.
	Pillar struct {
		Title string
		Lines []Line
	}
	// Line is a commitment's row of the matrix, with a row for each government: nil for a gap.
	Line struct {
		draw.Row
		ID    campaign.CommitmentID
		Total string
		Found []*Row
	}
)

// Path returns the frame's folder below the site's root, with a closing slash.
func (f *Frame) Path() string { return f.Root + "embed/" + f.Address + "/" }

// PicturePath returns the path of the picture below the site's root, as "svg" or "png": each has a folder of its own, so
// that a host needs one rule for all of a kind.
func (f *Frame) PicturePath(form string) string {
	return f.pictures(form) + "/" + f.Address + "." + form
}

func (f *Frame) pictures(form string) string { return f.Root + "embed/" + form }

// Page returns the address of the full page below the site's root; that of a cell has a fragment.
func (f *Frame) Page() string { return f.Root + f.Subject }

// Alt returns what the frame shows in a few sentences, for those who cannot see a picture of it.
func (f *Frame) Alt() string {
	words := []string{draw.Sentences(f.Title), f.Lead}
	for _, s := range f.Legend {
		words = append(words, fmt.Sprintf("%s: %d.", s.Label, s.Count.Count))
	}
	return strings.Join(words, " ")
}

// String returns the frame's folder, for errors.
func (f *Frame) String() string { return "/" + f.Path() }

// All makes every frame in every language. A release has only those of the matrix, its governments and its commitments: what
// one government did on one commitment is in each of them, and the others are about pages that it does not have.
func All(s Source) ([]*Frame, error) {
	style, err := readStyles(s.Files, s.Campaign.Vocabulary.StyleSheet())
	if err != nil {
		return nil, err
	}
	var frames []*Frame
	legible := draw.Legible{}
	for _, language := range s.Campaign.Languages.All {
		m := newMaker(s, language, style)
		made := m.tables()
		for _, f := range made {
			f.maker = m
			f.Picture = f.draw()
			legible.Add(f.Address, f.Picture)
		}
		if s.Name == "" {
			made = slices.Concat(made, m.programmes(), m.cards(), m.cells())
		}
		for _, f := range made {
			f.maker = m
		}
		frames = append(frames, made...)
	}
	for _, f := range frames {
		if f.Picture != nil {
			f.Raster = legible.For(f.Picture, f.Address)
		}
	}
	return frames, nil
}
