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

var scalars = map[reflect.Kind]kind{
	reflect.String: stringKind, reflect.Bool: boolKind, reflect.Int: integerKind, reflect.Float64: floatKind,
}

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
		s := &shape{kind: tableKind, open: open}
		for f := range t.Fields() {
			if name := f.Tag.Get("toml"); name != "" && name != "-" {
				s.fields = append(s.fields, field{name, f.Index[0], f.Tag.Get("required") == "true", shapeOf(f.Type)})
			}
		}
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
	case scalars[t.Kind()] != 0:
		return &shape{kind: scalars[t.Kind()]}
	}
	panic(fmt.Sprintf("source: no rule for Go type %s", t))
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
