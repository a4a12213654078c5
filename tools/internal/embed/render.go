package embed

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

//go:embed embed.gohtml
var page string

//go:embed height.js
var heightScript []byte

// Script returns the one script of the frames and its path below the site's root. Only the files named Measured load it.
func Script() (path string, text []byte) { return "embed/height.js", heightScript }

// Measured is the file beside a frame that reports its height to the page around it, with Script.
const Measured = "auto.html"

var sheet = template.Must(template.New("frame").Parse(page))

// sheetOf is what the template gets.
type sheetOf struct {
	*Frame
	Style     template.CSS
	Canonical string
	Root      string // from the frame to the root of its language
	Script    string // from the frame to Script; "" for none
	Grid      *grid
	List      *list
	Segments  []segment
}

// Write writes the frame as HTML; measured, the file that reports its height.
func (f *Frame) Write(w io.Writer, measured bool) error {
	up := strings.Repeat("../", strings.Count(f.Path(), "/"))
	s := sheetOf{
		Frame: f, Style: template.CSS(f.style), Canonical: f.source.BaseURL + f.Page(), Root: up,
		Grid: f.grid, List: f.list,
	}
	if f.source.Release != "" {
		s.Root += "../../" // a release is in a folder of its name, below v/
	}
	if measured {
		file, _ := Script()
		s.Script = s.Root + file
	}
	s.Root += f.root()
	if f.grid != nil {
		s.Style += template.CSS(fmt.Sprintf("\n:root { --head: %.4grem; }\n", float64(f.grid.head())/16))
	}
	s.Segments = segments(f.Legend)
	if err := sheet.Execute(w, s); err != nil {
		return fmt.Errorf("%s: %w", f, err)
	}
	return nil
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

// Full returns the relative URL of the full page.
func (s sheetOf) Full() string { return s.Root + path.Join(pages[s.Kind], string(s.ID)) + "/" }

// To returns the relative URL of a row's cell, on the page of its government.
func (s sheetOf) To(r Row) string { return s.cell(r.cell.Signatory, r.cell.Commitment) }

func (s sheetOf) cell(signatory campaign.SignatoryID, commitment campaign.CommitmentID) string {
	return fmt.Sprintf("%ssignatories/%s/#%s", s.Root, signatory, commitment)
}

// banners returns the sentences above everything: that it is not for publication, that it is frozen.
func (f *Frame) banners() []string {
	var out []string
	if f.source.Preview {
		out = append(out, f.text("preview"))
	}
	if f.source.Release != "" {
		out = append(out, f.text("frozen", "Release", f.source.Release, "Day", locale.Date(f.source.Matrix.AsOf, f.Language)))
	}
	return out
}

// Banners returns what the template prints above everything.
func (s sheetOf) Banners() []string { return s.banners() }

// Kicker returns the line above the heading: the declaration's title.
func (s sheetOf) Kicker() string { return s.kicker() }

// Cells returns how many cells the bar is of.
func (s sheetOf) Cells() int { return s.cells }

// Direction returns the direction of the frame's language.
func (s sheetOf) Direction() string { return s.source.Campaign.Languages.Direction(s.Language) }

// Licence returns the name of the licence.
func (s sheetOf) Licence() string { return s.source.Campaign.Profile.Licence.Name }

// Text returns a text of the frames.
func (s sheetOf) Text(key string) string { return s.text(key) }

func (f *Frame) text(key string, pairs ...any) string {
	return f.words.Text("embed_frame."+key, pairs...)
}

func (f *Frame) kicker() string { return f.source.Campaign.Declaration.Title.In(f.Language) }

// closing returns the text of the last link.
func (f *Frame) closing() string {
	if f.source.Release != "" {
		return f.text("live")
	}
	return f.text("full")
}

// Closing returns the text of the last link.
func (s sheetOf) Closing() string { return s.closing() }

// sourcesText returns the line of a row's sources as one text, as the template composes it.
func (f *Frame) sourcesText(r Row) string {
	if len(r.Sources) == 0 {
		return ""
	}
	var names []string
	for _, c := range r.Sources {
		names = append(names, c.Name)
	}
	text := f.cite(r) + " " + strings.Join(names, "; ")
	if r.More > 0 {
		text += "; " + f.text("more", "Count", r.More)
	}
	return text
}

// cite returns the word before a row's sources.
func (f *Frame) cite(r Row) string {
	if len(r.Sources)+r.More > 1 {
		return f.text("sources")
	}
	return f.text("source")
}

// Cite returns the word before a row's sources.
func (s sheetOf) Cite(r Row) string { return s.cite(r) }

// More returns the text after them, "" where all are named.
func (s sheetOf) More(r Row) string {
	if r.More == 0 {
		return ""
	}
	return s.text("more", "Count", r.More)
}
