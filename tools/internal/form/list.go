package form

import (
	"slices"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/locale"
)

// Item is one line of a list.
type Item struct {
	ID    string `json:"id"`
	Date  string `json:"date,omitempty"`
	Title string `json:"title,omitempty"`
}

// lists has what can be listed, by the names that people use for it.
var lists = []struct {
	kind  string
	items func(p *Project) []Item
}{
	{"signatory", func(p *Project) []Item {
		return items(p.Signatories, func(s campaign.Signatory) Item {
			last := s.Memberships[len(s.Memberships)-1]
			return Item{string(s.ID), string(last.Date), locale.Country(s.ISO2, p.source()) + ", " + string(last.Kind)}
		})
	}},
	{"commitment", func(p *Project) []Item {
		return items(p.Commitments, func(c campaign.Commitment) Item { return Item{string(c.ID), "", p.in(c.ShortTitle)} })
	}},
	{"pledge", func(p *Project) []Item {
		return items(p.Pledges, func(r campaign.Pledge) Item { return Item{string(r.ID), string(r.Date), p.in(r.Summary)} })
	}},
	{"report", func(p *Project) (out []Item) {
		for _, a := range p.Assessments {
			out = append(out, items(a.Events, func(e campaign.Event) Item {
				return Item{string(e.ID), string(e.Date), string(e.Status) + ": " + p.in(e.Summary)}
			})...)
		}
		return out
	}},
	{"evidence", func(p *Project) []Item {
		return items(p.Evidence, func(e campaign.Evidence) Item {
			return Item{string(e.ID), string(e.Published), e.Publisher + ": " + e.Title}
		})
	}},
	{"programme", func(p *Project) []Item {
		return items(p.Programmes, func(r campaign.Programme) Item { return Item{string(r.ID), "", p.in(r.Title)} })
	}},
	{"entry", func(p *Project) (out []Item) {
		for _, r := range p.Programmes {
			out = append(out, items(r.Entries, func(e campaign.Entry) Item { return Item{string(e.ID), string(e.Date), p.in(e.Summary)} })...)
		}
		return out
	}},
	{"event", func(p *Project) []Item {
		return items(p.Meetings, func(m campaign.Meeting) Item { return Item{string(m.ID), string(m.Date), p.in(m.Title)} })
	}},
	{"ask", func(p *Project) []Item {
		return items(p.Asks, func(r campaign.Ask) Item { return Item{string(r.ID), "", p.in(r.Summary)} })
	}},
	{"standard", func(p *Project) []Item {
		return items(p.Standards, func(r campaign.Standard) Item { return Item{string(r.ID), "", p.in(r.Name)} })
	}},
	{"package", func(p *Project) []Item {
		return items(p.Packages, func(r campaign.Package) Item { return Item{string(r.ID), "", p.in(r.Title)} })
	}},
	{"status", func(p *Project) []Item {
		return items(p.Vocabulary.Ordered(), func(r campaign.Status) Item { return Item{string(r.ID), "", p.in(r.Label)} })
	}},
	{"topic", func(p *Project) []Item { return wordItems(p, p.Profile.Topics) }},
	{"source-kind", func(p *Project) []Item { return wordItems(p, p.Profile.SourceKinds) }},
	{"subregion", func(p *Project) []Item { return wordItems(p, p.Profile.Subregions) }},
	{"statement-kind", func(p *Project) []Item {
		return items(p.Profile.StatementKinds, func(w campaign.StatementWord) Item { return Item{string(w.ID), "", p.in(w.Label)} })
	}},
	{"entry-status", func(p *Project) []Item {
		return items(p.Profile.EntryStatuses, func(w campaign.EntryWord) Item { return Item{string(w.ID), "", p.in(w.Label)} })
	}},
	{"page", func(p *Project) []Item {
		return items(p.Pages, func(page campaign.Page) Item { return Item{page.Doc.File, string(page.Dated()), page.Title} })
	}},
}

// Kinds lists what can be listed.
func Kinds() []string {
	var names []string
	for _, l := range lists {
		names = append(names, l.kind)
	}
	return names
}

// List returns the records of a kind in the order of their files, by date where they have one; ok is false for no kind.
func (p *Project) List(kind string) (out []Item, ok bool) {
	for _, l := range lists {
		if l.kind == kind {
			out = l.items(p)
			slices.SortStableFunc(out, func(a, b Item) int { return campaign.Date(a.Date).Compare(campaign.Date(b.Date)) })
			return out, true
		}
	}
	return nil, false
}

// AllIDs returns every id of every kind.
func (p *Project) AllIDs() (ids []string) {
	for kind := range p.Definitions() {
		ids = append(ids, p.IDs(kind)...)
	}
	return ids
}

func items[T any](list []T, item func(T) Item) []Item {
	out := make([]Item, len(list))
	for i, v := range list {
		out[i] = item(v)
	}
	return out
}

func wordItems(p *Project, list []campaign.Word) []Item {
	return items(list, func(w campaign.Word) Item { return Item{string(w.ID), "", p.in(w.Label)} })
}
