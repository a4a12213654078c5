package embed

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/draw"
	"declarationwatch/tools/internal/published"
)

// part is some commitments by some governments, which a frame shows as a matrix.
type part struct {
	address     string // of the frame
	id          campaign.ID
	page        string // the full page that it leads to, "matrix/"
	label       string // what it is a part by; "" for the whole matrix
	finding     string // what it shows, where there is a finding about it
	governments []published.Signatory
	commitments []published.Commitment
}

// matrices makes the frame of the matrix and of each of its parts: a pillar, the commitments about children, a group of
// governments.
func (m *maker) matrices() []*Frame {
	r := m.Record
	whole := part{address: "matrix", page: "matrix/", finding: m.In(r.Findings.Home.Heading), governments: m.governments, commitments: r.Commitments}
	made := []*Frame{m.matrix(whole)}
	if m.Name != "" {
		return made
	}
	add := func(address string, id campaign.ID, label string, change func(p *part)) {
		p := whole
		p.address, p.id, p.label, p.finding = "matrix/"+address, id, label, ""
		change(&p)
		if len(p.commitments) > 0 && len(p.governments) > 0 {
			made = append(made, m.matrix(p))
		}
	}
	commitments := func(has func(published.Commitment) bool) []published.Commitment {
		return slices.DeleteFunc(slices.Clone(r.Commitments), func(c published.Commitment) bool { return !has(c) })
	}
	add("children", "", m.Text("nav.children"), func(p *part) {
		p.finding = m.In(r.Findings.Children.Heading)
		if m.hasPage("/children") { // which a declaration need not have
			p.page = "children/"
		}
		p.commitments = commitments(func(c published.Commitment) bool { return c.Children == campaign.Core })
	})
	for _, pillar := range r.Pillars {
		add("pillar/"+string(pillar.ID), campaign.ID(pillar.ID), m.In(pillar.Title), func(p *part) {
			p.page = cmp.Or(m.pageOf(pillar.ID, ""), p.page)
			p.commitments = commitments(func(c published.Commitment) bool { return c.Pillar == pillar.ID })
		})
	}
	for _, group := range m.Campaign.Profile.Groups {
		add("group/"+string(group.ID), group.ID, m.In(group.Label), func(p *part) {
			p.governments = slices.DeleteFunc(slices.Clone(m.governments), func(g published.Signatory) bool { return !slices.Contains(group.Signatories, g.ID) })
		})
	}
	return made
}

// hasPage reports whether the site has a page, by its path, in the language.
func (m *maker) hasPage(path string) bool {
	return slices.ContainsFunc(m.Pages, func(p campaign.Page) bool { return p.Language() == m.Language && p.Path() == path })
}

// matrix makes the frame of a part.
func (m *maker) matrix(p part) *Frame {
	totals := m.count(p)
	f := &Frame{
		Kind: Matrix, ID: p.id, Address: p.address, Subject: p.page, Poster: m.poster("/" + strings.Split(p.page, "/")[0]), Label: p.label,
		Lead: m.found("embed_frame.matrix_lead", totals), Cells: totals.Cells, Legend: m.legend(totals.ByStatus, m.Record.Default.Nothing),
		Columns: p.governments,
	}
	f.Title = m.Count("embed_frame.matrix", totals.Governments, "Commitments", len(p.commitments))
	if p.label != "" {
		f.Title = p.label + ": " + f.Title
	}
	if f.Heading = p.finding; f.Heading == "" {
		f.Heading = f.Title
	}
	f.Leads = []string{f.Lead}
	cited := m.room(p)
	if cited == 0 {
		f.Columns, f.Rows = nil, m.parts(p)
	} else {
		f.Leads[0] += " " + m.Text("embed_frame.matrix_open")
		f.Pillars = m.sections(p, cited)
	}
	var left []string
	for _, g := range p.governments {
		if g.Until != "" {
			left = append(left, m.name(g))
		}
	}
	if len(left) > 0 {
		f.Leads = append(f.Leads, m.Text("embed_frame.not_counted", "Names", strings.Join(left, "; ")))
	}
	return f
}

// room returns how many sources of each cell a frame has room for; 0 where it has none for the cells.
func (m *maker) room(p part) int {
	for most := named; most > 0; most-- {
		sources, letters := map[campaign.EvidenceID]bool{}, 0
		for _, g := range p.governments {
			for _, c := range p.commitments {
				evidence, _ := proof(m.cell(g, c))
				for _, id := range evidence[:min(len(evidence), most)] {
					sources[id] = true
				}
			}
		}
		for id := range sources {
			letters += len(m.sources[id].URL)
		}
		if m.Record.FrameFits(p.governments, p.commitments, letters) {
			return most
		}
	}
	return 0
}

