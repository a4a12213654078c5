package dictionary

import (
	"reflect"
	"strings"

	"declarationwatch/tools/internal/campaign"
)

// Object is a kind of record: in JSON an object, in a table a row.
type Object struct {
	Name string
	Words
	Fields []Field
}

// Field is one key of an object, or one column of a table.
type Field struct {
	Name string
	Words
	Type
	List     bool          // any number of values, also none
	Optional bool          // left out of JSON where there is no value
	Key      bool          // what tells one row of its table from another, by itself or together
	Values   []Value       // all that there are; none where there is no end of them
	Refers   campaign.Kind // what the id is the id of, "" where it is no reference
	Object   *Object       // of type object

	index []int
}

// Of gives the definition of a type of record, a struct.
func (d *Dictionary) Of(t reflect.Type) *Object {
	if o := d.objects[t]; o != nil {
		return o
	}
	o := &Object{Name: nameOf(t)}
	d.objects[t] = o
	d.fields(o, t, nil)
	o.Words = d.words("object."+o.Name, d.texts.Object[o.Name])
	return o
}

// fields adds the fields of a struct. A field that is tagged inline gives its own fields, and its type's name.
func (d *Dictionary) fields(o *Object, t reflect.Type, index []int) {
	for f := range t.Fields() {
		at := append(index[:len(index):len(index)], f.Index...)
		name, option, _ := strings.Cut(f.Tag.Get("json"), ",")
		if option == "inline" {
			o.Name = nameOf(f.Type)
			d.fields(o, f.Type, at)
			continue
		}
		field := Field{Name: name, Optional: option == "omitempty", Key: f.Tag.Get("key") == "true", index: at}
		d.typed(&field, f.Type)
		field.Words = d.meaning(o.Name, name)
		o.Fields = append(o.Fields, field)
	}
}

// meaning looks a field's words up under its object, then among those that mean the same everywhere.
func (d *Dictionary) meaning(object, field string) Words {
	w, ok := d.texts.Field[object][field]
	if !ok {
		object, w = "any", d.texts.Field["any"][field]
	}
	return d.words("field."+object+"."+field, w)
}

// typed says what a field holds.
func (d *Dictionary) typed(f *Field, t reflect.Type) {
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

// Separator stands between the values of a list in a table.
const Separator = ";"

// Plain gives a field of a record as a table holds it: a string, an int, a float64, a bool, or nil where there is no
// value. Of texts it gives the English one, of lists all values in one string.
func (f Field) Plain(record reflect.Value) any {
	v := record.FieldByIndex(f.index)
	if f.List {
		values := make([]string, v.Len())
		for i := range values {
			values[i] = v.Index(i).String()
		}
		return orNil(strings.Join(values, Separator))
	}
	switch v.Kind() {
	case reflect.Pointer:
		if v.IsNil() {
			return nil
		}
		return v.Elem().Interface()
	case reflect.String:
		return orNil(v.String())
	case reflect.Map:
		return orNil(v.Interface().(campaign.Text).In("en"))
	default:
		return v.Interface()
	}
}

func orNil(s string) any {
	if s == "" {
		return nil
	}
	return s
}

// Texts gives every text by language in a record and in those that it holds, with the kind and the id of its own.
func (d *Dictionary) Texts(record any, each func(kind, id, field string, text campaign.Text)) {
	v := reflect.ValueOf(record)
	d.Of(v.Type()).walk(v, each)
}

func (o *Object) walk(record reflect.Value, each func(kind, id, field string, text campaign.Text)) {
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
				f.Object.walk(v.Index(i), each)
			}
		case f.Object != nil:
			f.Object.walk(v, each)
		}
	}
}
