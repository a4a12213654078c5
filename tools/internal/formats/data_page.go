package formats

import (
	"math"
	"slices"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/published"
)

// pageFiles returns what pages show about the files for reuse.
func (e *edition) pageFiles() (files []object) {
	for _, f := range e.files {
		size := math.Max(1, math.Round(float64(len(f.content))/1000))
		files = append(files, object{
			"path": published.Folder + f.Path, "name": f.Path, "media_type": f.MediaType, "bytes": len(f.content), "kilobytes": &size,
			"sha256": f.sha256, "title": f.about.Title, "text": f.about.Text,
		})
	}
	return files
}

// pageDictionary returns what the page about the data explains: notes, the tables, and the objects that only the JSON has.
func (e *edition) pageDictionary() object {
	var notes, tables, objects []object
	for _, name := range e.notes {
		notes = append(notes, object{"id": name, "text": e.texts[name]})
	}
	for _, t := range e.tables {
		about := e.about[t.name+".csv"]
		tables = append(tables, object{
			"id": t.name, "name": t.name + ".csv", "title": about.Title, "text": about.Text, "rows": len(t.rows), "fields": e.pageFields(t.Fields),
		})
	}
	for _, o := range e.objects() {
		if !slices.ContainsFunc(e.tables, func(t table) bool { return t.Object == o }) {
			objects = append(objects, object{"id": o.Name, "name": o.Name, "title": o.Title, "text": o.Text, "fields": e.pageFields(o.Fields)})
		}
	}
	return object{"notes": notes, "tables": tables, "objects": objects}
}

func (e *edition) pageFields(fields []published.Field) (out []object) {
	for _, f := range fields {
		var values []object
		of := "" // the id of the table or the object that it refers to, or contains
		switch to, refers := e.of(f); {
		case f.Refers == campaign.KindStatus:
			of = "statuses" // where they are listed
		case refers:
			of = to.name
		case f.Object != nil:
			of = f.Object.Name
		}
		if of == "" {
			for _, v := range f.Values {
				values = append(values, object{"id": v.ID, "label": v.Label})
			}
		}
		out = append(out, object{
			"name": f.Name, "title": f.Title, "text": f.Text, "absent": f.Absent, "type": f.Type.Name, "list": f.List, "key": f.Key,
			"values": values, "of": of,
		})
	}
	return out
}
