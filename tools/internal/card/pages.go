package card

import (
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/draw"
	"declarationwatch/tools/internal/published"
)

// pages makes the cards of the pages that have a content file, and of those that Hugo makes from data.
func (m *maker) pages() {
	r, topics := m.Record, map[campaign.Topic]int{}
	asOf := m.Text("card.as_of", "Date", m.Date(string(r.NewestReport)))
	size := []string{m.Count("card.size", r.Totals.Signatories, "Commitments", r.Totals.Commitments), asOf}
	m.add("/", m.In(r.Findings.Home.Heading), "", m.figures(r.Totals.PledgesBy), size...)
	for _, year := range r.Past {
		m.add("/matrix/"+year.ID, m.Text("matrix.year_heading", "Year", year.ID, "Found", m.Number(year.Filled), "All", m.Number(year.Cells)),
			"", m.figures(year.Statuses), m.Text("matrix.year_title", "Year", year.ID))
	}
	for _, p := range m.Campaign.Pages {
		page := p.Path()
		if p.Language() != m.Language || !m.Rendered(p) || page == "/" {
			continue
		}
		for _, topic := range p.Topics {
			topics[topic]++
		}
		switch section, _, below := strings.Cut(page[1:], "/"); {
		case page == "/matrix":
			m.add(page, p.Title, p.Description, m.figures(r.Totals.ByStatus), size...)
		case page == "/children" && len(r.Findings.Children.Heading) > 0:
			m.add(page, m.In(r.Findings.Children.Heading), m.In(r.Findings.Children.Lead), m.figures(r.Core.Totals.PledgesBy), p.Title, asOf)
		case below && !p.IsSection() && (section == "statements" || section == "analysis"):
			m.add(page, p.Title, p.Description, nil, m.written(section, p)...)
		default:
			m.add(page, p.Title, p.Description, nil, m.tagline())
		}
	}
	for _, topic := range slices.Sorted(maps.Keys(topics)) {
		title := m.In(r.Words["topic"][string(topic)])
		m.add("/topics/"+string(topic), title, m.Text("topic.about", "Topic", title), nil, m.Text("card.topic"), m.Count("topic.pages", topics[topic]))
	}
	for _, g := range slices.Concat(r.Signatories, r.Observers) {
		kicker := m.Text("card." + string(g.Role))
		if g.Until != "" {
			kicker = m.Text("card."+string(g.Membership), "Date", m.Date(string(g.Until)))
		}
		m.add("/signatories/"+string(g.ID), m.In(r.Findings.Signatory[g.ID].Heading), m.In(r.Findings.Signatory[g.ID].Lead), m.counted(g.Totals),
			kicker, m.Text("card.commitments", "Filled", g.Totals.Filled, "Total", g.Totals.Cells), asOf)
	}
	for _, c := range r.Commitments {
		m.add("/commitments/"+string(c.ID), m.In(r.Findings.Commitment[c.ID].Heading), m.In(r.Findings.Commitment[c.ID].Lead), m.counted(c.Totals),
			m.Text("card.commitment"), m.Text("card.governments", "Filled", c.Totals.Filled, "Total", c.Totals.Cells), asOf)
	}
	for _, p := range r.Programmes {
		m.add("/programmes/"+string(p.ID), m.In(p.Title), m.In(r.Findings.Programme[p.ID].Lead), nil, m.Text("card.programme"), m.Count("programme.entries", len(p.Entries)))
	}
	kinds := map[campaign.EvidenceKind]bool{}
	for _, source := range r.Record.Evidence {
		kinds[source.Kind] = true
	}
	for _, kind := range slices.Sorted(maps.Keys(kinds)) {
		name := m.In(r.Words["source_kind"][string(kind)])
		m.add("/sources/"+string(kind), m.Text("evidence.kind_title", "Kind", name), m.Text("evidence.kind_about", "Kind", name), nil, m.tagline())
	}
}

// written returns the kicker of a statement or an article: its kind, who published it and when.
func (m *maker) written(section string, p campaign.Page) []string {
	kicker := []string{m.Text("card." + section)}
	if p.Params.Publisher != "" {
		kicker = append(kicker, p.Params.Publisher)
	}
	if date := p.Dated(); date != "" {
		kicker = append(kicker, m.Date(string(date)))
	}
	return kicker
}

// counted returns the pledges by status; where there is none, the cells.
func (m *maker) counted(t published.Counts) []draw.Count {
	if t.Pledges > 0 {
		return m.figures(t.PledgesBy)
	}
	return m.figures(t.ByStatus)
}

// figures counts the statuses in the order of display, without those of empty cells.
func (m *maker) figures(by map[campaign.StatusID]int) []draw.Count {
	var out []draw.Count
	for _, s := range m.Record.Statuses {
		if n := by[s.ID]; n > 0 && s.Group != campaign.None {
			out = append(out, draw.Count{Status: string(s.ID), Label: m.In(s.Label), Count: n})
		}
	}
	return out
}

// tagline returns the site's tagline as a sentence begins.
func (m *maker) tagline() string {
	text := m.In(m.Campaign.Profile.Tagline)
	_, size := utf8.DecodeRuneInString(text)
	return strings.ToUpper(text[:size]) + text[size:]
}
