package formats

import (
	"reflect"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/published"
)

// readme is the first sheet: what this is, how to read it, what each word and each column means.
func (b *workbook) readme(s *sheet) error {
	if err := s.SetColWidth(1, 1, 34); err != nil {
		return err
	}
	if err := s.SetColWidth(2, 2, 110); err != nil {
		return err
	}
	lines := [][]any{
		{excelize.Cell{StyleID: b.styles.title, Value: b.text(b.Campaign.Profile.Name)}},
		{nil, b.note("dataset")},
		{b.title("as_of"), string(b.record.AsOf)},
		{b.title("page"), link{string(b.record.Page), string(b.record.Page)}},
		{b.title("licence"), link{b.Campaign.Profile.Licence.Name, string(b.record.Licence)}},
		{b.note("cite-as"), b.note("cite")},
	}
	for _, name := range b.notes {
		lines = append(lines, []any{nil, b.note(name)})
	}
	lines = append(lines, nil, b.heads(b.text(b.words.Of(reflect.TypeFor[published.Status]()).Title), b.note("meaning")))
	for _, status := range b.record.Statuses {
		lines = append(lines, []any{status.Symbol + " " + b.text(status.Label), b.text(status.Definition)})
	}
	lines = append(lines, nil, b.heads(b.note("column"), b.note("meaning")))
	for _, sheet := range b.sheets() {
		if sheet.table == "" {
			continue
		}
		for _, f := range b.table(sheet.table).Fields {
			lines = append(lines, []any{sheet.name + ": " + b.text(f.Title), b.meaning(f)})
		}
	}
	for _, line := range lines {
		if err := s.add(b.styles.text, line...); err != nil {
			return err
		}
	}
	return nil
}

// title returns what the dictionary calls a field of the whole record.
func (b *workbook) title(field string) string {
	for _, f := range b.objects()[0].Fields {
		if f.Name == field {
			return b.text(f.Title)
		}
	}
	return field
}

func (b *workbook) heads(words ...string) []any {
	var out []any
	for _, w := range words {
		out = append(out, excelize.Cell{StyleID: b.styles.head, Value: w})
	}
	return out
}

// grid is the matrix as one sees it: a line a government, a column a commitment, in each cell the word of its status.
func (b *workbook) grid(s *sheet) error {
	if err := s.SetColWidth(1, 1, 24); err != nil {
		return err
	}
	if err := s.SetColWidth(2, len(b.record.Commitments)+1, 16); err != nil {
		return err
	}
	if err := s.freeze(1, 2); err != nil {
		return err
	}
	names := map[campaign.PillarID]string{}
	for _, p := range b.record.Pillars {
		names[p.ID] = b.text(p.Title)
	}
	pillars, titles := []string{""}, []string{b.text(b.words.Of(reflect.TypeFor[published.Signatory]()).Title)}
	for _, c := range b.record.Commitments {
		pillars, titles = append(pillars, names[c.Pillar]), append(titles, b.text(c.ShortTitle))
	}
	for _, head := range [][]string{pillars, titles} {
		if err := s.add(0, b.heads(head...)...); err != nil {
			return err
		}
	}
	labels := map[campaign.StatusID]string{}
	for _, x := range b.record.Statuses {
		labels[x.ID] = b.text(x.Label)
	}
	for i, government := range b.record.Signatories {
		line := []any{link{b.text(government.Name), string(government.Permalink)}}
		for _, c := range b.record.Cells[i*len(b.record.Commitments):][:len(b.record.Commitments)] {
			if len(c.Pledges)+len(c.Events) > 0 {
				line = append(line, link{labels[c.Status], string(c.Permalink)})
			} else {
				line = append(line, excelize.Cell{StyleID: b.styles.quiet, Value: labels[c.Status]})
			}
		}
		if err := s.add(b.styles.text, line...); err != nil {
			return err
		}
	}
	return s.filter(len(titles), 2)
}

// rows fills a sheet with a table.
func (b *workbook) rows(s *sheet, t table) error {
	var titles []string
	for i, f := range t.Fields {
		titles = append(titles, b.text(f.Title))
		if err := s.SetColWidth(i+1, i+1, width(f)); err != nil {
			return err
		}
	}
	if err := s.freeze(0, 1); err != nil {
		return err
	}
	if err := s.add(0, b.heads(titles...)...); err != nil {
		return err
	}
	for _, row := range t.rows {
		line := make([]any, len(t.Fields))
		for i, f := range t.Fields {
			line[i] = b.shown(f, b.plain(f, row))
		}
		if err := s.add(b.styles.text, line...); err != nil {
			return err
		}
	}
	return s.filter(len(titles), 1)
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
