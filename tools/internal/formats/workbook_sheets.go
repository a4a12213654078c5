package formats

import (
	"slices"
	"strconv"
	"strings"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/locale"
	"declarationwatch/tools/internal/published"
)

// readme is the first sheet: what this is, how to read it, what each word and each column means.
func (b *workbook) readme(s *sheet) {
	s.width(34)
	s.width(110)
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
	s.add("head", b.note("sheet"), b.note("meaning"))
	sheets := b.sheets()
	for _, sheet := range sheets {
		if sheet.table != "" {
			add(sheet.name, b.text(b.words.File(sheet.table+".csv").Text))
		}
	}
	add(sheets[len(sheets)-1].name, b.note("columns-text"))
}

// columns explains every column of every sheet.
func (b *workbook) columns(s *sheet) {
	s.width(28)
	s.width(28)
	s.width(110)
	s.freeze(0, 1)
	s.add("head", b.note("sheet"), b.note("column"), b.note("meaning"))
	for _, sheet := range b.sheets() {
		if sheet.table == "" {
			continue
		}
		for _, f := range b.table(sheet.table).Fields {
			s.add("text", sheet.name, b.text(f.Title), b.meaning(f))
		}
	}
	s.filter()
}

// grid is the matrix as one sees it: a line a commitment, a column a government, in each cell the word of its status.
func (b *workbook) grid(s *sheet) {
	const column = 12
	s.width(20)
	s.width(34)
	for range b.record.Signatories {
		s.width(column)
	}
	// LibreOffice does not wrap a link, so a label that needs several lines is plain text.
	linked := func(style, words string, address campaign.URL) any {
		if linesOf(words, column) > 1 {
			return styled{style, words}
		}
		return link{words, string(address)}
	}
	s.freeze(2, 1)
	names, labels := map[campaign.PillarID]string{}, map[campaign.StatusID]string{}
	for _, p := range b.record.Pillars {
		names[p.ID] = b.text(p.Title)
	}
	for _, x := range b.record.Statuses {
		labels[x.ID] = b.text(x.Label)
	}
	whole := b.words.Record()
	head := []any{b.text(whole.Field("pillars").Object.Title), b.text(whole.Field("commitments").Object.Title)}
	for _, government := range b.record.Signatories {
		head = append(head, linked("head", b.text(government.Name), government.Permalink))
	}
	s.add("head", head...)
	for i, commitment := range b.record.Commitments {
		line := []any{names[commitment.Pillar], b.text(commitment.ShortTitle)}
		for j := range b.record.Signatories {
			c := b.record.Cells[j*len(b.record.Commitments)+i]
			if len(c.Pledges)+len(c.Events) > 0 {
				line = append(line, linked("text", labels[c.Status], c.Permalink))
			} else {
				line = append(line, styled{"quiet", labels[c.Status]})
			}
		}
		s.add("text", line...)
	}
	s.filter()
}

// rows fills a sheet with a table, or with a line that says where it is if it is too long.
func (b *workbook) rows(s *sheet, t table) {
	line := make([]any, len(t.Fields))
	for i, f := range t.Fields {
		line[i] = b.text(f.Title)
		s.width(width(f))
	}
	s.freeze(0, 1)
	s.add("head", line...)
	// Asked for in any case: a note that nobody asks for is reported.
	where := strings.NewReplacer("{rows}", locale.Number(mostRows, b.Campaign.Languages.Source), "{file}", t.name+".csv").Replace(b.note("long"))
	if t.longerThan(mostRows) {
		s.add("text", where)
		s.filter()
		return
	}
	for row := range t.rows {
		for i := range line {
			line[i] = b.shown(&t.Fields[i], b.plain(&t, i, row))
		}
		s.add("text", line...)
	}
	s.filter()
}

// shown returns a value as the workbook shows it: an address as a link, a word that has a label by its label.
func (b *workbook) shown(f *published.Field, value any) any {
	if yes, ok := value.(bool); ok {
		return strconv.FormatBool(yes) // LibreOffice shows the other kind as 1 and 0
	}
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
