package formats

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"declarationwatch/tools/internal/published"
)

// TestColumns: every field of a record, a new one too, is in every format: nothing but its definition lists it.
func TestColumns(t *testing.T) {
	e := full(t)
	_, book := open(t, e)
	var csvw csvwGroup
	var pack dataPackage
	var schema struct {
		Definitions map[string]struct {
			Properties map[string]any
		} `json:"$defs"`
	}
	for path, into := range map[string]any{"matrix.csv-metadata.json": &csvw, packageFile: &pack, published.SchemaFile: &schema} {
		if err := json.Unmarshal(e.file(path).content(), into); err != nil {
			t.Fatal(err)
		}
	}
	pages := e.dictionary()
	for i, table := range e.tables {
		head, _, _ := strings.Cut(string(e.file(table.name+".csv").content()), "\r\n")
		sheet := slices.IndexFunc(e.sheets(), func(s sheetName) bool { return s.table == table.name })
		for j, f := range table.Fields {
			for format, got := range map[string]string{
				"csv": strings.Split(head, ",")[j], "csvw": csvw.Tables[i].Schema.Columns[j].Name,
				"data package": pack.Resources[i].Schema.Fields[j].Name, "data page": pages.Tables[i].Fields[j].Name,
			} {
				if got != f.Name {
					t.Errorf("%s: column %d of the %s is %q, want %q", table.name, j+1, format, got, f.Name)
				}
			}
			if sheet >= 0 && book[e.sheets()[sheet].name][0][j] != e.text(f.Title) {
				t.Errorf("%s: the workbook has no column %q", table.name, e.text(f.Title))
			}
		}
	}
	for _, o := range e.objects()[1:] {
		for _, f := range o.Fields {
			if schema.Definitions[o.Name].Properties[f.Name] == nil {
				t.Errorf("the schema has no %s.%s", o.Name, f.Name)
			}
		}
	}
}
