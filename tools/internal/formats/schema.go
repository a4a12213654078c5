package formats

import (
	"bytes"
	"encoding/json"
	"io"
	"reflect"

	"declarationwatch/tools/internal/published"
)

// schema is what we use of JSON Schema, draft 2020-12. Fields that it does not name are allowed: version 1 may grow.
type schema struct {
	Schema               string     `json:"$schema,omitempty"`
	ID                   string     `json:"$id,omitempty"`
	Ref                  string     `json:"$ref,omitempty"`
	Title                string     `json:"title,omitempty"`
	Description          string     `json:"description,omitempty"`
	Type                 string     `json:"type,omitempty"`
	Format               string     `json:"format,omitempty"`
	Pattern              string     `json:"pattern,omitempty"`
	Enum                 []string   `json:"enum,omitempty"`
	AnyOf                []schema   `json:"anyOf,omitempty"`
	MaxLength            *int       `json:"maxLength,omitempty"`
	Items                *schema    `json:"items,omitempty"`
	Properties           properties `json:"properties,omitempty"`
	PropertyNames        *schema    `json:"propertyNames,omitempty"`
	AdditionalProperties *schema    `json:"additionalProperties,omitempty"`
	Required             []string   `json:"required,omitempty"`
	Definitions          properties `json:"$defs,omitempty"`
}

// properties is a JSON object that keeps its order.
type properties []property

type property struct {
	name   string
	schema schema
}

// MarshalJSON writes the properties in their order.
func (p properties) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, x := range p {
		if i > 0 {
			b.WriteByte(',')
		}
		name, err := json.Marshal(x.name)
		if err != nil {
			return nil, err
		}
		value, err := json.Marshal(x.schema)
		if err != nil {
			return nil, err
		}
		b.Write(name)
		b.WriteByte(':')
		b.Write(value)
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

func writeSchema(w io.Writer, e *edition) error {
	objects := e.objects()
	out := e.objectSchema(objects[0])
	out.Schema, out.ID = "https://json-schema.org/draft/2020-12/schema", string(e.record.Schema)
	out.Title, out.Description = e.text(e.Campaign.Profile.Name), e.note("dataset")
	for _, o := range objects[1:] {
		out.Definitions = append(out.Definitions, property{o.Name, e.objectSchema(o)})
	}
	return writeIndented(w, out)
}

// objects returns what matrix.json is made of, the whole first.
func (e *edition) objects() []*published.Object {
	return e.words.Of(reflect.TypeFor[published.Record]()).Inside()
}

func (e *edition) objectSchema(o *published.Object) schema {
	out := schema{Type: "object", Title: e.text(o.Title), Description: e.text(o.Text)}
	for _, f := range o.Fields {
		out.Properties = append(out.Properties, property{f.Name, e.fieldSchema(f)})
		if !f.Optional {
			out.Required = append(out.Required, f.Name)
		}
	}
	return out
}

// fieldSchema describes what a field contains. A string that may be absent is either empty or of its form.
func (e *edition) fieldSchema(f published.Field) schema {
	value := valueSchema(f)
	out := value
	switch {
	case f.List:
		out = schema{Type: "array", Items: &value}
	case f.Absent != nil && !f.Optional && f.JSON == "string":
		out = schema{AnyOf: []schema{value, {Type: "string", MaxLength: new(int)}}}
	}
	out.Title, out.Description = e.text(f.Title), e.meaning(f)
	return out
}

func valueSchema(f published.Field) schema {
	if f.Object != nil {
		return schema{Ref: "#/$defs/" + f.Object.Name}
	}
	out := schema{Type: f.JSON, Format: f.JSONFormat, Enum: ids(f.Values)}
	switch {
	case f.Type.Name == "text":
		out.PropertyNames = &schema{Pattern: "^[a-z]{2,3}(-[A-Za-z0-9]+)*$"}
		out.AdditionalProperties = &schema{Type: "string"}
	case f.Type.Name == "counts":
		out.AdditionalProperties = &schema{Type: "integer"}
	case f.Pattern != "" && f.Values == nil:
		out.Pattern = "^" + f.Pattern + "$"
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
