package export

import (
	"encoding/csv"
	"io"
	"slices"
	"strings"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/matrix"
)

// columns is data/v1/matrix.csv, one row a cell: RFC 4180, UTF-8, CRLF. Lists of ids are joined by semicolons.
var columns = []struct {
	name  string
	value func(r *Release, s matrix.Member, c *campaign.Commitment, cell matrix.Cell) string
}{
	{"as_of", func(r *Release, _ matrix.Member, _ *campaign.Commitment, _ matrix.Cell) string {
		return string(r.Matrix.AsOf)
	}},
	{"signatory", func(_ *Release, s matrix.Member, _ *campaign.Commitment, _ matrix.Cell) string { return string(s.ID) }},
	{"signatory_name", func(_ *Release, s matrix.Member, _ *campaign.Commitment, _ matrix.Cell) string {
		return countryName(s.ISO2, "en")
	}},
	{"iso3", func(_ *Release, s matrix.Member, _ *campaign.Commitment, _ matrix.Cell) string { return s.ISO3 }},
	{"pillar", func(_ *Release, _ matrix.Member, c *campaign.Commitment, _ matrix.Cell) string {
		return string(c.Pillar)
	}},
	{"commitment", func(_ *Release, _ matrix.Member, c *campaign.Commitment, _ matrix.Cell) string { return string(c.ID) }},
	{"commitment_title", func(_ *Release, _ matrix.Member, c *campaign.Commitment, _ matrix.Cell) string {
		return c.ShortTitle.In("en")
	}},
	{"status", func(_ *Release, _ matrix.Member, _ *campaign.Commitment, cell matrix.Cell) string {
		return string(cell.Status)
	}},
	{"since", func(_ *Release, _ matrix.Member, _ *campaign.Commitment, cell matrix.Cell) string {
		return string(cell.Since)
	}},
	{"pledges", func(_ *Release, _ matrix.Member, _ *campaign.Commitment, cell matrix.Cell) string {
		var ids []string
		for _, t := range cell.Things {
			if t.Pledge != nil {
				ids = append(ids, string(t.Pledge.ID))
			}
		}
		return strings.Join(ids, ";")
	}},
	{"evidence", func(_ *Release, _ matrix.Member, _ *campaign.Commitment, cell matrix.Cell) string {
		var ids []string
		for _, id := range cell.Evidence() {
			ids = append(ids, string(id))
		}
		return strings.Join(ids, ";")
	}},
	{"permalink", func(r *Release, _ matrix.Member, _ *campaign.Commitment, cell matrix.Cell) string {
		return r.permalink(cell)
	}},
}

func writeCSV(w io.Writer, r *Release) error {
	out := csv.NewWriter(w)
	out.UseCRLF = true
	row := make([]string, len(columns))
	for i, column := range columns {
		row[i] = column.name
	}
	rows := [][]string{slices.Clone(row)}
	for _, s := range r.Matrix.Signatories {
		for j, cell := range s.Cells {
			for i, column := range columns {
				row[i] = inert(column.value(r, s, r.Matrix.Commitments[j], cell))
			}
			rows = append(rows, slices.Clone(row))
		}
	}
	return out.WriteAll(rows)
}

// inert keeps a spreadsheet from taking a text for a formula (OWASP, CSV injection).
func inert(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return "'" + s
	}
	return s
}
