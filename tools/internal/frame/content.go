package frame

import (
	"maps"
	"slices"
	"strings"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/locale"
	"declarationwatch/tools/internal/matrix"
)

// maker makes the frames of one language.
type maker struct {
	Source
	language string
	words    *words
	evidence map[campaign.EvidenceID]campaign.Evidence
}

// Row is a cell that holds something, as a line of a list.
type Row struct {
	Name    string // of the commitment, or of the government
	Actor   string // another government that brought the status about; "" for none
	Status  Status
	Since   string // "since 15 Dec 2025", with who brought it about where that was another government
	Date    string // of Since alone; "" where none is known
	Sources []Cited
	More    int // sources of the cell that are not in Sources
	cell    matrix.Cell
}

// Cited is a source as a frame names it.
type Cited struct {
	Name string // publisher and date
	URL  campaign.URL
}

// list is what the frame of a government or a commitment holds beside its rows.
type list struct {
	Heading string
	Leads   []string
	Notes   []string // what is not there, said to be a gap
}

// grid is what the frame of the matrix holds.
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

// line is a government's row of the grid: one entry a commitment, nil for a gap.
type line struct {
	ID     campaign.ID
	Name   string
	Total  string
	Cells  []*Row
	filled int
}

// cited is how many sources of a cell a frame names: the newest proof, and one more.
const cited = 2

func (m maker) day() string { return locale.Date(m.Matrix.AsOf, m.language) }

func (m maker) signatory(member matrix.Member) *Frame {
	name := locale.Country(member.ISO2, m.language)
	f := &Frame{Kind: Signatory, ID: member.ID, Title: fill(m.words.Signatory, "name", name)}
	l := &list{Heading: name}
	if member.Role == campaign.Observer {
		l.Leads = append(l.Leads, m.words.Observer)
	}
	f.Lead = fill(m.words.SignatoryLead, "filled", member.Totals.Filled, "cells", member.Totals.Cells, "day", m.day())
	l.Leads = append(l.Leads, f.Lead)
	weak := 0
	for i, c := range member.Cells {
		switch {
		case c.Filled():
			f.Rows = append(f.Rows, m.row(c, m.Matrix.Commitments[i].ShortTitle.In(m.language)))
		case c.Status == m.Campaign.Vocabulary.Default.Unpublished:
			weak++
		}
	}
	if gaps := len(member.Cells) - len(f.Rows) - weak; gaps > 0 {
		l.Notes = append(l.Notes, fill(m.words.GapsInSignatory, "count", gaps))
	}
	if weak > 0 {
		l.Notes = append(l.Notes, fill(m.words.WeakInSignatory, "count", weak))
	}
	return m.listed(f, l)
}

func (m maker) commitment(place int, c *campaign.Commitment) *Frame {
	title := c.ShortTitle.In(m.language)
	f := &Frame{Kind: Commitment, ID: c.ID, Title: title}
	l := &list{Heading: title}
	var gaps, weak []string
	for _, member := range m.Matrix.Signatories {
		name := locale.Country(member.ISO2, m.language)
		switch cell := member.Cells[place]; {
		case cell.Filled():
			f.Rows = append(f.Rows, m.row(cell, name))
		case member.Left != nil:
		case cell.Status == m.Campaign.Vocabulary.Default.Unpublished:
			weak = append(weak, name)
		default:
			gaps = append(gaps, name)
		}
	}
	totals := m.Matrix.ByCommitment[campaign.CommitmentID(c.ID)]
	f.Lead = fill(m.words.CommitmentLead, "filled", totals.Filled, "cells", totals.Cells, "day", m.day())
	l.Leads = []string{c.Summary.In(m.language), f.Lead}
	if len(gaps) > 0 {
		l.Notes = append(l.Notes, fill(m.words.GapsInCommitment, "names", strings.Join(gaps, ", ")))
	}
	if len(weak) > 0 {
		l.Notes = append(l.Notes, fill(m.words.WeakInCommitment, "names", strings.Join(weak, ", ")))
	}
	return m.listed(f, l)
}

// listed completes a frame that is a list.
func (m maker) listed(f *Frame, l *list) *Frame {
	if len(f.Rows) == 0 {
		l.Notes = append([]string{m.words.Nothing}, l.Notes...)
	}
	f.list, f.Legend = l, legend(f.Rows)
	return f
}

func (m maker) matrix() *Frame {
	f := &Frame{Kind: Matrix}
	g := &grid{Heading: fill(m.words.Matrix, "governments", m.Matrix.Totals.Governments, "commitments", len(m.Matrix.Commitments))}
	f.Title = g.Heading
	counts := []any{"filled", m.Matrix.Totals.Filled, "cells", m.Matrix.Totals.Cells, "day", m.day()}
	f.Lead = fill(m.words.MatrixStill, counts...)
	g.Leads = []string{fill(m.words.MatrixLead, counts...)}
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
	for _, member := range m.Matrix.Signatories {
		l := line{ID: member.ID, Name: locale.Country(member.ISO2, m.language), filled: member.Totals.Filled}
		l.Total = fill(m.words.Of, "filled", member.Totals.Filled, "cells", member.Totals.Cells)
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
	f.grid, f.Legend = g, legend(f.Rows)
	return f
}

// row tells a cell: its status, since when, and what that rests on.
func (m maker) row(c matrix.Cell, name string) Row {
	r := Row{Name: name, Status: m.status(c.Status), cell: c}
	if c.Since != "" {
		r.Date = locale.Date(c.Since, m.language)
		r.Since = fill(m.words.Since, "date", r.Date)
	}
	proof, actor := proof(c)
	if actor != "" {
		r.Actor = m.government(actor)
		r.Since = fill(m.words.SinceBy, "date", r.Date, "actor", r.Actor)
	}
	all := m.citable(c.Evidence())
	for _, e := range m.citable(proof) {
		if len(r.Sources) < cited {
			r.Sources = append(r.Sources, m.source(e))
		}
	}
	r.More = len(all) - len(r.Sources)
	return r
}

// proof is what a cell's headline rests on, and the other government whose act it was, if it was one.
func proof(c matrix.Cell) (evidence []campaign.EvidenceID, actor campaign.SignatoryID) {
	for _, t := range c.Things {
		if t.Status != c.Status || t.Since != c.Since {
			continue
		}
		for _, f := range slices.Backward(t.Events) {
			if !f.Corrected {
				return f.Event.Evidence, f.Actor
			}
		}
		return t.Pledge.Evidence, ""
	}
	return nil, ""
}

func (m maker) citable(ids []campaign.EvidenceID) []campaign.Evidence {
	var out []campaign.Evidence
	for _, id := range ids {
		if e, ok := m.evidence[id]; ok {
			out = append(out, e)
		}
	}
	return out
}

func (m maker) source(e campaign.Evidence) Cited {
	name := e.Publisher
	if e.Published != "" {
		name += ", " + locale.Date(e.Published, m.language)
	}
	return Cited{name, e.URL}
}

func (m maker) government(id campaign.SignatoryID) string {
	for _, s := range m.Campaign.Signatories {
		if campaign.SignatoryID(s.ID) == id {
			return locale.Country(s.ISO2, m.language)
		}
	}
	return string(id)
}

// legend counts the statuses that occur, in the order of the vocabulary.
func legend(rows []Row) []Status {
	counts := map[campaign.StatusID]Status{}
	for _, r := range rows {
		s := r.Status
		s.Count = counts[s.ID].Count + 1
		counts[s.ID] = s
	}
	return slices.SortedFunc(maps.Values(counts), byOrder)
}
