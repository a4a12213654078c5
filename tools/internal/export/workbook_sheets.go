package export

import (
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/dictionary"
)

// siteName is what the site is called where no template names it.
const siteName = "Los Angeles Declaration Watch"

// readme is the first sheet: what this is, how to read it, what each word and each column means.
func (b *workbook) readme(s *sheet) error {
	if err := s.SetColWidth(1, 1, 34); err != nil {
		return err
	}
	if err := s.SetColWidth(2, 2, 110); err != nil {
		return err
	}
	lines := [][]any{
		{excelize.Cell{StyleID: b.styles.title, Value: siteName}},
		{nil, b.told["dataset"].In("en")},
		{"As of", string(b.all.AsOf)},
		{"Page", link{string(b.all.Page), string(b.all.Page)}},
		{"Licence", link{"CC BY 4.0", licence}},
		{"Cite as", b.told["cite"].In("en")},
	}
	for _, n := range b.notes {
		lines = append(lines, []any{nil, n.text.In("en")})
	}
	lines = append(lines, nil, b.heads("Status", "What it means"))
	for _, status := range b.all.Statuses {
		lines = append(lines, []any{status.Symbol + " " + status.Label.In("en"), status.Definition.In("en")})
	}
	lines = append(lines, nil, b.heads("Column", "What it means"))
	for _, sheet := range sheets {
		if sheet.table == "" {
			continue
		}
		for _, f := range b.table(sheet.table).Fields {
			lines = append(lines, []any{sheet.name + ": " + f.Title.In("en"), said(f)})
		}
	}
	for _, line := range lines {
		if err := s.add(b.styles.text, line...); err != nil {
			return err
		}
	}
	return nil
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
	if err := s.SetColWidth(2, len(b.all.Commitments)+1, 16); err != nil {
		return err
	}
	if err := s.freeze(1, 2); err != nil {
		return err
	}
	pillars, titles := []string{""}, []string{"Government"}
	for _, c := range b.all.Commitments {
		i := slices.IndexFunc(b.all.Pillars, func(p v1Pillar) bool { return p.ID == campaign.ID(c.Pillar) })
		pillars, titles = append(pillars, b.all.Pillars[i].Title.In("en")), append(titles, c.ShortTitle.In("en"))
	}
	for _, head := range [][]string{pillars, titles} {
		if err := s.add(0, b.heads(head...)...); err != nil {
			return err
		}
	}
	labels := map[campaign.StatusID]v1Status{}
	for _, x := range b.all.Statuses {
		labels[campaign.StatusID(x.ID)] = x
	}
	for i, government := range b.all.Signatories {
		line := []any{link{government.Name.In("en"), string(government.Permalink)}}
		for _, c := range b.all.Cells[i*len(b.all.Commitments):][:len(b.all.Commitments)] {
			status := labels[c.Status]
			if len(c.Pledges)+len(c.Events) > 0 {
				line = append(line, link{status.Label.In("en"), string(c.Permalink)})
			} else {
				line = append(line, excelize.Cell{StyleID: b.styles.quiet, Value: status.Label.In("en")})
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
		titles = append(titles, f.Title.In("en"))
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
			line[i] = shown(f, f.Plain(row))
		}
		if err := s.add(b.styles.text, line...); err != nil {
			return err
		}
	}
	return s.filter(len(titles), 1)
}

// shown gives a value as the workbook shows it: an address as a link, a word that has a label by its label.
func shown(f dictionary.Field, value any) any {
	text, ok := value.(string)
	switch i := slices.IndexFunc(f.Values, func(v dictionary.Value) bool { return v.ID == text }); {
	case !ok:
		return value
	case f.Type.Name == "url":
		return link{strings.TrimPrefix(text, "https://"), text}
	case i >= 0 && f.Values[i].Label != nil:
		return f.Values[i].Label.In("en")
	default:
		return text
	}
}
