package source

import (
	"fmt"
	"reflect"
	"slices"
	"sync"
	"time"
)

// shape is what a Go type expects of a document, so that a file is compared with its type without reflection.
type shape struct {
	kind   kind
	fields []field // of a struct
	place  []int   // the index of the struct's Place, if it has one
	texts  bool    // a table of strings under keys of any name
	open   bool    // a struct that other keys are allowed in, which nothing here reads
	any    bool    // what is in it is of any kind
	list   *shape  // the shape of a slice's elements
}

// field is one key of a struct. It is required when its tag says so: `toml:"id" required:"true"`.
type field struct {
	name     string
	index    int
	required bool
	*shape
}

var (
	shapes   sync.Map // reflect.Type -> *shape
	timeType = reflect.TypeFor[time.Time]()
)

func shapeOf(t reflect.Type) *shape {
	if known, ok := shapes.Load(t); ok {
		return known.(*shape)
	}
	s := newShape(t)
	shapes.Store(t, s)
	return s
}

func newShape(t reflect.Type) *shape {
	switch {
	case t == timeType:
		return &shape{kind: dateKind}
	case t.Kind() == reflect.Pointer:
		return shapeOf(t.Elem())
	case t.Kind() == reflect.Struct:
		_, open := t.FieldByNameFunc(func(name string) bool { return name == "_" })
		s := &shape{kind: tableKind, fields: fieldsOf(t), open: open}
		if f, ok := t.FieldByName("Place"); ok && f.Type == reflect.TypeFor[Place]() {
			s.place = f.Index
		}
		return s
	case t == reflect.TypeFor[any]():
		return &shape{kind: anyKind, any: true}
	case t == reflect.TypeFor[map[string]any]():
		return &shape{kind: tableKind, any: true}
	case t.Kind() == reflect.Map && t.Key().Kind() == reflect.String && t.Elem().Kind() == reflect.String:
		return &shape{kind: tableKind, texts: true}
	case t.Kind() == reflect.Slice:
		return &shape{kind: arrayKind, list: shapeOf(t.Elem())}
	case t.Kind() == reflect.String:
		return &shape{kind: stringKind}
	case t.Kind() == reflect.Bool:
		return &shape{kind: boolKind}
	case t.Kind() == reflect.Int:
		return &shape{kind: integerKind}
	case t.Kind() == reflect.Float64:
		return &shape{kind: floatKind}
	}
	panic(fmt.Sprintf("source: no rule for Go type %s", t))
}

func fieldsOf(t reflect.Type) []field {
	var fields []field
	for i := range t.NumField() {
		f := t.Field(i)
		if name := f.Tag.Get("toml"); name != "" && name != "-" {
			fields = append(fields, field{name, i, f.Tag.Get("required") == "true", shapeOf(f.Type)})
		}
	}
	return fields
}

// find returns the index of the field with a name, or -1.
func (s *shape) find(name string) int {
	return slices.IndexFunc(s.fields, func(f field) bool { return f.name == name })
}

// accepts reports whether a value of a kind fits the shape.
func (s *shape) accepts(k kind) bool {
	switch s.kind {
	case dateKind:
		return k == dateKind || k == dateTimeKind
	case floatKind:
		return k == floatKind || k == integerKind
	}
	return k == s.kind || s.kind == anyKind
}
