package formats

import (
	"cmp"
	"io"
	"strings"

	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/published"
)

// writePackage describes the tables by a Data Package: https://datapackage.org, version 2.0. Lists of ids are strings with
// a pattern, because the published profile of 2.0 lacks the type list (frictionlessdata/datapackage, issue 1089).
func writePackage(w io.Writer, e *edition) error {
	day, profile, declaration := string(e.record.AsOf), e.Campaign.Profile, e.Campaign.Declaration
	id := e.URL("%s", e.Folder()+packageFile) // it is known by where it stays
	description := []string{e.note("dataset")}
	for _, name := range notes {
		description = append(description, e.note(name))
	}
	sources, resources := []object{}, []object{}
	for _, t := range declaration.Texts {
		if t.Language == e.Campaign.Languages.Source {
			sources = append(sources, object{"title": e.text(declaration.Title), "path": t.URL})
		}
	}
	for _, t := range e.tables {
		resources = append(resources, e.resource(t))
	}
	return diag.WriteJSON(w, object{
		"$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
		"name":    cmp.Or(slug(e.text(profile.Name)), string(declaration.ID)), "id": id, "version": e.Version(),
		"title": e.text(profile.Name), "description": strings.Join(description, "\n\n"), "keywords": profile.Keywords,
		"created": day + "T00:00:00Z", "homepage": e.record.Page, "sources": sources, "resources": resources,
		"licenses": []object{{"name": e.licenceID(), "path": profile.Licence.URL, "title": profile.Licence.Name}},
	})
}

// slug returns a name as an address has it; "" for one that has no Latin letter or digit.
func slug(name string) string {
	between := func(r rune) bool { return !('a' <= r && r <= 'z' || '0' <= r && r <= '9') }
	return strings.Join(strings.FieldsFunc(strings.ToLower(name), between), "-")
}

func (e *edition) resource(t table) object {
	var fields, keys []object
	for _, f := range t.Fields {
		fields = append(fields, e.tableField(f, len(t.key()) == 1))
		if to, ok := e.refersTo(f); ok {
			keys = append(keys, object{"fields": []string{f.Name}, "reference": object{"resource": to.name, "fields": to.key()}})
		}
	}
	f := e.file(t.name + ".csv")
	return object{
		"name": t.name, "path": f.Path, "type": "table", "format": "csv", "mediatype": f.MediaType, "encoding": "utf-8",
		"title": e.text(f.Title), "description": e.text(f.Text), "bytes": f.Bytes, "hash": "sha256:" + f.SHA256,
		"schema": filled(object{"fields": fields, "primaryKey": t.key(), "foreignKeys": keys}),
	}
}

// tableField describes a column. Its key is unique where it is the only one.
func (e *edition) tableField(f published.Field, alone bool) object {
	constraints := object{"required": f.Absent == nil && !f.List}
	if f.Key && alone {
		constraints["unique"] = true
	}
	switch {
	case f.List:
		constraints["pattern"] = "(" + f.Pattern + "(" + published.Separator + f.Pattern + ")*)?"
	case f.Values != nil:
		constraints["enum"] = ids(f.Values)
	case f.Pattern != "":
		constraints["pattern"] = f.Pattern
	}
	var categories []object
	for _, v := range f.Values {
		if v.Label != nil {
			categories = append(categories, object{"value": v.ID, "label": e.text(v.Label)})
		}
	}
	return filled(object{
		"name": f.Name, "type": f.Table, "format": f.TableFormat, "title": e.text(f.Title), "description": e.text(e.described(f)),
		"constraints": constraints, "categories": categories,
	})
}
