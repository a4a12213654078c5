package embed

import (
	"fmt"
	"slices"
	"strings"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/locale"
	"declarationwatch/tools/internal/matrix"
	"declarationwatch/tools/internal/words"
)

// maker makes the frames of one language, and knows what they share.
type maker struct {
	source      Source
	Language    string
	words       *words.Words
	style       string
	governments []matrix.Member                           // by name
	evidence    map[campaign.EvidenceID]campaign.Evidence // that may be cited
}

// cited is how many sources of a cell a frame names: the newest proof, and one more.
const cited = 2

// Text returns a text of the frames.
func (m *maker) Text(key string, pairs ...any) string {
	return m.words.Text("embed_frame."+key, pairs...)
}

// Site returns the site's name.
func (m *maker) Site() string { return m.in(m.source.Campaign.Profile.Name) }

// Kicker returns the line above the heading: the declaration's title.
func (m *maker) Kicker() string { return m.in(m.source.Campaign.Declaration.Title) }

// Licence returns the name of the licence.
func (m *maker) Licence() string { return m.source.Campaign.Profile.Licence.Name }

// IsRTL reports whether the language is written from right to left.
func (m *maker) IsRTL() bool { return m.source.Campaign.Languages.Direction(m.Language) == "rtl" }

// Banners returns the sentences above everything: that it is not for publication, that it is frozen.
func (m *maker) Banners() []string {
	var out []string
	if m.source.Preview {
		out = append(out, m.Text("preview"))
	}
	if m.source.Release != "" {
		out = append(out, m.Text("frozen", "Release", m.source.Release, "Day", m.day()))
	}
	return out
}

// Closing returns the text of the last link.
func (m *maker) Closing() string {
	if m.source.Release != "" {
		return m.Text("live")
	}
	return m.Text("full")
}

func (m *maker) root() string { return m.source.Campaign.Languages.Root(m.Language) }

func (m *maker) day() string { return locale.Date(m.source.Matrix.AsOf, m.Language) }

func (m *maker) in(t campaign.Text) string { return m.source.Campaign.Languages.Text(t, m.Language) }

// found returns a lead that says for how many cells of some something was found.
func (m *maker) found(key string, t matrix.Totals) string {
	return m.Text(key, "Filled", t.Filled, "Cells", t.Cells, "Day", m.day())
}

// name returns what a list calls a government: with the day on which it left, if it did.
func (m *maker) name(member matrix.Member) string {
	name := locale.Country(member.ISO2, m.Language)
	if member.Left != nil {
		name = m.Text("name_"+string(member.Left.Kind), "Name", name, "Date", locale.Date(member.Left.Date, m.Language))
	}
	return name
}

// status returns the status of an id.
func (m *maker) status(id campaign.StatusID) Status {
	s := m.source.Campaign.Vocabulary.Status(id)
	return Status{ID: id, Symbol: s.Symbol, Label: m.in(s.Label)}
}

// legend counts the statuses that occur, in the order of display, without some.
func (m *maker) legend(t matrix.Totals, without ...campaign.StatusID) []Status {
	var out []Status
	from := 0
	byOrder := func(a, b campaign.Status) int { return a.Order - b.Order }
	for _, word := range slices.SortedStableFunc(slices.Values(m.source.Campaign.Vocabulary.Statuses), byOrder) {
		s := m.status(word.ID)
		if s.Count, s.From = t.ByStatus[s.ID], from; s.Count > 0 && !slices.Contains(without, s.ID) {
			from += s.Count
			out = append(out, s)
		}
	}
	return out
}

// row describes a cell: its status, since when, and the sources for that.
func (m *maker) row(c matrix.Cell, name string) Row {
	r := Row{Name: name, Status: m.status(c.Status), Cell: fmt.Sprintf("signatories/%s/#%s", c.Signatory, c.Commitment)}
	if c.Since != "" {
		r.Date = locale.Date(c.Since, m.Language)
		r.Since = m.Text("since", "Date", r.Date)
	}
	proof, actor := proof(c)
	for _, s := range m.source.Campaign.Signatories {
		if s.ID == actor {
			r.Actor = locale.Country(s.ISO2, m.Language)
			r.Since = m.Text("since_by", "Date", r.Date, "Actor", r.Actor)
		}
	}
	all := m.cited(c.Evidence())
	r.Sources = m.cited(proof)
	r.Sources = r.Sources[:min(len(r.Sources), cited)]
	if more := len(all) - len(r.Sources); more > 0 {
		r.More = m.Text("more", "Count", more)
	}
	r.Cite = m.Text("source")
	if len(all) > 1 {
		r.Cite = m.Text("sources")
	}
	return r
}

// proof returns the sources for the status of a cell, and the other government whose act it was, if any.
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

// cited returns the sources of some ids, without those that may not be shown.
func (m *maker) cited(ids []campaign.EvidenceID) []Cited {
	var out []Cited
	for _, id := range ids {
		if e, ok := m.evidence[id]; ok {
			name := e.Publisher
			if e.Published != "" {
				name += ", " + locale.Date(e.Published, m.Language)
			}
			out = append(out, Cited{name, e.URL})
		}
	}
	return out
}

// sourcesText returns the line of a row's sources as one text, as the template composes it.
func (r Row) sourcesText() string {
	if len(r.Sources) == 0 {
		return ""
	}
	return r.Cite + " " + r.names()
}

// names returns the sources of a row, with how many more there are.
func (r Row) names() string {
	var names []string
	for _, c := range r.Sources {
		names = append(names, c.Name)
	}
	if r.More != "" {
		names = append(names, r.More)
	}
	return strings.Join(names, "; ")
}
