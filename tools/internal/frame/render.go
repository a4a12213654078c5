package frame

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"path"
	"strings"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/locale"
)

//go:embed frame.gohtml
var page string

//go:embed height.js
var heightScript []byte

// Script is the one script of the frames, and where it lies from the site's root. Only the files named Measured ask for it.
func Script() (path string, text []byte) { return "embed/height.js", heightScript }

// Measured is the file beside a frame that tells the page around it how high it is, by Script.
const Measured = "auto.html"

var sheet = template.Must(template.New("frame").Parse(page))

// sheetOf is what the template sees.
type sheetOf struct {
	*Frame
	W         *words
	Style     template.CSS
	Canonical string
	Root      string // the way to the root of the site in the frame's language
	Script    string // the way to Script; "" for none
	Grid      *grid
	List      *list
	Segments  []segment
	Cells     int
}

// Write writes the frame as HTML; measured, the file that tells its height.
func (f *Frame) Write(w io.Writer, measured bool) error {
	up := strings.Repeat("../", strings.Count(f.Path(), "/"))
	s := sheetOf{
		Frame: f, W: f.words, Style: template.CSS(f.style), Canonical: f.source.BaseURL + f.Page(), Root: up,
		Grid: f.grid, List: f.list,
	}
	if f.source.Release != "" {
		s.Root += "../../" // a release lies in a folder of its name, below v/
	}
	if measured {
		file, _ := Script()
		s.Script = s.Root + file
	}
	if f.Language != "en" {
		s.Root += f.Language + "/"
	}
	if f.grid != nil {
		s.Style += template.CSS(fmt.Sprintf("\n:root { --head: %.4grem; }\n", float64(f.grid.head())/16))
	}
	s.Cells, s.Segments = f.cells(), segments(f.Legend)
	if err := sheet.Execute(w, s); err != nil {
		return fmt.Errorf("%s: %w", f, err)
	}
	return nil
}

// cells is how many cells the frame is of, those that hold nothing among them.
func (f *Frame) cells() int {
	governments, commitments := len(f.source.Matrix.Signatories), len(f.source.Matrix.Commitments)
	switch f.Kind {
	case Signatory:
		return commitments
	case Commitment:
		return governments
	}
	return governments * commitments
}

// segment is a stretch of the bar, in cells.
type segment struct {
	Status      campaign.StatusID
	From, Width int
}

func segments(legend []Status) []segment {
	var out []segment
	at := 0
	for _, s := range legend {
		out = append(out, segment{s.ID, at, s.Count})
		at += s.Count
	}
	return out
}

// Full is the way from the frame to its full page.
func (s sheetOf) Full() string { return s.Root + path.Join(pages[s.Kind], string(s.ID)) + "/" }

// To is the way to a row's cell, on the page of its government.
func (s sheetOf) To(r Row) string { return s.cell(r.cell.Signatory, r.cell.Commitment) }

func (s sheetOf) cell(signatory campaign.SignatoryID, commitment campaign.CommitmentID) string {
	return fmt.Sprintf("%ssignatories/%s/#%s", s.Root, signatory, commitment)
}

// banners are the sentences above everything: that it is not for publication, that it is frozen.
func (f *Frame) banners() []string {
	var out []string
	if f.source.Preview {
		out = append(out, f.words.Preview)
	}
	if f.source.Release != "" {
		out = append(out, fill(f.words.Frozen, "release", f.source.Release, "day", locale.Date(f.source.Matrix.AsOf, f.Language)))
	}
	return out
}

// Banners are what the template prints above everything.
func (s sheetOf) Banners() []string { return s.banners() }

// closing is the text of the last link.
func (f *Frame) closing() string {
	if f.source.Release != "" {
		return f.words.Live
	}
	return f.words.Full
}

// Closing is the text of the last link.
func (s sheetOf) Closing() string { return s.closing() }

// sourcesText is the line of a row's sources as one text, as the template puts it together.
func (f *Frame) sourcesText(r Row) string {
	if len(r.Sources) == 0 {
		return ""
	}
	var names []string
	for _, c := range r.Sources {
		names = append(names, c.Name)
	}
	text := f.words.lead(r) + " " + strings.Join(names, "; ")
	if r.More > 0 {
		text += "; " + fill(f.words.More, "count", r.More)
	}
	return text
}

func (w *words) lead(r Row) string {
	if len(r.Sources)+r.More > 1 {
		return w.Sources
	}
	return w.Source
}

// Cite is the word before a row's sources.
func (s sheetOf) Cite(r Row) string { return s.words.lead(r) }

// More is the word behind them, "" where all are named.
func (s sheetOf) More(r Row) string {
	if r.More == 0 {
		return ""
	}
	return fill(s.words.More, "count", r.More)
}
