package frame

import (
	"net/url"
	"strings"

	"declarationwatch/tools/internal/picture"
)

// Still is the frame as a picture that does not move on with the record, for pages that can hold no frame.
func (f *Frame) Still() *picture.Drawing { return f.still() }

func (f *Frame) draw() *picture.Drawing {
	if f.grid != nil {
		return f.stillGrid().Draw()
	}
	return f.stillList().Draw()
}

// StillPath is where the picture lies below the site's root, as "svg" or "png": each in a folder of its own, so that a host
// needs one rule for all of a kind.
func (f *Frame) StillPath(form string) string { return f.at("embed", form, f.Address()+"."+form) }

func (f *Frame) stillGrid() picture.Grid {
	g := picture.Grid{Lang: f.Language, Title: f.grid.Heading, Lead: together(f.Lead), Legend: f.counts(), Source: f.origin()}
	columns := f.grid.Columns
	for _, p := range f.grid.Pillars {
		group := picture.Group{Title: p.Title}
		for _, c := range columns[:p.Span] {
			group.Columns = append(group.Columns, c.Title)
		}
		columns = columns[p.Span:]
		g.Groups = append(g.Groups, group)
	}
	for _, l := range f.grid.Lines {
		row := picture.Row{Name: l.Name}
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

func (f *Frame) stillList() picture.List {
	l := picture.List{
		Lang: f.Language, Title: f.list.Heading, Lead: together(f.Lead), Bar: f.counts(), Note: strings.Join(f.list.Notes, " "), Source: f.origin(),
	}
	for _, r := range f.Rows {
		item := picture.Item{Name: r.Name, Status: string(r.Status.ID), Label: r.Status.Label, Date: strings.ReplaceAll(r.Date, " ", "\u00a0")}
		if r.Actor != "" {
			item.Date = r.Since // with who it was
		}
		var names []string
		for _, c := range r.Sources {
			names = append(names, c.Name)
		}
		if item.Source = strings.Join(names, "; "); r.More > 0 {
			item.Source += "; " + fill(f.words.More, "count", r.More)
		}
		l.Items = append(l.Items, item)
	}
	return l
}

// counts is how many cells carry each status, those that hold nothing among them.
func (f *Frame) counts() []picture.Count {
	var out []picture.Count
	left := f.cells()
	for _, s := range f.Legend {
		out = append(out, picture.Count{Status: string(s.ID), Label: s.Label, Count: s.Count})
		left -= s.Count
	}
	return append(out, picture.Count{Status: string(f.gap.ID), Label: f.gap.Label, Count: left})
}

// origin says where the picture is from: it is passed on without the page.
func (f *Frame) origin() string {
	address := f.source.BaseURL + f.Page()
	if u, err := url.Parse(address); err == nil {
		address = strings.TrimSuffix(u.Host+u.Path, "/")
	}
	return f.words.Site + " · " + address + " · " + strings.ReplaceAll(f.words.Licence, " ", "\u00a0")
}

// together keeps the last words of a sentence on one line: they are the day.
func together(lead string) string {
	words := strings.Split(lead, " ")
	if len(words) < 4 {
		return lead
	}
	last := len(words) - 3
	return strings.Join(words[:last], " ") + " " + strings.Join(words[last:], "\u00a0")
}
