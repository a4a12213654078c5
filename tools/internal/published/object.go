package published

import (
	"iter"
	"maps"
	"reflect"
	"slices"
	"strconv"
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
	Of       campaign.Kind // the same, also of a word of the campaign
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
		if f.List, t = true, t.Elem(); t.Kind() == reflect.Pointer {
			t = t.Elem()
		}
	}
	f.Type = typeOf(t)
	zero := reflect.Zero(t).Interface()
	if v, ok := zero.(campaign.Reference); ok {
		f.Of, f.Values = v.RefersTo(), d.values[v.RefersTo()]
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
func (f *Field) Plain(record reflect.Value, language string) any {
	switch v := record.FieldByIndex(f.index); v.Kind() {
	case reflect.Int, reflect.Float64, reflect.Bool:
		return v.Interface()
	case reflect.Pointer:
		if v.IsNil() {
			return nil
		}
		return v.Elem().Interface()
	}
	if s := f.InTable(record, language); s != "" {
		return s
	}
	return nil
}

// InTable returns the same in letters, as a file of a table has it; "" where there is no value.
func (f *Field) InTable(record reflect.Value, language string) string {
	v := record.FieldByIndex(f.index)
	if v.Kind() == reflect.Pointer {
		if v.IsNil() {
			return ""
		}
		v = v.Elem()
	}
	switch v.Kind() {
	case reflect.Int:
		return strconv.FormatInt(v.Int(), 10)
	case reflect.Float64:
		return strconv.FormatFloat(v.Float(), 'f', -1, 64)
	case reflect.Bool:
		return strconv.FormatBool(v.Bool())
	case reflect.Map: // none but texts
		text, _ := v.Interface().(campaign.Text)
		return text[language]
	case reflect.Slice:
		return strings.Join(slices.AppendSeq(make([]string, 0, v.Len()), f.Each(record)), Separator)
	}
	return v.String()
}

// Each returns the values of a list, in letters.
func (f *Field) Each(record reflect.Value) iter.Seq[string] {
	return func(yield func(string) bool) {
		v := record.FieldByIndex(f.index)
		for i := range v.Len() {
			if !yield(v.Index(i).String()) {
				return
			}
		}
	}
}

// Texts passes on every text by language in a record and in those inside it, with the kind and the id of its owner.
func (o *Object) Texts(record reflect.Value, each func(kind, id, field string, text campaign.Text)) {
	id := ""
	for i := range o.Fields {
		f := &o.Fields[i]
		v := record.FieldByIndex(f.index)
		switch {
		case f.Name == "id":
			id = v.String()
		case f.Type.Name == textType.Name:
			each(o.Name, id, f.Name, v.Interface().(campaign.Text))
		case f.Object != nil && f.List:
			for i := range v.Len() {
				f.Object.Texts(v.Index(i), each)
			}
		case f.Object != nil:
			f.Object.Texts(v, each)
		}
	}
}
