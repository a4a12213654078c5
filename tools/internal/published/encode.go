package published

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/json"
	"io"
	"reflect"
	"slices"
	"strings"
	"sync"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/locale"
)

// JSON returns the record as data/v1/matrix.json contains it.
func (r *Record) JSON() ([]byte, error) {
	var out bytes.Buffer
	err := Encode(&out, r)
	return out.Bytes(), err
}

// Encode writes anything that the dictionary defines as JSON, as published files contain it.
func Encode(to io.Writer, v any) error { return encode(to, writer{}, v) }

// encode writes any value of this package as JSON. Every list is an array, also where it is empty.
func encode(to io.Writer, w writer, v any) error {
	w.Writer = bufio.NewWriter(to)
	if w.dates == nil {
		w.value(reflect.ValueOf(v))
	} else {
		w.WriteByte('{')
		n := w.members(reflect.ValueOf(v))
		w.member(n, "dates", reflect.ValueOf(w.dated)) // complete only now
		w.WriteByte('}')
	}
	w.WriteByte('\n')
	return cmp.Or(w.err, w.Flush())
}

// writer writes JSON on one line. The characters < > & are escaped, so that the text is safe inside HTML too.
// In a language, for templates, texts are in that language, or in the source language where they are not translated; amounts
// and figures are as the language writes them; and the fields that only pages have are there.
type writer struct {
	*bufio.Writer
	languages locale.Languages
	language  string                   // "" for the published files
	dates     func(date string) string // puts a date in the words of the language
	dated     map[string]string        // every date so far, in words
	err       error                    // of the last value that JSON cannot contain
}

func (w *writer) value(v reflect.Value) {
	if w.language != "" && v.IsValid() {
		switch v.Type() {
		case reflect.TypeFor[campaign.Text]():
			w.text(w.languages.Text(v.Interface().(campaign.Text), w.language))
			return
		case reflect.TypeFor[*float64]():
			w.text(w.figure(Figure{Number: v.Interface().(*float64)}))
			return
		case reflect.TypeFor[Figure]():
			w.text(w.figure(v.Interface().(Figure)))
			return
		case reflect.TypeFor[campaign.Date](), reflect.TypeFor[Day]():
			w.date(v.String())
		}
	}
	switch v.Kind() {
	case reflect.String:
		w.text(v.String())
	case reflect.Pointer, reflect.Interface:
		if v.IsNil() {
			w.plain(nil)
		} else {
			w.value(v.Elem())
		}
	case reflect.Struct:
		w.WriteByte('{')
		w.members(v)
		w.WriteByte('}')
	case reflect.Slice:
		w.WriteByte('[')
		for i := range v.Len() {
			if i > 0 {
				w.WriteByte(',')
			}
			w.value(v.Index(i))
		}
		w.WriteByte(']')
	case reflect.Map:
		w.WriteByte('{')
		keys := slices.SortedFunc(slices.Values(v.MapKeys()), func(a, b reflect.Value) int { return strings.Compare(a.String(), b.String()) })
		for i, key := range keys {
			w.member(i, key.String(), v.MapIndex(key))
		}
		w.WriteByte('}')
	default:
		w.plain(v.Interface())
	}
}

// members writes those of a struct, and returns how many.
func (w *writer) members(v reflect.Value) (n int) {
	for _, f := range fieldsOf(v.Type()) {
		if x := v.FieldByIndex(f.index); w.language != "" || !f.pages && !(f.optional && x.IsZero()) {
			w.member(n, f.name, x)
			n++
		}
	}
	return n
}

func (w *writer) member(n int, name string, v reflect.Value) {
	if n > 0 {
		w.WriteByte(',')
	}
	w.text(name)
	w.WriteByte(':')
	w.value(v)
}

// date puts a date in words, once.
func (w *writer) date(date string) {
	if w.dates != nil && date != "" && w.dated[date] == "" {
		w.dated[date] = w.dates(date)
	}
}

// text writes a string. Most have nothing to escape, and are written as they are: a record has a hundred thousand.
func (w *writer) text(s string) {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c > '~' || strings.IndexByte(`"\<>&`, c) >= 0 {
			w.plain(s)
			return
		}
	}
	w.WriteByte('"')
	w.WriteString(s)
	w.WriteByte('"')
}

func (w *writer) plain(v any) {
	text, err := json.Marshal(v)
	w.Write(text)
	w.err = cmp.Or(err, w.err)
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
