package embed

import (
	"fmt"
	"slices"
	"strings"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/card"
	"declarationwatch/tools/internal/draw"
	"declarationwatch/tools/internal/locale"
	"declarationwatch/tools/internal/published"
	"declarationwatch/tools/internal/words"
)

// maker makes the frames of one language, and has what they share.
type maker struct {
	Source
	*words.Words
	Site    string
	Kicker  string   // the line above the heading: the declaration's title
	Licence string   // its name
	Banners []string // the sentences above everything: that it is not for publication, that it is frozen
	Closing string   // the text of the last link
	*styles
	day         string
	governments []published.Signatory // by name
	sources     map[campaign.EvidenceID]published.Source
	posters     map[string]card.Card // by their file
}

// named is how many sources of a cell a frame names: the newest proof, and one more; or in a matrix that is large only the one.
const named = 2

func newMaker(s Source, language string, style *styles) *maker {
	m := &maker{
		Source: s, Words: s.Words[language], styles: style, day: locale.Date(s.Record.NewestReport, language),
		governments: published.ByName(s.Record.Signatories, s.Campaign.Languages, language), sources: map[campaign.EvidenceID]published.Source{},
		posters: map[string]card.Card{},
	}
	profile := s.Campaign.Profile
	m.Site, m.Kicker, m.Licence, m.Closing = m.In(profile.Name), m.In(s.Record.Declaration.Title), profile.Licence.Name, m.Text("embed_frame.full")
	if s.Preview {
		m.Banners = append(m.Banners, m.Text("embed_frame.preview"))
	}
	if s.Name != "" {
		m.Banners = append(m.Banners, m.Text("embed_frame.frozen", "Release", s.Name, "Day", locale.Date(s.Matrix.AsOf, language)))
		m.Closing = m.Text("embed_frame.live")
	}
	for _, source := range s.Record.Record.Evidence {
		m.sources[source.ID] = source
	}
	for _, c := range s.Cards {
		m.posters[card.File(c.Language, c.Path)] = c
	}
	return m
}

// found returns a lead: for how many cells of some something was found.
func (m *maker) found(key string, t published.Counts) string {
	return m.Text(key, "Filled", m.Number(t.Filled), "Cells", m.Number(t.Cells), "Day", m.day)
}

// name returns what a list calls a government: with the day on which it left, if it did.
func (m *maker) name(g published.Signatory) string {
	if g.Until == "" {
		return m.In(g.Name)
	}
	key := "embed_frame.name_" + string(g.Membership)
	return m.Text(key, "Name", m.In(g.Name), "Date", locale.Date(g.Until, m.Language))
}

func (m *maker) cell(g published.Signatory, c published.Commitment) published.Cell {
	return m.Record.Cells[string(g.ID)][string(c.ID)]
}

// legend counts the statuses that occur, in the order of display, without some.
func (m *maker) legend(counts map[campaign.StatusID]int, without ...campaign.StatusID) []Status {
	var out []Status
	from := 0
	for _, s := range m.Record.Statuses {
		if n := counts[s.ID]; n > 0 && !slices.Contains(without, s.ID) {
			out = append(out, Status{draw.Count{Status: string(s.ID), Label: m.In(s.Label), Count: n}, s.Symbol, from})
			from += n
		}
	}
	return out
}

// row describes a cell: its status, since when, and so many of the sources for that.
func (m *maker) row(c published.Cell, name string, named int) *Row {
	status := m.Record.Status[string(c.Status)]
	r := &Row{Symbol: status.Symbol, Link: cellAddress(c)}
	r.Name, r.Status, r.Label = name, string(c.Status), m.In(status.Label)
	proof, actor := proof(c)
	if day := locale.Date(c.Since, m.Language); day != "" {
		r.Date, r.Since = strings.ReplaceAll(day, " ", "\u00a0"), m.Text("embed_frame.since", "Date", day)
		if actor != nil {
			r.Since = m.Text("embed_frame.since_by", "Date", day, "Actor", m.In(actor))
			r.Date = r.Since
		}
	}
	m.cite(r, proof, named, len(m.cited(c.Evidence)))
	return r
}

// cite names so many sources in a row, and says how many more of all there are.
func (m *maker) cite(r *Row, evidence []campaign.EvidenceID, named, all int) {
	r.Cite = m.Text("embed_frame.source")
	if all > 1 {
		r.Cite = m.Text("embed_frame.sources")
	}
	r.Sources = m.cited(evidence)
	r.Sources = r.Sources[:min(len(r.Sources), named)]
	var names []string
	for _, s := range r.Sources {
		names = append(names, s.Name)
	}
	if more := all - len(r.Sources); more > 0 {
		r.More = m.Text("embed_frame.more", "Count", more)
		names = append(names, r.More)
	}
	r.Source = strings.Join(names, "; ")
}

// cellAddress returns the address of a cell within a language.
func cellAddress(c published.Cell) string {
	return fmt.Sprintf("signatories/%s/#%s", c.Signatory, c.Commitment)
}

// proof returns the sources for the status of a cell, and the other government whose act it was, if any.
func proof(c published.Cell) (evidence []campaign.EvidenceID, actor campaign.Text) {
	for _, t := range c.Things {
		if t.Status != c.Status || t.Since != c.Since {
			continue
		}
		for _, e := range slices.Backward(t.Events) {
			if !e.Corrected {
				return e.Evidence, e.ActorName
			}
		}
		return t.Evidence, nil
	}
	return nil, nil
}

// cited returns the sources of some ids, without those that may not be shown.
func (m *maker) cited(ids []campaign.EvidenceID) []Cited {
	var out []Cited
	for _, id := range ids {
		if s, ok := m.sources[id]; ok {
			name := s.Publisher
			if s.Published != "" {
				name += ", " + locale.Date(s.Published, m.Language)
			}
			out = append(out, Cited{name, s.URL})
		}
	}
	return out
}

// draw lays out the frame as a picture.
func (f *Frame) draw() *draw.Drawing {
	_, address, _ := strings.Cut(f.BaseURL+f.Page(), "://")
	// Pictures are shared without their page. The last words of the lead, the day, stay on one line.
	source := f.Site + " · " + strings.TrimSuffix(address, "/") + " · " + strings.ReplaceAll(f.Licence, " ", "\u00a0")
	lead := strings.ReplaceAll(f.Lead, f.day, strings.ReplaceAll(f.day, " ", "\u00a0"))
	head := draw.Head{Lang: f.Language, RTL: f.RTL, Title: f.Heading, Lead: lead, Source: source}

	nothing := f.Record.Status[string(f.Record.Default.Nothing)]
	gap := draw.Count{Status: string(nothing.ID), Label: f.In(nothing.Label), Count: f.Cells}
	var counts []draw.Count
	for _, s := range f.Legend {
		counts = append(counts, s.Count)
		gap.Count -= s.Count.Count
	}
	counts = append(counts, gap)
	if len(f.Pillars) > 0 {
		return f.grid(head, counts).Draw(f.Style)
	}
	l := draw.List{Head: head, Bar: counts, Note: strings.Join(f.Notes, " "), Gap: gap.Status}
	for _, r := range f.Rows {
		l.Items = append(l.Items, r.Item)
	}
	return l.Draw(f.Style)
}
