package formats

import (
	"cmp"
	"encoding/csv"
	"io"
	"strings"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/published"
)

// writeCSV returns the writer of a table.
func writeCSV(name string) func(io.Writer, *edition) error {
	return func(w io.Writer, e *edition) error { return e.writeTable(csv.NewWriter(w), e.table(name)) }
}

// writeTable writes a table: RFC 4180, UTF-8, CRLF, the names of the fields in the first line.
func (e *edition) writeTable(out *csv.Writer, t table) error {
	out.UseCRLF = true
	line, free := make([]string, len(t.Fields)), make([]bool, len(t.Fields))
	for i, f := range t.Fields {
		line[i], free[i] = f.Name, f.Free
	}
	if err := out.Write(line); err != nil {
		return err
	}
	for row := range t.rows {
		for i := range line {
			if line[i] = e.inTable(&t, i, row); free[i] {
				line[i] = inert(line[i])
			}
		}
		if err := out.Write(line); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// inert keeps a spreadsheet from reading a text as a formula (OWASP, CSV injection). What begins with an apostrophe gets
// one more, so that removing the first apostrophe restores every text.
func inert(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r'", rune(s[0])) {
		return "'" + s
	}
	return s
}

// writeCSVW describes the tables by CSV on the Web: https://www.w3.org/TR/tabular-metadata/. The file is where a reader of
// matrix.csv looks for it, and describes the tables that it refers to as well.
func writeCSVW(w io.Writer, e *edition) error {
	var tables []object
	for _, t := range e.tables {
		about := e.words.File(t.name + ".csv")
		schema := object{"primaryKey": t.key(), "columns": e.csvwColumns(t)}
		var keys []object
		for _, f := range t.Fields {
			if f.Name == "permalink" {
				schema["aboutUrl"] = "{+permalink}"
			}
			// A key that is empty refers to no row, which CSVW, other than Data Package, does not allow.
			if to, ok := e.refersTo(f); ok && f.Absent == nil {
				keys = append(keys, object{"columnReference": f.Name, "reference": object{"resource": to.name + ".csv", "columnReference": to.key()}})
			}
		}
		schema["foreignKeys"] = keys
		tables = append(tables, object{
			"url": t.name + ".csv", "dc:title": e.spoken(about.Title), "dc:description": e.spoken(about.Text), "tableSchema": filled(schema),
		})
	}
	return diag.WriteJSON(w, object{
		"@context":       []any{"http://www.w3.org/ns/csvw", object{"@language": e.Campaign.Languages.Source}},
		"dc:description": e.spoken(e.words.Note("dataset")),
		"dc:license":     object{"@id": e.record.Licence},
		"dc:modified":    object{"@value": e.record.AsOf, "@type": "xsd:date"},
		"tables":         tables,
	})
}

func (e *edition) csvwColumns(t table) (columns []object) {
	for _, f := range t.Fields {
		column := object{
			"name": f.Name, "titles": f.Name, "dc:title": e.spoken(f.Title), "dc:description": e.spoken(e.described(f)), "required": f.Absent == nil && !f.List,
			"datatype": filled(object{"base": f.CSVW, "format": cmp.Or(strings.Join(ids(f.Values), "|"), f.Pattern)}),
		}
		if f.List {
			column["separator"] = published.Separator
		}
		if f.Type.Name == "text" {
			column["lang"] = e.Campaign.Languages.Source
		}
		columns = append(columns, column)
	}
	return columns
}

// spoken returns a text in every language of the site.
func (e *edition) spoken(text campaign.Text) []object {
	var out []object
	for _, language := range e.Campaign.Languages.All {
		if s := text[language]; s != "" {
			out = append(out, object{"@value": s, "@language": language})
		}
	}
	return out
}
