// Package embed makes the frames that partners show within their pages: the matrix, one government, one commitment. It
// takes a campaign and its matrix and writes HTML files, each complete in one request and without a script, and computes
// how high each is at a width. It is apart from the site's templates because partners copy the height, long before any
// browser lays a frame out.
package embed

import (
	"cmp"
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
	Kind     Kind
	ID       campaign.ID // of the government or commitment; "" for the matrix
	Language string
	Title    string   // what the frame shows, for those who cannot see it
	Rows     []Row    // of a list
	Legend   []Status // those that occur, each with its count
	Lead     string   // the finding in one sentence

	source  Source
	words   *words.Words
	style   string
	cells   int // that the counts are of
	drawing func() *draw.Drawing
	list    *list
	grid    *grid
}

// Path returns the frame's folder below the site's root, with a closing slash.
func (f *Frame) Path() string { return f.root() + path.Join("embed", f.Address()) + "/" }

// Page returns the folder of the full page, with a closing slash.
func (f *Frame) Page() string { return f.root() + f.Subject() + "/" }

// Subject returns the full page's path within its language: "matrix", "signatories/mexico".
func (f *Frame) Subject() string { return path.Join(pages[f.Kind], string(f.ID)) }

// Site returns the site's name in the frame's language.
func (f *Frame) Site() string { return f.source.Campaign.Profile.Name.In(f.Language) }

func (f *Frame) root() string { return f.source.Campaign.Languages.Root(f.Language) }

// Address identifies the frame within a language: "matrix", "signatory/mexico".
func (f *Frame) Address() string { return path.Join(string(f.Kind), string(f.ID)) }

// Alt returns what the frame shows in a few sentences, for those who cannot see a picture of it.
func (f *Frame) Alt() string {
	words := []string{f.Title + ". " + f.Lead}
	for _, s := range f.Legend {
		words = append(words, fmt.Sprintf("%s: %d.", s.Label, s.Count))
	}
	return strings.Join(words, " ")
}

// Height returns how high the frame is at a width, both in CSS pixels: never less than what its text needs, whatever font
// the reader's system has, at the default size of type.
func (f *Frame) Height(width int) int {
	if f.grid != nil {
		return f.gridHeight(float64(width))
	}
	return f.listHeight(float64(width))
}

// All makes every frame in every language: the matrix, the governments with those that observe, the commitments.
func All(s Source) ([]*Frame, error) {
	style, err := readStyle(s.Files, s.Campaign.Vocabulary.StyleSheet())
	if err != nil {
		return nil, err
	}
	var frames []*Frame
	for _, code := range s.Campaign.Languages.All {
		m := maker{Source: s, language: code, words: s.Words.In(code), evidence: citable(s.Campaign)}
		order := collate.New(language.Make(code))
		m.governments = slices.SortedStableFunc(slices.Values(s.Matrix.Signatories), func(a, b matrix.Member) int {
			return order.CompareString(locale.Country(a.ISO2, code), locale.Country(b.ISO2, code))
		})
		made := []*Frame{m.matrix()}
		for _, member := range slices.Concat(s.Matrix.Signatories, s.Matrix.Observers) {
			made = append(made, m.signatory(member))
		}
		for i, c := range s.Matrix.Commitments {
			made = append(made, m.commitment(i, c))
		}
		for _, f := range made {
			f.Language, f.source, f.words, f.style = code, s, m.words, style
			f.drawing = sync.OnceValue(f.draw)
		}
		frames = append(frames, made...)
	}
	return frames, nil
}

// citable returns the sources that may be shown, by id.
func citable(c *campaign.Campaign) map[campaign.EvidenceID]campaign.Evidence {
	out := map[campaign.EvidenceID]campaign.Evidence{}
	for _, e := range c.Evidence {
		if len(e.Withheld) == 0 {
			out[campaign.EvidenceID(e.ID)] = e
		}
	}
	return out
}

// Status is a word of the vocabulary, with how often it occurs.
type Status struct {
	ID     campaign.StatusID
	Symbol string
	Label  string
	Count  int

	order int
}

// status returns the status of an id in the maker's language.
func (m maker) status(id campaign.StatusID) Status {
	s := m.Campaign.Vocabulary.Status(id)
	return Status{ID: id, Symbol: s.Symbol, Label: s.Label.In(m.language), order: s.Order}
}

// legend counts the statuses that occur, in the order of display, without empty cells.
func (m maker) legend(counts map[campaign.StatusID]int) []Status {
	var out []Status
	for id, n := range counts {
		if s := m.status(id); n > 0 && id != m.Campaign.Vocabulary.Default.Nothing {
			s.Count = n
			out = append(out, s)
		}
	}
	slices.SortFunc(out, func(a, b Status) int { return cmp.Or(cmp.Compare(a.order, b.order), cmp.Compare(a.ID, b.ID)) })
	return out
}

// String returns the frame's folder, for errors.
func (f *Frame) String() string { return "/" + f.Path() }
