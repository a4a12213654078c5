package embed

import (
	"slices"
	"strings"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/draw"
	"declarationwatch/tools/internal/locale"
	"declarationwatch/tools/internal/published"
)

// The frames that are no table: a cell, a policy, a page.

// cells makes a frame for each government on each commitment, by government.
func (m *maker) cells() []*Frame {
	var made []*Frame
	for _, g := range slices.Concat(m.governments, m.Record.Observers) {
		for _, c := range m.Record.Commitments {
			made = append(made, m.cellFrame(g, c))
		}
	}
	return made
}

func (m *maker) cellFrame(g published.Signatory, c published.Commitment) *Frame {
	cell := m.cell(g, c)
	f := &Frame{
		Kind: Cell, ID: campaign.ID(g.ID), Address: "cell/" + string(g.ID) + "/" + string(c.ID), Subject: cellAddress(cell),
		Poster: m.poster("/signatories/" + string(g.ID)), Label: m.In(c.ShortTitle),
	}
	f.Title = m.Text("embed_frame.cell_title", "Name", m.In(g.Name), "Commitment", f.Label)
	status := m.Record.Status[string(cell.Status)]
	f.Sign = Status{Symbol: status.Symbol}
	f.Sign.Status = string(status.ID)
	if len(cell.Things) == 0 {
		f.Heading, f.Lead = m.Text("embed_frame.cell_nothing", "Name", m.inText(g), "Commitment", f.Label), m.Text("embed_frame.nothing")
		if cell.Status == m.Record.Default.Unpublished {
			f.Heading, f.Lead = m.Text("embed_frame.cell_of", "Name", m.In(g.Name), "Commitment", f.Label, "Status", m.In(status.Label)), m.In(status.Definition)
		}
		f.Leads = []string{f.Lead}
		return f
	}
	f.Cited = m.row(cell, f.Label, named)
	finding := strings.TrimSpace(f.Cited.Label + " " + f.Cited.Since)
	f.Heading = m.Text("embed_frame.cell_of", "Name", m.In(g.Name), "Commitment", f.Label, "Status", finding)
	f.Lead = m.why(g, cell)
	f.Leads = []string{f.Lead}
	if n := len(cell.Things); n > 1 {
		f.Leads = append(f.Leads, m.Count("embed_frame.among", n))
	}
	return f
}

// why returns what explains the status of a cell in one sentence.
func (m *maker) why(g published.Signatory, c published.Cell) string {
	if text := m.In(m.Record.Grid.Why[g.ISO3+"-"+string(c.Commitment)]); text != "" {
		return text
	}
	if c.Latest != nil { // of an observer, which is in no grid
		return m.In(c.Latest.Summary)
	}
	return m.In(c.Things[0].Summary)
}

// inText returns the name of a government as a sentence has it.
func (m *maker) inText(g published.Signatory) string {
	if name := m.In(g.NameInText); name != "" {
		return name
	}
	return m.In(g.Name)
}

// entries is how many reports the frame of a policy has below the newest one.
const entries = 3

func (m *maker) programmes() []*Frame {
	var made []*Frame
	for _, p := range m.Record.Programmes {
		f := m.newFrame(Programme, campaign.ID(p.ID), "programmes")
		finding := m.Record.Findings.Programme[p.ID]
		f.Title, f.Label = m.In(p.Title), m.In(p.Title)
		f.Heading, f.Lead = m.In(finding.Heading), m.In(finding.Lead)
		f.Leads, f.Course = []string{f.Lead}, m.newCourse(p.Timeline)
		latest := m.Record.Entry[string(p.Latest)]
		if p.Latest != "" {
			f.Cited = &Row{}
			m.cite(f.Cited, latest.Evidence, named, len(m.cited(latest.Evidence)))
		}
		var before []published.Entry
		for _, e := range slices.Backward(p.Entries) {
			if e.ID != p.Latest && e.Date != "" {
				before = append(before, e)
			}
		}
		for _, e := range before[:min(len(before), entries)] {
			f.Rows = append(f.Rows, m.entry(e))
		}
		if rest := len(before) - len(f.Rows); rest > 0 {
			f.Notes = append(f.Notes, m.Count("embed_frame.earlier", rest))
		}
		made = append(made, f)
	}
	return made
}

// entry describes a report of a policy as a line of a list.
func (m *maker) entry(e published.Entry) *Row {
	r := &Row{Text: m.In(e.Summary), Link: e.Path}
	day := locale.Date(e.Date, m.Language)
	if e.Reported != "" {
		day = m.Text("date.reported", "Date", day)
	}
	r.Item = draw.Item{Name: day, Label: m.In(m.Record.Words["entry_status"][string(e.Status)])}
	m.cite(r, e.Evidence, named, len(m.cited(e.Evidence)))
	return r
}

// homeCard is the address of the frame of the home page.
const homeCard = "card/home"

// cardOf returns the address of the frame of another page without a table.
func cardOf(path string) string { return "card" + path }

// cards makes the frames of the home page and of the pages that are texts.
func (m *maker) cards() []*Frame {
	made := []*Frame{m.home()}
	for _, p := range m.Pages {
		section, slug, _ := strings.Cut(p.Path()[1:], "/")
		if p.Language() != m.Language || p.IsSection() || section != "statements" && section != "analysis" {
			continue
		}
		f := &Frame{
			Kind: Card, ID: campaign.ID(slug), Address: cardOf(p.Path()), Subject: strings.TrimPrefix(p.Address()+"/", m.Root),
			Poster: m.poster(p.Path()),
			Title:  p.Title, Label: p.Title, Heading: p.Title, Lead: p.Description,
		}
		written := []string{m.Text("card." + section)}
		if p.Params.Publisher != "" {
			written = append(written, p.Params.Publisher)
		}
		if date := p.Dated(); date != "" {
			written = append(written, m.Date(string(date)))
		}
		f.Leads = []string{strings.Join(written, " · "), f.Lead}
		made = append(made, f)
	}
	return made
}

func (m *maker) home() *Frame {
	finding, totals := m.Record.Findings.Home, m.Record.Totals
	f := &Frame{Kind: Card, Address: homeCard, Poster: m.poster("/"), Label: m.Text("embed.finding"), Heading: m.In(finding.Heading), Lead: m.In(finding.Lead), Cells: totals.Pledges}
	f.Title = f.Heading
	f.Leads = []string{f.Lead, m.Text("embed_frame.fresh", "Day", m.day)}
	f.Legend = m.legend(totals.PledgesBy)
	return f
}
