package embed

import (
	"strings"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/locale"
	"declarationwatch/tools/internal/matrix"
)

func (m *maker) signatory(member matrix.Member) *Frame {
	f := &Frame{Kind: Signatory, ID: campaign.ID(member.ID), Heading: locale.Country(member.ISO2, m.Language), Lead: m.found("signatory_lead", member.Totals)}
	f.Title = m.Text("signatory", "Name", f.Heading)
	switch {
	case member.Role == campaign.Observer:
		f.Leads = append(f.Leads, m.Text("observer"))
	case member.Left != nil:
		f.Leads = append(f.Leads, m.Text(string(member.Left.Kind), "Date", locale.Date(member.Left.Date, m.Language)))
	}
	f.Leads = append(f.Leads, f.Lead)
	for i, c := range member.Cells {
		if c.Filled() {
			f.Rows = append(f.Rows, m.row(c, m.in(m.source.Matrix.Commitments[i].ShortTitle)))
		}
	}
	defaults := m.source.Campaign.Vocabulary.Default
	m.note(f, "gaps_signatory", "Count", member.Totals.ByStatus[defaults.Nothing])
	m.note(f, "weak_signatory", "Count", member.Totals.ByStatus[defaults.Unpublished])
	return m.list(f, member.Totals)
}

func (m *maker) commitment(place int, c *campaign.Commitment) *Frame {
	totals := m.source.Matrix.ByCommitment[c.ID]
	f := &Frame{Kind: Commitment, ID: campaign.ID(c.ID), Title: m.in(c.ShortTitle), Heading: m.in(c.ShortTitle), Lead: m.found("commitment_lead", totals)}
	f.Leads = []string{m.in(c.Summary), f.Lead}
	var gaps, weak []string
	for _, member := range m.governments {
		switch cell := member.Cells[place]; {
		case cell.Filled():
			f.Rows = append(f.Rows, m.row(cell, m.name(member)))
		case member.Left != nil:
		case cell.Status == m.source.Campaign.Vocabulary.Default.Unpublished:
			weak = append(weak, m.name(member))
		default:
			gaps = append(gaps, m.name(member))
		}
	}
	m.note(f, "gaps_commitment", "Names", strings.Join(gaps, ", "))
	m.note(f, "weak_commitment", "Names", strings.Join(weak, ", "))
	return m.list(f, totals)
}

// note adds a sentence with a value, unless that is nothing.
func (m *maker) note(f *Frame, key, name string, value any) {
	if value != 0 && value != "" {
		f.Notes = append(f.Notes, m.Text(key, name, value))
	}
}

// list completes a frame that is a list.
func (m *maker) list(f *Frame, t matrix.Totals) *Frame {
	if len(f.Rows) == 0 {
		f.Notes = append([]string{m.Text("nothing")}, f.Notes...)
	}
	defaults := m.source.Campaign.Vocabulary.Default
	f.Cells, f.Legend = t.Cells, m.legend(t, defaults.Nothing, defaults.Unpublished)
	return f
}

func (m *maker) matrix() *Frame {
	grid, defaults := m.source.Matrix, m.source.Campaign.Vocabulary.Default
	f := &Frame{Kind: Matrix, Lead: m.found("matrix_lead", grid.Totals), Cells: grid.Totals.Cells, Legend: m.legend(grid.Totals, defaults.Nothing)}
	f.Heading = m.Text("matrix", "Governments", grid.Totals.Governments, "Commitments", len(grid.Commitments))
	f.Title, f.Leads = f.Heading, []string{f.Lead + " " + m.Text("matrix_open")}
	// Commitments come pillar by pillar.
	for _, p := range grid.Pillars {
		span := 0
		for _, c := range grid.Commitments {
			if c.Pillar == p.ID {
				span++
				f.Columns = append(f.Columns, Column{campaign.ID(c.ID), m.in(c.ShortTitle)})
			}
		}
		if span > 0 {
			f.Pillars = append(f.Pillars, Pillar{m.in(p.Title), span})
		}
	}
	var left []string
	for _, member := range m.governments {
		l := Line{ID: campaign.ID(member.ID), Name: locale.Country(member.ISO2, m.Language)}
		l.Total = m.Text("of", "Filled", member.Totals.Filled, "Cells", member.Totals.Cells)
		if member.Left != nil {
			l.Total = m.Text("left")
			left = append(left, m.name(member))
		}
		for i, c := range member.Cells {
			var row *Row
			if c.Filled() || c.Status == defaults.Unpublished {
				r := m.row(c, f.Columns[i].Title)
				row = &r
				f.Rows = append(f.Rows, r)
			}
			l.Cells = append(l.Cells, row)
		}
		f.Lines = append(f.Lines, l)
	}
	if len(left) > 0 {
		f.Leads = append(f.Leads, m.Text("not_counted", "Names", strings.Join(left, "; ")))
	}
	return f
}
