package card

import (
	"maps"
	"slices"
	"strings"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/draw"
	"declarationwatch/tools/internal/locale"
)

// pages makes the cards of the pages that have a content file, and of those that Hugo makes from data.
func (m *maker) pages() {
	topics := map[campaign.Topic]int{}
	totals := m.Matrix.Totals
	size := []string{m.words.Text("card.size", "Governments", totals.Governments, "Commitments", len(m.Matrix.Commitments)), m.asOf()}
	m.add("/", draw.Card{Title: m.words.Text("home.heading", "Declaration", m.Campaign.Languages.Text(m.Campaign.Declaration.ShortTitle, m.language)), Figures: m.figures(totals)}, size...)
	for _, p := range m.Campaign.Pages {
		page := p.Path()
		if p.Language() != m.language || !m.Rendered(p) || page == "/" {
			continue
		}
		for _, topic := range p.Topics {
			topics[topic]++
		}
		c := draw.Card{Title: p.Title, Note: p.Description}
		switch section, _, below := strings.Cut(page[1:], "/"); {
		case page == "/matrix":
			c.Figures = m.figures(totals)
			m.add(page, c, size...)
		case below && !p.IsSection() && (section == "statements" || section == "analysis"):
			m.add(page, c, m.written(section, p)...)
		default:
			m.add(page, c, m.tagline())
		}
	}
	for _, topic := range slices.Sorted(maps.Keys(topics)) {
		title := m.label(m.Campaign.Profile.Topics, string(topic))
		m.add("/topics/"+string(topic), draw.Card{Title: title, Note: m.words.Text("topic.about", "Topic", title)},
			m.words.Text("card.topic"), m.words.Count("topic.pages", topics[topic]))
	}
	m.governments()
	m.commitments()
	for _, p := range m.Campaign.Programmes {
		m.add("/programmes/"+string(p.ID), draw.Card{Title: m.in(p.Title), Note: m.in(p.Summary)},
			m.words.Text("card.programme"), m.words.Count("programme.entries", m.entries(p)))
	}
	m.sources()
}

// written returns the kicker of a statement or an article: its kind, who published it and when.
func (m *maker) written(section string, p campaign.Page) []string {
	kicker := []string{m.words.Text("card." + section)}
	if p.Params.Publisher != "" {
		kicker = append(kicker, p.Params.Publisher)
	}
	if date := p.DateInstant(); !date.IsZero() {
		layout := map[campaign.DatePrecision]string{"month": "2006-01", "year": "2006"}[p.Params.DatePrecision]
		if layout == "" {
			layout = "2006-01-02"
		}
		kicker = append(kicker, m.words.Date(date.Format(layout)))
	}
	return kicker
}

func (m *maker) governments() {
	for _, g := range slices.Concat(m.Matrix.Signatories, m.Matrix.Observers) {
		c := draw.Card{
			Title: locale.Country(g.ISO2, m.language), Figures: m.figures(g.Totals),
			Note: m.words.Text("signatory.nothing", "Total", g.Totals.Cells),
		}
		kicker := m.words.Text("card." + string(g.Role))
		if g.Left != nil {
			kicker = m.words.Text("card."+string(g.Left.Kind), "Date", m.words.Date(string(g.Left.Date)))
		}
		m.add("/signatories/"+string(g.ID), c, kicker,
			m.words.Text("card.commitments", "Filled", g.Totals.Filled, "Total", g.Totals.Cells), m.asOf())
	}
}

func (m *maker) commitments() {
	for _, c := range m.Matrix.Commitments {
		t := m.Matrix.ByCommitment[campaign.CommitmentID(c.ID)]
		m.add("/commitments/"+string(c.ID), draw.Card{Title: m.in(c.ShortTitle), Figures: m.figures(t), Note: m.words.Text("commitment.nothing")},
			m.words.Text("card.commitment"), m.words.Text("card.governments", "Filled", t.Filled, "Total", t.Cells), m.asOf())
	}
}

// entries counts the entries of a programme that its page shows.
func (m *maker) entries(p campaign.Programme) int {
	n := 0
	for _, e := range p.Entries {
		if e.Confidence.Published() && !e.Date.First().After(m.Matrix.AsOf.First()) {
			n++
		}
	}
	return n
}

// sources makes the cards of the register of sources, a page for each kind of publisher.
func (m *maker) sources() {
	kinds := map[string]bool{}
	for _, e := range m.Campaign.Evidence {
		if !kinds[string(e.Kind)] && len(e.Withheld) == 0 {
			kinds[string(e.Kind)] = true
			name := m.label(m.Campaign.Profile.SourceKinds, string(e.Kind))
			m.add("/sources/"+string(e.Kind), draw.Card{
				Title: m.words.Text("evidence.kind_title", "Kind", name), Note: m.words.Text("evidence.kind_about", "Kind", name),
			}, m.tagline())
		}
	}
}

// label returns the label of a word of the data.
func (m *maker) label(all []campaign.Word, id string) string {
	for _, w := range all {
		if string(w.ID) == id {
			return m.in(w.Label)
		}
	}
	return id
}
