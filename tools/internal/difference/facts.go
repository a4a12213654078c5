package difference

import (
	"slices"
	"strconv"
	"strings"
)

// fact is a field of a record that is shown when it changes, by its name in data/v1; of a text, the English.
type fact struct{ name, value string }

// optional names the fields that a record may be without. Where any other is empty on one side, that side is of a form
// that did not have it, and nothing is known of a change.
var optional = []string{
	"amount", "unit", "deadline", "event", "actor", "corrects", "subregion", "title_kind", "published", "archive_url", "note",
	"for_children",
}

// described is a record with facts to compare.
type described interface {
	item() Item
	facts() []fact
}

// section sorts the records of one kind by what became of them.
func section[T any, P interface {
	*T
	described
}](pairs []pair[T]) Section {
	var out Section
	for _, p := range pairs {
		switch {
		case p.before == nil:
			out.Added = append(out.Added, P(p.after).item())
		case p.after == nil:
			out.Gone = append(out.Gone, P(p.before).item())
		default:
			item := P(p.after).item()
			if item.Fields = changes(P(p.before).facts(), P(p.after).facts()); item.Fields != nil {
				out.Changed = append(out.Changed, item)
			}
		}
	}
	return out
}

// changes compares the facts of one record, which come in the same order on both sides.
func changes(before, after []fact) []FieldChanged {
	var out []FieldChanged
	for i, b := range before {
		a := after[i]
		missing := (a.value == "" || b.value == "") && !slices.Contains(optional, a.name)
		if a.value != b.value && !missing {
			out = append(out, FieldChanged{a.name, b.value, a.value})
		}
	}
	return out
}

// corrections lists the events that a later one replaces now and did not before.
func corrections(events []pair[event]) []Item {
	var out []Item
	for _, e := range events {
		if e.before != nil && e.after != nil && e.after.Corrected && !e.before.Corrected {
			out = append(out, e.after.item())
		}
	}
	return out
}

func (g *government) item() Item {
	return Item{ID: g.ID, Title: g.Name.In("en"), Evidence: g.Evidence, Permalink: g.Permalink}
}

func (g *government) facts() []fact {
	return []fact{{"role", g.Role}, {"since", g.Since}, {"precision", g.Precision}, {"subregion", g.Subregion}, {"evidence", ids(g.Evidence)}}
}

func (c *commitment) item() Item {
	return Item{ID: c.ID, Title: c.ShortTitle.In("en"), Evidence: c.Evidence, Permalink: c.Permalink}
}

func (c *commitment) facts() []fact {
	return []fact{{"short_title", c.ShortTitle.In("en")}, {"pillar", c.Pillar}, {"children", c.Children}, {"evidence", ids(c.Evidence)}}
}

func (p *pledge) item() Item {
	return Item{
		ID: p.ID, Signatory: p.Signatory, Commitment: p.Commitment, Status: p.Status, Date: p.Date, Title: p.Summary.In("en"),
		Evidence: p.Evidence, Permalink: p.Permalink,
	}
}

func (p *pledge) facts() []fact {
	amount, overdue := "", ""
	if p.Amount != nil {
		amount = strconv.FormatFloat(*p.Amount, 'f', -1, 64)
	}
	if p.Overdue != nil {
		overdue = map[bool]string{true: "yes", false: "no"}[*p.Overdue]
	}
	return []fact{
		{"commitment", p.Commitment}, {"status", p.Status}, {"deadline", p.Deadline}, {"overdue", overdue}, {"amount", amount},
		{"unit", p.Unit.In("en")}, {"summary", p.Summary.In("en")}, {"date", string(p.Date)}, {"event", p.Meeting},
		{"confidence", p.Confidence}, {"evidence", ids(p.Evidence)},
	}
}

func (e *event) item() Item {
	return Item{
		ID: e.ID, Signatory: e.Signatory, Commitment: e.Commitment, Status: e.Status, Date: e.Date, Title: e.Summary.In("en"),
		Evidence: e.Evidence, Permalink: e.Permalink,
	}
}

func (e *event) facts() []fact {
	return []fact{
		{"status", e.Status}, {"summary", e.Summary.In("en")}, {"recorded", e.Recorded}, {"actor", e.Actor},
		{"corrects", e.Corrects}, {"confidence", e.Confidence}, {"evidence", ids(e.Evidence)},
	}
}

func (s *source) item() Item { return Item{ID: s.ID, Title: s.Title, Permalink: s.Permalink} }

func (s *source) facts() []fact {
	return []fact{
		{"title", s.Title}, {"title_kind", s.TitleKind}, {"publisher", s.Publisher}, {"kind", s.Kind}, {"published", s.Published},
		{"language", s.Language}, {"url", s.URL}, {"archive_url", s.ArchiveURL}, {"accessed", s.Accessed}, {"note", s.Note.In("en")},
	}
}

// ids is a list in one text.
func ids(list []string) string { return strings.Join(list, ", ") }
