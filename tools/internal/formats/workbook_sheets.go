package formats

import (
	"slices"
	"strings"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/published"
)

// readme is the first sheet: what this is, how to read it, what each word and each column means.
func (b *workbook) readme(s *sheet) {
	s.width(1, 1, 34)
	s.width(2, 2, 110)
	whole, page := b.words.Record(), string(b.record.Page)
	title := func(field string) string { return b.text(whole.Field(field).Title) }
	add := func(first, second any) { s.add("text", first, second) }
	s.add("title", b.text(b.Campaign.Profile.Name))
	add(nil, b.note("dataset"))
	add(title("as_of"), string(b.record.AsOf))
	add(title("page"), link{page, page})
	add(title("licence"), link{b.Campaign.Profile.Licence.Name, string(b.record.Licence)})
	add(b.note("cite-as"), b.note("cite"))
	for _, name := range notes {
		add(nil, b.note(name))
	}
	s.add("text")
	s.add("head", b.text(whole.Field("statuses").Object.Title), b.note("meaning"))
	for _, status := range b.record.Statuses {
		add(status.Symbol+" "+b.text(status.Label), b.text(status.Definition))
	}
	s.add("text")
	s.add("head", b.note("column"), b.note("meaning"))
	for _, sheet := range b.sheets() {
		if sheet.table == "" {
			continue
		}
		for _, f := range b.table(sheet.table).Fields {
			add(sheet.name+": "+b.text(f.Title), b.meaning(f))
		}
	}
}

// grid is the matrix as one sees it: a line a government, a column a commitment, in each cell the word of its status.
func (b *workbook) grid(s *sheet) {
	s.width(1, 1, 24)
	s.width(2, len(b.record.Commitments)+1, 16)
	s.freeze(1, 2)
	names, labels := map[campaign.PillarID]string{}, map[campaign.StatusID]string{}
	for _, p := range b.record.Pillars {
		names[p.ID] = b.text(p.Title)
	}
	for _, x := range b.record.Statuses {
		labels[x.ID] = b.text(x.Label)
	}
	pillars, titles := []any{""}, []any{b.text(b.words.Record().Field("signatories").Object.Title)}
	for _, c := range b.record.Commitments {
		pillars, titles = append(pillars, names[c.Pillar]), append(titles, b.text(c.ShortTitle))
	}
	s.add("head", pillars...)
	s.add("head", titles...)
	for i, government := range b.record.Signatories {
		line := []any{link{b.text(government.Name), string(government.Permalink)}}
		for _, c := range b.record.Cells[i*len(b.record.Commitments):][:len(b.record.Commitments)] {
			if len(c.Pledges)+len(c.Events) > 0 {
				line = append(line, link{labels[c.Status], string(c.Permalink)})
			} else {
				line = append(line, styled{"quiet", labels[c.Status]})
			}
		}
		s.add("text", line...)
	}
	s.filter(len(titles), 2)
}

// rows fills a sheet with a table.
func (b *workbook) rows(s *sheet, t table) {
	line := make([]any, len(t.Fields))
	for i, f := range t.Fields {
		line[i] = b.text(f.Title)
		s.width(i+1, i+1, width(f))
	}
	s.freeze(0, 1)
	s.add("head", line...)
	for _, row := range t.rows {
		for i, f := range t.Fields {
			line[i] = b.shown(f, b.plain(f, row))
		}
		s.add("text", line...)
	}
	s.filter(len(t.Fields), 1)
}

// shown returns a value as the workbook shows it: an address as a link, a word that has a label by its label.
func (b *workbook) shown(f published.Field, value any) any {
	text, ok := value.(string)
	switch i := slices.IndexFunc(f.Values, func(v published.Value) bool { return v.ID == text }); {
	case !ok:
		return value
	case f.Type.Name == "url":
		return link{strings.TrimPrefix(text, "https://"), text}
	case i >= 0 && f.Values[i].Label != nil:
		return b.text(f.Values[i].Label)
	default:
		return text
	}
}
