package embed

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/card"
	"declarationwatch/tools/internal/locale"
	"declarationwatch/tools/internal/published"
)

// tables makes the frames of the matrix and its parts, the governments with those that observe, and the commitments.
func (m *maker) tables() []*Frame {
	made := m.matrices()
	for _, g := range slices.Concat(m.governments, m.Record.Observers) {
		made = append(made, m.signatory(g))
	}
	for _, c := range m.Record.Commitments {
		made = append(made, m.commitment(c))
	}
	return made
}

func (m *maker) signatory(g published.Signatory) *Frame {
	f := m.newFrame(Signatory, campaign.ID(g.ID), "signatories")
	f.Label, f.Heading, f.Lead = m.In(g.Name), m.In(m.Record.Findings.Signatory[g.ID].Heading), m.found("embed_frame.signatory_lead", g.Totals)
	f.Title = m.Text("embed_frame.signatory", "Name", f.Label)
	switch {
	case g.Role == campaign.Observer:
		f.Leads = append(f.Leads, m.Text("embed_frame.observer"))
	case g.Until != "":
		f.Leads = append(f.Leads, m.Text("embed_frame."+string(g.Membership), "Date", locale.Date(g.Until, m.Language)))
	}
	f.Leads = append(f.Leads, f.Lead)
	for _, c := range m.Record.Commitments {
		if cell := m.cell(g, c); len(cell.Things) > 0 {
			f.Rows = append(f.Rows, m.row(cell, m.In(c.ShortTitle), named))
		}
	}
	m.note(f, "embed_frame.gaps_signatory", "Count", g.Totals.ByStatus[m.Record.Default.Nothing])
	m.note(f, "embed_frame.weak_signatory", "Count", g.Totals.ByStatus[m.Record.Default.Unpublished])
	return m.list(f, g.Totals)
}

func (m *maker) commitment(c published.Commitment) *Frame {
	f := m.newFrame(Commitment, campaign.ID(c.ID), "commitments")
	f.Title, f.Label = m.In(c.ShortTitle), m.In(c.ShortTitle)
	f.Heading, f.Lead = m.In(m.Record.Findings.Commitment[c.ID].Heading), m.found("embed_frame.commitment_lead", c.Totals)
	f.Leads = []string{m.In(c.Summary), f.Lead}
	var gaps, weak []string
	for _, g := range m.governments {
		switch cell := m.cell(g, c); {
		case len(cell.Things) > 0:
			f.Rows = append(f.Rows, m.row(cell, m.name(g), named))
		case g.Until != "":
		case cell.Status == m.Record.Default.Unpublished:
			weak = append(weak, m.name(g))
		default:
			gaps = append(gaps, m.name(g))
		}
	}
	m.note(f, "embed_frame.gaps_commitment", "Names", names(gaps))
	m.note(f, "embed_frame.weak_commitment", "Names", names(weak))
	return m.list(f, c.Totals)
}

// roomOfNames is how long a sentence with the names of governments may be, in letters.
const roomOfNames = 1_200

// names returns names with commas between them, or how many they are where there is no room for them.
func names(all []string) string {
	if text := strings.Join(all, ", "); utf8.RuneCountInString(text) <= roomOfNames {
		return text
	}
	return strconv.Itoa(len(all))
}

// newFrame returns an empty frame of a record, whose full page is in a folder of pages.
func (m *maker) newFrame(kind Kind, id campaign.ID, folder string) *Frame {
	page := folder + "/" + string(id)
	return &Frame{Kind: kind, ID: id, Address: string(kind) + "/" + string(id), Subject: page + "/", Poster: m.poster("/" + page)}
}

// poster returns where the social card of a page is, by the page's path within its language.
func (m *maker) poster(page string) string { return card.File(m.Language, page) }

// note adds a sentence with a value, unless that is nothing.
func (m *maker) note(f *Frame, key, name string, value any) {
	if value != 0 && value != "" {
		f.Notes = append(f.Notes, m.Text(key, name, value))
	}
}

// How many lines a list has room for, and how much they may be in letters; and what a line needs beside its name.
const (
	mostRows      = 64
	roomOfList    = mostRows * (lettersOfLine + 20)
	lettersOfLine = 40
)

// list completes a frame that is a list. Of a long one it has those with the statuses that decide most.
func (m *maker) list(f *Frame, t published.Counts) *Frame {
	if fitting(f.Rows) < len(f.Rows) {
		slices.SortStableFunc(f.Rows, m.byRank)
		f.Rows, f.Cut = f.Rows[:fitting(f.Rows)], m.Text("embed_frame.shortened")
	}
	if len(f.Rows) == 0 {
		f.Notes = append([]string{m.Text("embed_frame.nothing")}, f.Notes...)
	}
	f.Cells, f.Legend = t.Cells, m.legend(t.ByStatus, m.Record.Default.Nothing, m.Record.Default.Unpublished)
	return f
}

// fitting returns how many of some lines there is room for.
func fitting(rows []*Row) int {
	letters := 0
	for i, row := range rows[:min(len(rows), mostRows)] {
		if letters += utf8.RuneCountInString(row.Name) + lettersOfLine; letters > roomOfList {
			return i
		}
	}
	return min(len(rows), mostRows)
}
