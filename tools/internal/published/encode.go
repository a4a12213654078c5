package published

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"sync"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/locale"
)

// JSON returns the record as data/v1/matrix.json contains it.
func (r *Record) JSON() ([]byte, error) { return encode(writer{}, r) }

// encode returns any value of this package as JSON. Every list is an array, also where it is empty.
func encode(w writer, v any) ([]byte, error) {
	if err := w.value(reflect.ValueOf(v)); err != nil {
		return nil, err
	}
	w.WriteByte('\n')
	return w.Bytes(), nil
}

// writer writes JSON on one line. The characters < > & are escaped, so that the text is safe inside HTML too.
// In a language, for templates, texts are in that language, or in the source language where they are not translated; amounts
// and figures are as the language writes them; and the fields that only pages have are there.
type writer struct {
	bytes.Buffer
	languages locale.Languages
	language  string // "" for the published files
}

func (w *writer) value(v reflect.Value) error {
	if w.language != "" && v.IsValid() {
		switch x := v.Interface().(type) {
		case campaign.Text:
			return w.plain(w.languages.Text(x, w.language))
		case *float64:
			return w.plain(w.figure(Figure{Number: x}))
		case Figure:
			return w.plain(w.figure(x))
		}
	}
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if v.IsNil() {
			return w.plain(nil)
		}
		return w.value(v.Elem())
	case reflect.Struct:
		return w.object(v)
	case reflect.Slice:
		w.WriteByte('[')
		for i := range v.Len() {
			if i > 0 {
				w.WriteByte(',')
			}
			if err := w.value(v.Index(i)); err != nil {
				return err
			}
		}
		w.WriteByte(']')
		return nil
	case reflect.Map:
		w.WriteByte('{')
		keys := slices.SortedFunc(slices.Values(v.MapKeys()), func(a, b reflect.Value) int { return strings.Compare(a.String(), b.String()) })
		for i, key := range keys {
			if err := w.member(i, key.String(), v.MapIndex(key)); err != nil {
				return err
			}
		}
		w.WriteByte('}')
		return nil
	}
	return w.plain(v.Interface())
}

func (w *writer) object(v reflect.Value) error {
	w.WriteByte('{')
	n := 0
	for _, f := range fieldsOf(v.Type()) {
		x := v.FieldByIndex(f.index)
		if w.language == "" && (f.pages || f.optional && x.IsZero()) {
			continue
		}
		if err := w.member(n, f.name, x); err != nil {
			return err
		}
		n++
	}
	w.WriteByte('}')
	return nil
}

func (w *writer) member(n int, name string, v reflect.Value) error {
	if n > 0 {
		w.WriteByte(',')
	}
	if err := w.plain(name); err != nil {
		return err
	}
	w.WriteByte(':')
	if err := w.value(v); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

func (w *writer) plain(v any) error {
	text, err := json.Marshal(v)
	w.Write(text)
	return err
}

// figure returns a figure as readers write it; "" where there is none.
func (w *writer) figure(f Figure) string {
	if f.Number == nil {
		return w.languages.Text(f.Words, w.language)
	}
	return locale.Number(*f.Number, w.language)
}

// field is one field of a record's Go type, as its tags describe it.
type field struct {
	name     string
	index    []int
	optional bool   // left out of JSON where it is empty
	pages    bool   // not in the published files
	key      bool   // part of what identifies a row
	diff     string // "-" or "content"
	of       reflect.Type
}

var known sync.Map // reflect.Type to []field

// fieldsOf returns the fields of a struct in order, with those of the structs embedded in it. Of two with one Go name the
// outer one counts. A record of the campaign, which only pages have as it is, goes by the names of its file.
func fieldsOf(t reflect.Type) []field {
	if all, ok := known.Load(t); ok {
		return all.([]field)
	}
	var all []field
	for _, f := range reflect.VisibleFields(t) {
		name, option, _ := strings.Cut(cmp.Or(f.Tag.Get("json"), f.Tag.Get("toml")), ",")
		if f.Anonymous || !f.IsExported() || name == "" || name == "-" || name == "publish_after" {
			continue
		}
		all = append(all, field{
			name, f.Index, option == "omitempty", f.Tag.Get("pages") == "only", f.Tag.Get("key") == "true", f.Tag.Get("diff"), f.Type,
		})
	}
	known.Store(t, all)
	return all
}
