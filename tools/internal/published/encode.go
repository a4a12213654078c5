package published

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/json"
	"io"
	"iter"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

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
	w.value(reflect.ValueOf(v))
	w.WriteByte('\n')
	return cmp.Or(w.err, w.Flush())
}

// encodeParts writes each field of a struct by itself with put, and last of all the dates that they have in words.
func encodeParts(put func(name string, text []byte) error, w writer, v any) error {
	var text bytes.Buffer
	w.Writer = bufio.NewWriter(&text)
	part := func(name string, encode encoder, v reflect.Value) error {
		encode(&w, v)
		w.WriteByte('\n')
		if err := cmp.Or(w.err, w.Flush()); err != nil {
			return err
		}
		defer text.Reset()
		return put(name, text.Bytes())
	}
	for _, m := range membersOf(reflect.TypeOf(v)) {
		if err := part(m.name, m.encode, reflect.ValueOf(v).FieldByIndex(m.index)); err != nil {
			return err
		}
	}
	dates := reflect.ValueOf(w.dated)
	return part("dates", encoderOf(dates.Type()), dates)
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

// encoder writes the values of a type.
type encoder func(w *writer, v reflect.Value)

var encoders sync.Map // reflect.Type to encoder

// encoderOf returns the encoder of a type. What follows from the type alone is found out once: a record has millions of values.
func encoderOf(t reflect.Type) encoder {
	if known, ok := encoders.Load(t); ok {
		return known.(encoder)
	}
	made := newEncoder(t)
	encoders.Store(t, made)
	return made
}

func newEncoder(t reflect.Type) encoder {
	switch t {
	case reflect.TypeFor[campaign.Text]():
		return func(w *writer, v reflect.Value) { w.translations(v.Interface().(campaign.Text)) }
	case reflect.TypeFor[*float64]():
		return func(w *writer, v reflect.Value) {
			if number := v.Interface().(*float64); w.language != "" {
				w.text(w.figure(Figure{Number: number}))
			} else {
				w.plain(number)
			}
		}
	case reflect.TypeFor[campaign.Date](), reflect.TypeFor[Day]():
		return func(w *writer, v reflect.Value) {
			w.date(v.String())
			w.text(v.String())
		}
	case reflect.TypeFor[iter.Seq[reflect.Value]]():
		return func(w *writer, v reflect.Value) { w.list(v.Interface().(iter.Seq[reflect.Value])) }
	}
	switch t.Kind() {
	case reflect.String:
		return func(w *writer, v reflect.Value) { w.text(v.String()) }
	case reflect.Int:
		return func(w *writer, v reflect.Value) { w.Write(strconv.AppendInt(w.AvailableBuffer(), v.Int(), 10)) }
	case reflect.Bool:
		return func(w *writer, v reflect.Value) { w.Write(strconv.AppendBool(w.AvailableBuffer(), v.Bool())) }
	case reflect.Pointer, reflect.Interface:
		return func(w *writer, v reflect.Value) {
			if v.IsNil() {
				w.WriteString("null")
			} else {
				w.value(v.Elem())
			}
		}
	case reflect.Struct:
		members := sync.OnceValue(func() []member { return membersOf(t) }) // not yet: a type may contain itself
		figure := t == reflect.TypeFor[Figure]()
		return func(w *writer, v reflect.Value) {
			if figure && w.language != "" {
				w.text(w.figure(v.Interface().(Figure)))
				return
			}
			w.WriteByte('{')
			w.members(members(), v)
			w.WriteByte('}')
		}
	case reflect.Slice:
		element := encoderOf(t.Elem())
		return func(w *writer, v reflect.Value) {
			w.WriteByte('[')
			for i := range v.Len() {
				if i > 0 {
					w.WriteByte(',')
				}
				element(w, v.Index(i))
			}
			w.WriteByte(']')
		}
	case reflect.Map:
		return func(w *writer, v reflect.Value) {
			w.WriteByte('{')
			keys := slices.SortedFunc(slices.Values(v.MapKeys()), func(a, b reflect.Value) int { return strings.Compare(a.String(), b.String()) })
			for i, key := range keys {
				w.name(i, key.String())
				w.value(v.MapIndex(key))
			}
			w.WriteByte('}')
		}
	default:
		return func(w *writer, v reflect.Value) { w.plain(v.Interface()) }
	}
}

func (w *writer) value(v reflect.Value) { encoderOf(v.Type())(w, v) }

// list writes what is made one after the other as an array.
func (w *writer) list(rows iter.Seq[reflect.Value]) {
	n := 0
	w.WriteByte('[')
	for row := range rows {
		if n++; n > 1 {
			w.WriteByte(',')
		}
		w.value(row)
	}
	w.WriteByte(']')
}

// member is a field of a struct with its encoder.
type member struct {
	field
	label  string // as JSON has its name, with a colon
	encode encoder
}

func membersOf(t reflect.Type) (all []member) {
	for _, f := range fieldsOf(t) {
		all = append(all, member{f, `"` + f.name + `":`, encoderOf(f.of)})
	}
	return all
}

// members writes those of a struct, and returns how many.
func (w *writer) members(all []member, v reflect.Value) (n int) {
	for i := range all {
		m := &all[i]
		if w.language == "" && m.pages {
			continue
		}
		x := v.FieldByIndex(m.index)
		if w.language == "" && m.optional && x.IsZero() {
			continue
		}
		if n++; n > 1 {
			w.WriteByte(',')
		}
		w.WriteString(m.label)
		m.encode(w, x)
	}
	return n
}

// name writes the name of a member, after as many others.
func (w *writer) name(n int, name string) {
	if n > 0 {
		w.WriteByte(',')
	}
	w.text(name)
	w.WriteByte(':')
}

// translations writes a text: as it is in the language, or in every language by itself.
func (w *writer) translations(text campaign.Text) {
	if w.language != "" {
		w.text(w.languages.Shown(text, w.language))
		return
	}
	w.WriteByte('{')
	var room [8]string
	languages := slices.AppendSeq(room[:0], maps.Keys(text))
	slices.Sort(languages)
	for i, language := range languages {
		w.name(i, language)
		w.text(text[language])
	}
	w.WriteByte('}')
}

// date puts a date in words, once.
func (w *writer) date(date string) {
	if w.dates != nil && date != "" && w.dated[date] == "" {
		w.dated[date] = w.dates(date)
	}
}

// text writes a string. Most have nothing to escape, and are written as they are: a record has millions.
func (w *writer) text(s string) {
	ascii := true
	for i := range len(s) {
		if verbatim[s[i]] {
			continue
		}
		if ascii = false; s[i] < utf8.RuneSelf {
			w.plain(s)
			return
		}
	}
	if !ascii && (!utf8.ValidString(s) || strings.ContainsAny(s, "\u2028\u2029")) {
		w.plain(s)
		return
	}
	w.WriteByte('"')
	w.WriteString(s)
	w.WriteByte('"')
}

// verbatim is the ASCII characters that JSON and HTML have as they are.
var verbatim = func() (out [256]bool) {
	for c := ' '; c <= '~'; c++ {
		out[c] = !strings.ContainsRune(`"\<>&`, c)
	}
	return out
}()

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
