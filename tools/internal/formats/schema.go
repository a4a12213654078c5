package formats

import (
	"io"
	"reflect"

	"declarationwatch/tools/internal/published"
)

// object is a JSON object of a description.
type object map[string]any

// writeSchema describes matrix.json by JSON Schema, draft 2020-12. Fields that it does not name are allowed: version 1 may grow.
func writeSchema(w io.Writer, e *edition) error {
	objects, definitions := e.objects(), object{}
	for _, o := range objects[1:] {
		definitions[o.Name] = e.objectSchema(o)
	}
	out := e.objectSchema(objects[0])
	out["$schema"], out["$id"] = "https://json-schema.org/draft/2020-12/schema", e.record.Schema
	out["title"], out["description"] = e.text(e.Campaign.Profile.Name), e.note("dataset")
	out["$defs"] = definitions
	return writeIndented(w, out)
}

// objects returns what matrix.json is made of, the whole first.
func (e *edition) objects() []*published.Object {
	return e.words.Of(reflect.TypeFor[published.Record]()).Inside()
}

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
	out["title"], out["description"] = e.text(f.Title), e.meaning(f)
	return out
}

func valueSchema(f published.Field) object {
	if f.Object != nil {
		return object{"$ref": "#/$defs/" + f.Object.Name}
	}
	out := object{"type": f.JSON}
	if f.JSONFormat != "" {
		out["format"] = f.JSONFormat
	}
	switch {
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
	return out
}

// meaning returns the meaning of a field, with what a missing value means.
func (e *edition) meaning(f published.Field) string {
	text := e.text(f.Text)
	if f.Absent != nil {
		text += " " + e.note("no-value") + " " + e.text(f.Absent)
	}
	return text
}

func ids(values []published.Value) []string {
	var out []string
	for _, v := range values {
		out = append(out, v.ID)
	}
	return out
}
