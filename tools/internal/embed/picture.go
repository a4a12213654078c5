package embed

import (
	"net/url"
	"strings"

	"declarationwatch/tools/internal/draw"
)

// Picture returns the frame as a picture that does not change with the record, for pages that cannot have a frame.
func (f *Frame) Picture() *draw.Drawing { return f.drawing() }

// Raster returns the picture as its PNG shows it. Where our fonts lack the letters of a language, that is the picture in
// the first other language.
func (f *Frame) Raster() *draw.Drawing {
	for _, other := range append([]*Frame{f}, *f.translations...) {
		if d := other.Picture(); d.Legible() {
			return d
		}
	}
	return f.Picture()
}

func (f *Frame) draw() *draw.Drawing {
	if f.Kind == Matrix {
		return f.pictureGrid().Draw(f.source.Style)
	}
	return f.pictureList().Draw(f.source.Style)
}

// PicturePath returns the path of the picture below the site's root, as "svg" or "png": each has a folder of its own, so
// that a host needs one rule for all of a kind.
func (f *Frame) PicturePath(form string) string {
	return f.root() + "embed/" + form + "/" + f.Address() + "." + form
}

func (f *Frame) pictureGrid() draw.Grid {
	g := draw.Grid{
		Lang: f.Language, RTL: f.IsRTL(), Title: f.Heading, Lead: keepLast(f.Lead), Legend: f.counts(), Source: f.origin(),
	}
	columns := f.Columns
	for _, p := range f.Pillars {
		group := draw.Group{Title: p.Title}
		for _, c := range columns[:p.Span] {
			group.Columns = append(group.Columns, c.Title)
		}
		columns = columns[p.Span:]
		g.Groups = append(g.Groups, group)
	}
	for _, l := range f.Lines {
		row := draw.Row{Name: l.Name}
		for _, c := range l.Cells {
			status := ""
			if c != nil {
				status = string(c.Status.ID)
			}
			row.Cells = append(row.Cells, status)
		}
		g.Rows = append(g.Rows, row)
	}
	return g
}

func (f *Frame) pictureList() draw.List {
	l := draw.List{
		Lang: f.Language, RTL: f.IsRTL(), Title: f.Heading, Lead: keepLast(f.Lead), Bar: f.counts(), Source: f.origin(),
		Note: strings.Join(f.Notes, " "), Gap: string(f.source.Campaign.Vocabulary.Default.Nothing),
	}
	for _, r := range f.Rows {
		item := draw.Item{Name: r.Name, Status: string(r.Status.ID), Label: r.Status.Label, Source: r.names(), Date: strings.ReplaceAll(r.Date, " ", "\u00a0")}
		if r.Actor != "" {
			item.Date = r.Since // with who it was
		}
		l.Items = append(l.Items, item)
	}
	return l
}

// counts returns how many cells have each status, empty cells included.
func (f *Frame) counts() []draw.Count {
	var out []draw.Count
	left := f.Cells
	for _, s := range f.Legend {
		out = append(out, draw.Count{Status: string(s.ID), Label: s.Label, Count: s.Count})
		left -= s.Count
	}
	gap := f.status(f.source.Campaign.Vocabulary.Default.Nothing)
	return append(out, draw.Count{Status: string(gap.ID), Label: gap.Label, Count: left})
}

// origin says where the picture is from: pictures are shared without their page.
func (f *Frame) origin() string {
	address := f.source.BaseURL + f.Page()
	if u, err := url.Parse(address); err == nil {
		address = strings.TrimSuffix(u.Host+u.Path, "/")
	}
	return f.Site() + " · " + address + " · " + strings.ReplaceAll(f.Licence(), " ", "\u00a0")
}

// keepLast keeps the last words of a sentence, the day, on one line.
func keepLast(lead string) string {
	words := strings.Split(lead, " ")
	if len(words) < 4 {
		return lead
	}
	last := len(words) - 3
	return strings.Join(words[:last], " ") + " " + strings.Join(words[last:], "\u00a0")
}
