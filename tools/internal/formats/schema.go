package formats

import (
	"io"
	"maps"
	"reflect"
	"strings"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/published"
)

// object is a JSON object of a description.
type object map[string]any

// filled returns the object without texts, lists and objects that are empty.
func filled(o object) object {
	maps.DeleteFunc(o, func(_ string, v any) bool {
		switch x := reflect.ValueOf(v); x.Kind() {
		case reflect.String, reflect.Slice, reflect.Map:
			return x.Len() == 0
		}
		return v == nil
	})
	return o
}

// writeSchema describes matrix.json by JSON Schema, draft 2020-12. Fields that it does not name are allowed: version 1 may grow.
func writeSchema(w io.Writer, e *edition) error {
	objects, definitions := e.objects(), object{}
	for _, o := range objects[1:] {
		definitions[o.Name] = e.objectSchema(o)
	}
	out := e.objectSchema(objects[0])
	maps.Copy(out, object{
		"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": e.record.Schema, "$defs": definitions,
		"title": e.text(e.Campaign.Profile.Name), "description": e.note("dataset"),
	})
	return diag.WriteJSON(w, out)
}

// objects returns what matrix.json is made of, the outermost first.
func (e *edition) objects() []*published.Object { return e.words.Record().Inside() }

func (e *edition) objectSchema(o *published.Object) object {
	properties, required := object{}, []string{}
	for _, f := range o.Fields {
		properties[f.Name] = e.fieldSchema(f)
		if !f.Optional {
			required = append(required, f.Name)
		}
	}
	return object{"type": "object", "title": e.text(o.Title), "description": e.text(o.Text), "properties": properties, "required": required}
}

// fieldSchema describes what a field contains. A string that may be absent is either empty or of its form.
func (e *edition) fieldSchema(f published.Field) object {
	out := valueSchema(f)
	switch {
	case f.List:
		out = object{"type": "array", "items": out}
	case f.Absent != nil && !f.Optional && f.JSON == "string":
		out = object{"anyOf": []object{out, {"type": "string", "maxLength": 0}}}
	}
	out["title"], out["description"] = e.text(f.Title), e.text(e.described(f))
	return out
}

func valueSchema(f published.Field) object {
	out := object{"type": f.JSON, "format": f.JSONFormat}
	switch {
	case f.Object != nil:
		return object{"$ref": "#/$defs/" + f.Object.Name}
	case f.Values != nil:
		out["enum"] = ids(f.Values)
	case f.Type.Name == "text":
		out["propertyNames"] = object{"pattern": "^[a-z]{2,3}(-[A-Za-z0-9]+)*$"}
		out["additionalProperties"] = object{"type": "string"}
	case f.Type.Name == "counts":
		out["additionalProperties"] = object{"type": "integer"}
	case f.Pattern != "":
		out["pattern"] = "^" + f.Pattern + "$"
	}
	return filled(out)
}

// meaning returns the meaning of a field, with what a missing value means.
func (e *edition) meaning(f published.Field) string {
	text := e.text(f.Text)
	if f.Absent != nil {
		text += " " + e.note("no-value") + " " + e.text(f.Absent)
	}
	return text
}

// described returns the meaning of a field in every language of the site, as descriptions for software have it: with what a
// missing value means and, of a date, what one that is not of a day means.
func (e *edition) described(f published.Field) campaign.Text {
	out := campaign.Text{}
	for _, language := range e.Campaign.Languages.All {
		parts := []string{f.Text[language]}
		if absent := f.Absent[language]; absent != "" {
			parts = append(parts, e.words.Note("no-value")[language], absent)
		}
		if f.Type.Name == "date" {
			parts = append(parts, e.words.Note("imprecise")[language])
		}
		if parts[0] != "" {
			out[language] = strings.TrimSpace(strings.Join(parts, " "))
		}
	}
	return out
}

func ids(values []published.Value) []string {
	var out []string
	for _, v := range values {
		out = append(out, v.ID)
	}
	return out
}
