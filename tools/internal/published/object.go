package published

import (
	"maps"
	"reflect"
	"slices"
	"strings"

	"declarationwatch/tools/internal/campaign"
)

// Object is a kind of record: in JSON an object, in a table a row.
type Object struct {
	Name string
	Kind campaign.Kind // whose id a row has; "" where none refers to it by id
	Words
	Fields []Field
}

// Field is one key of an object, or one column of a table.
type Field struct {
	Name string `json:"name"`
	Words
	Type
	List     bool          `json:"list"` // any number of values, also none
	Optional bool          // left out of JSON where there is no value
	Key      bool          `json:"key"` // identifies a row of its table, alone or together with others
	Values   []Value       // all that there are; none where there is no end of them
	Refers   campaign.Kind // whose id it is; "" where it is no reference
	Object   *Object       // of type object

	diff  string
	index []int
}

// Of returns the definition of a type of record, a struct. Fields that only pages have are no part of it.
func (d *Dictionary) Of(t reflect.Type) *Object {
	if o := d.objects[t]; o != nil {
		return o
	}
	o := &Object{Name: strings.ToLower(t.Name())}
	d.objects[t] = o
	for _, f := range fieldsOf(t) {
		if f.pages {
			continue
		}
		field := Field{Name: f.name, Optional: f.optional, Key: f.key, diff: f.diff, index: f.index}
		d.setType(&field, f.of)
		if field.Name == "id" {
			o.Kind, field.Refers, field.Values = field.Refers, "", nil
		}
		field.Words = d.words("field."+o.Name+"."+f.name, "field.any."+f.name)
		o.Fields = append(o.Fields, field)
	}
	o.Words = d.words("object." + o.Name)
	return o
}

// Record returns the definition of the whole record.
func (d *Dictionary) Record() *Object { return d.Of(reflect.TypeFor[Record]()) }

// Field returns a field by its name, which is one of ours.
func (o *Object) Field(name string) Field {
	return o.Fields[slices.IndexFunc(o.Fields, func(f Field) bool { return f.Name == name })]
}

// Objects returns what was asked for, by name.
func (d *Dictionary) Objects() []*Object {
	return slices.SortedFunc(maps.Values(d.objects), func(a, b *Object) int { return strings.Compare(a.Name, b.Name) })
}

// Inside returns an object and those inside it, depth first.
func (o *Object) Inside() []*Object {
	all := []*Object{o}
	for _, f := range o.Fields {
		if f.Object == nil {
			continue
		}
		for _, x := range f.Object.Inside() {
			if !slices.Contains(all, x) {
				all = append(all, x)
			}
		}
	}
	return all
}

// setType sets what a field contains.
func (d *Dictionary) setType(f *Field, t reflect.Type) {
	switch t.Kind() {
	case reflect.Pointer:
		t = t.Elem()
	case reflect.Slice:
		f.List, t = true, t.Elem()
	}
	f.Type = typeOf(t)
	zero := reflect.Zero(t).Interface()
	if v, ok := zero.(campaign.Reference); ok {
		f.Values = d.values[v.RefersTo()]
		if _, word := v.(campaign.Term); !word {
			f.Refers = v.RefersTo()
		}
	}
	if v, ok := zero.(campaign.Choice); ok {
		for _, id := range v.Choices() {
			f.Values = append(f.Values, Value{ID: id})
		}
	}
	if f.Type.Name == objectType.Name {
		f.Object = d.Of(t)
	}
}

// Separator separates the values of a list in a table.
const Separator = ";"

// Plain returns a field of a record as a table contains it: a string, an int, a float64, a bool, or nil where there is no
// value. Texts are in one language; the values of a list are joined.
func (f Field) Plain(record reflect.Value, language string) any {
	v := record.FieldByIndex(f.index)
	if text, ok := v.Interface().(campaign.Text); ok {
		v = reflect.ValueOf(text[language])
	}
	if f.List {
		values := make([]string, v.Len())
		for i := range values {
			values[i] = v.Index(i).String()
		}
		v = reflect.ValueOf(strings.Join(values, Separator))
	}
	switch v.Kind() {
	case reflect.Pointer, reflect.String:
		if v.IsZero() {
			return nil
		}
		if v.Kind() == reflect.String {
			return v.String()
		}
		return v.Elem().Interface()
	}
	return v.Interface()
}

// Texts passes on every text by language in a record and in those inside it, with the kind and the id of its owner.
func (d *Dictionary) Texts(record any, each func(kind, id, field string, text campaign.Text)) {
	v := reflect.ValueOf(record)
	d.Of(v.Type()).texts(v, each)
}

func (o *Object) texts(record reflect.Value, each func(kind, id, field string, text campaign.Text)) {
	id := ""
	for _, f := range o.Fields {
		v := record.FieldByIndex(f.index)
		switch {
		case f.Name == "id":
			id = v.String()
		case f.Type.Name == textType.Name:
			each(o.Name, id, f.Name, v.Interface().(campaign.Text))
		case f.Object != nil && f.List:
			for i := range v.Len() {
				f.Object.texts(v.Index(i), each)
			}
		case f.Object != nil:
			f.Object.texts(v, each)
		}
	}
}
