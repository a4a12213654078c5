package formats

import (
	"slices"

	"declarationwatch/tools/internal/published"
)

type (
	// pageDictionary is what the page about the data explains: notes, the tables, and the objects that only the JSON has.
	pageDictionary struct {
		Notes   []pageObject `json:"notes"`
		Tables  []pageObject `json:"tables"`
		Objects []pageObject `json:"objects"`
	}
	pageObject struct {
		ID   string `json:"id"`
		Name string `json:"name"`
		published.Words
		Rows   int         `json:"rows"`
		Fields []pageField `json:"fields"`
	}
	pageField struct {
		published.Field
		Type   string            `json:"type"`
		Values []published.Value `json:"values"` // none where Of has them
		Of     string            `json:"of"`     // the id of the table or the object that it refers to, or contains
	}
)

func (e *edition) dictionary() (out pageDictionary) {
	for _, name := range notes {
		out.Notes = append(out.Notes, pageObject{ID: name, Words: published.Words{Text: e.words.Note(name)}})
	}
	for _, t := range e.tables {
		rows := 0
		for range t.rows {
			rows++
		}
		out.Tables = append(out.Tables, pageObject{t.name, t.name + ".csv", e.words.File(t.name + ".csv"), rows, e.pageFields(t.Fields)})
	}
	for _, o := range slices.Concat(e.objects(), e.written()) {
		if !slices.ContainsFunc(e.tables, func(t table) bool { return t.Object == o }) {
			out.Objects = append(out.Objects, pageObject{o.Name, o.Name, o.Words, 0, e.pageFields(o.Fields)})
		}
	}
	return out
}

func (e *edition) pageFields(fields []published.Field) (out []pageField) {
	for _, f := range fields {
		x := pageField{Field: f, Type: f.Type.Name}
		switch to, refers := e.of(f); {
		case refers:
			x.Of = to.name
		case f.Object != nil:
			x.Of = f.Object.Name
		default:
			x.Values = f.Values
		}
		out = append(out, x)
	}
	return out
}
