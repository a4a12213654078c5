package formats

import (
	"io"
	"strings"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/published"
)

// writeCSVW describes the tables by CSV on the Web: https://www.w3.org/TR/tabular-metadata/. The file is where a reader of
// matrix.csv looks for it, and describes the tables that it refers to as well.
func writeCSVW(w io.Writer, e *edition) error {
	var tables []object
	for _, t := range e.tables {
		about := e.about[t.name+".csv"]
		tables = append(tables, object{
			"url": t.name + ".csv", "dc:title": e.spoken(about.Title), "dc:description": e.spoken(about.Text), "tableSchema": e.csvwSchema(t),
		})
	}
	return writeIndented(w, object{
		"@context":       []any{"http://www.w3.org/ns/csvw", object{"@language": e.Campaign.Languages.Source}},
		"dc:description": e.spoken(e.texts["dataset"]),
		"dc:license":     object{"@id": e.record.Licence},
		"dc:modified":    object{"@value": e.record.AsOf, "@type": "xsd:date"},
		"tables":         tables,
	})
}

func (e *edition) csvwSchema(t table) object {
	var columns, keys []object
	out := object{"primaryKey": t.key()}
	for _, f := range t.Fields {
		if f.Name == "permalink" {
			out["aboutUrl"] = "{+permalink}"
		}
		columns = append(columns, e.csvwColumn(f))
		if to, ok := e.refersTo(f); ok {
			keys = append(keys, object{"columnReference": f.Name, "reference": object{"resource": to.name + ".csv", "columnReference": to.key()}})
		}
	}
	out["columns"] = columns
	if keys != nil {
		out["foreignKeys"] = keys
	}
	return out
}

func (e *edition) csvwColumn(f published.Field) object {
	datatype := object{"base": f.CSVW}
	out := object{
		"name": f.Name, "titles": f.Name, "dc:title": e.spoken(f.Title), "dc:description": e.spoken(f.Text), "datatype": datatype,
		"required": f.Absent == nil && !f.List,
	}
	switch {
	case f.Values != nil:
		datatype["format"] = strings.Join(ids(f.Values), "|")
	case f.Pattern != "":
		datatype["format"] = f.Pattern
	}
	if f.List {
		out["separator"] = published.Separator
	}
	if f.Type.Name == "text" {
		out["lang"] = e.Campaign.Languages.Source
	}
	return out
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