// parts describes a part that is too large for a frame: a row for each pillar, or for each region of a pillar, with what was found.
func (m *maker) parts(p part) (rows []*Row) {
	add := func(name, page string, change func(p *part)) {
		some := p
		change(&some)
		counts := m.count(some)
		if counts.Cells == 0 {
			return
		}
		row := &Row{Link: cmp.Or(page, p.page)}
		row.Name, row.Label = name, m.Text("embed_frame.of", "Filled", m.Number(counts.Filled), "Cells", m.Number(counts.Cells))
		var words []string
		for _, s := range m.legend(counts.ByStatus, m.Record.Default.Nothing) {
			words = append(words, fmt.Sprintf("%s\u00a0%d", s.Label, s.Count.Count))
		}
		row.Text = strings.Join(words, " · ")
		rows = append(rows, row)
	}
	pillar := p.commitments[0].Pillar
	if slices.ContainsFunc(p.commitments, func(c published.Commitment) bool { return c.Pillar != pillar }) {
		for _, pillar := range m.Record.Pillars {
			add(m.In(pillar.Title), m.pageOf(pillar.ID, ""), func(p *part) {
				p.commitments = slices.DeleteFunc(slices.Clone(p.commitments), func(c published.Commitment) bool { return c.Pillar != pillar.ID })
			})
		}
		return rows
	}
	for _, region := range m.Campaign.Profile.Subregions {
		add(m.In(region.Label), m.pageOf(pillar, region.ID), func(p *part) {
			p.governments = slices.DeleteFunc(slices.Clone(p.governments), func(g published.Signatory) bool { return campaign.ID(g.Subregion) != region.ID })
		})
	}
	return rows
}

// pageOf returns the page of a pillar, or of a region in it, of a matrix that is on several pages; "" where it is not.
func (m *maker) pageOf(pillar campaign.PillarID, region campaign.ID) string {
	page := path.Join("matrix/pillar", string(pillar), string(region))
	if _, ok := m.Record.Grids[page]; !ok {
		return ""
	}
	return page + "/"
}

// sections describes the cells of a part, pillar by pillar.
func (m *maker) sections(p part, cited int) (pillars []Pillar) {
	for _, pillar := range m.Record.Pillars { // commitments come pillar by pillar
		section := Pillar{Title: m.In(pillar.Title)}
		for _, c := range p.commitments {
			if c.Pillar == pillar.ID {
				section.Lines = append(section.Lines, m.line(c, p.governments, cited))
			}
		}
		if len(section.Lines) > 0 {
			pillars = append(pillars, section)
		}
	}
	return pillars
}

// line describes a commitment by government.
func (m *maker) line(c published.Commitment, governments []published.Signatory, cited int) Line {
	l := Line{ID: c.ID, Row: draw.Row{Name: m.In(c.ShortTitle)}}
	counts := m.count(part{governments: governments, commitments: []published.Commitment{c}})
	l.Total = m.Text("embed_frame.of", "Filled", m.Number(counts.Filled), "Cells", m.Number(counts.Cells))
	for _, g := range governments {
		status := ""
		var row *Row
		if cell := m.cell(g, c); len(cell.Things) > 0 || cell.Status == m.Record.Default.Unpublished {
			row = m.row(cell, m.In(g.Name), cited)
			row.Code, status = g.ISO2, row.Status
		}
		l.Found, l.Cells = append(l.Found, row), append(l.Cells, status)
	}
	return l
}

// count counts the cells of a part, without governments that left.
func (m *maker) count(p part) published.Counts {
	var out published.Counts
	out.ByStatus = map[campaign.StatusID]int{}
	for _, g := range p.governments {
		if g.Until != "" {
			continue
		}
		out.Governments++
		for _, c := range p.commitments {
			cell := m.cell(g, c)
			out.Cells++
			out.ByStatus[cell.Status]++
			if len(cell.Things) > 0 {
				out.Filled++
			}
		}
	}
	return out
}

// grid returns the matrix as a picture shows it.
func (f *Frame) grid(head draw.Head, counts []draw.Count) draw.Grid {
	g := draw.Grid{Head: head, Legend: counts}
	var codes []string
	for _, c := range f.Columns {
		g.Columns = append(g.Columns, c.ISO2)
		codes = append(codes, c.ISO2+"\u00a0"+strings.ReplaceAll(f.In(c.Name), " ", "\u00a0"))
	}
	g.Note = strings.Join(codes, " · ")
	for _, p := range f.Pillars {
		group := draw.Group{Title: p.Title}
		for _, l := range p.Lines {
			group.Rows = append(group.Rows, l.Row)
		}
		g.Groups = append(g.Groups, group)
	}
	return g
}

// lines returns the lines of all pillars.
func (f *Frame) lines() []Line {
	var all []Line
	for _, p := range f.Pillars {
		all = append(all, p.Lines...)
	}
	return all
}

// Span returns how many columns the table has, for a head across all of them.
func (f *Frame) Span() int { return len(f.Columns) + 2 }
