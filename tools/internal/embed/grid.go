package embed

import (
	"strings"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/locale"
)

// grid is what the frame of the matrix shows.
type grid struct {
	Heading string
	Leads   []string
	Pillars []pillar
	Columns []column
	Lines   []line
}

type pillar struct {
	Title string
	Span  int
}

type column struct {
	ID    campaign.ID
	Title string
}

// line is a government's row of the grid: one entry for each commitment, nil for a gap.
type line struct {
	ID    campaign.ID
	Name  string
	Total string
	Cells []*Row
}

func (m maker) matrix() *Frame {
	totals := m.Matrix.Totals
	f := &Frame{Kind: Matrix, Legend: m.legend(totals.ByStatus), cells: totals.Cells}
	g := &grid{Heading: m.text("matrix", "Governments", totals.Governments, "Commitments", len(m.Matrix.Commitments))}
	f.Title, f.grid = g.Heading, g
	f.Lead = m.text("matrix_lead", "Filled", totals.Filled, "Cells", totals.Cells, "Day", m.day())
	g.Leads = []string{f.Lead + " " + m.text("matrix_open")}
	// Commitments come pillar by pillar.
	for _, p := range m.Matrix.Pillars {
		span := 0
		for _, c := range m.Matrix.Commitments {
			if campaign.ID(c.Pillar) == p.ID {
				span++
			}
		}
		if span > 0 {
			g.Pillars = append(g.Pillars, pillar{p.Title.In(m.language), span})
		}
	}
	for _, c := range m.Matrix.Commitments {
		g.Columns = append(g.Columns, column{c.ID, c.ShortTitle.In(m.language)})
	}
	var left []string
	for _, member := range m.governments {
		l := line{ID: member.ID, Name: locale.Country(member.ISO2, m.language)}
		l.Total = m.text("of", "Filled", member.Totals.Filled, "Cells", member.Totals.Cells)
		if member.Left != nil {
			l.Total = m.text("left")
			left = append(left, m.name(member))
		}
		for i, c := range member.Cells {
			var row *Row
			if c.Filled() || c.Status == m.Campaign.Vocabulary.Default.Unpublished {
				r := m.row(c, g.Columns[i].Title)
				row = &r
				f.Rows = append(f.Rows, r)
			}
			l.Cells = append(l.Cells, row)
		}
		g.Lines = append(g.Lines, l)
	}
	if len(left) > 0 {
		g.Leads = append(g.Leads, m.text("not_counted", "Names", strings.Join(left, "; ")))
	}
	return f
}
