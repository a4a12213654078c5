// Package dictionary says what the published records hold: the name, the type and the meaning of every field. Names and
// types are read off the Go types of the records, meanings are texts by language. Every format of the data, its schemas
// and the page that explains it are written from these definitions, so that no list of fields is kept twice.
package dictionary

import (
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"

	"declarationwatch/tools/internal/campaign"
)

// Dictionary gives definitions. Objects are asked for first, then Err; after that it is read-only.
type Dictionary struct {
	texts     texts
	languages []string
	values    map[campaign.Kind][]Value
	objects   map[reflect.Type]*Object
	asked     map[string]bool
	missing   []string
}

// Words name and explain something.
type Words struct {
	Title  campaign.Text `toml:"title"`
	Text   campaign.Text `toml:"text"`
	Absent campaign.Text `toml:"absent"` // of a field: what it says that there is no value; none where there always is one
}

// texts is the file of meanings. A field is looked up under its object, then under "any".
type texts struct {
	Note   map[string]campaign.Text    `toml:"note"`
	File   map[string]Words            `toml:"file"`
	Object map[string]Words            `toml:"object"`
	Field  map[string]map[string]Words `toml:"field"`
}

// Value is one of the values that a field may have.
type Value struct {
	ID    string
	Label campaign.Text // none where the id says it
}

// Read takes the texts, a TOML file, the languages that each must be in, and the values of those kinds of id that have
// no table of their own.
func Read(file string, languages []string, values map[campaign.Kind][]Value) (*Dictionary, error) {
	d := &Dictionary{languages: languages, values: values, objects: map[reflect.Type]*Object{}, asked: map[string]bool{}}
	meta, err := toml.Decode(file, &d.texts)
	if err != nil {
		return nil, err
	}
	if extra := meta.Undecoded(); len(extra) > 0 {
		return nil, fmt.Errorf("unknown key %s", extra[0])
	}
	return d, nil
}

// Note gives a text that is no field's own.
func (d *Dictionary) Note(name string) campaign.Text {
	text := d.texts.Note[name]
	d.need("note."+name, text)
	return text
}

// File gives the words of a file.
func (d *Dictionary) File(name string) Words { return d.words("file."+name, d.texts.File[name]) }

// words notes that a thing's words were asked for.
func (d *Dictionary) words(key string, w Words) Words {
	d.need(key+".title", w.Title)
	d.need(key+".text", w.Text)
	if w.Absent != nil {
		d.need(key+".absent", w.Absent)
	}
	return w
}

func (d *Dictionary) need(key string, text campaign.Text) {
	d.asked[key] = true
	for _, language := range d.languages {
		if text[language] == "" {
			d.missing = append(d.missing, key+"."+language)
		}
	}
}

// Err tells what has no words, and which words nothing asked for.
func (d *Dictionary) Err() error {
	var wrong []error
	for _, key := range d.missing {
		wrong = append(wrong, fmt.Errorf("no words for %s", key))
	}
	for _, key := range slices.Sorted(maps.Keys(d.all())) {
		if !d.asked[key] {
			wrong = append(wrong, fmt.Errorf("nothing is called %s", key))
		}
	}
	return errors.Join(wrong...)
}

// all lists the keys of the file.
func (d *Dictionary) all() map[string]bool {
	keys := map[string]bool{}
	add := func(key string, w Words) {
		keys[key+".title"], keys[key+".text"] = true, true
		if w.Absent != nil {
			keys[key+".absent"] = true
		}
	}
	for name := range d.texts.Note {
		keys["note."+name] = true
	}
	for name, w := range d.texts.File {
		add("file."+name, w)
	}
	for name, w := range d.texts.Object {
		add("object."+name, w)
	}
	for object, fields := range d.texts.Field {
		for name, w := range fields {
			add("field."+object+"."+name, w)
		}
	}
	return keys
}

// prefix of the Go types of records, which is no part of their names.
const prefix = "v1"

func nameOf(t reflect.Type) string { return strings.ToLower(strings.TrimPrefix(t.Name(), prefix)) }

// Objects lists what was asked for, by name. Of two of one name, a record and a row of a table that it makes with a field
// more, it gives the fuller.
func (d *Dictionary) Objects() []*Object {
	named := map[string]*Object{}
	for _, o := range d.objects {
		if known := named[o.Name]; known == nil || len(known.Fields) < len(o.Fields) {
			named[o.Name] = o
		}
	}
	var out []*Object
	for _, name := range slices.Sorted(maps.Keys(named)) {
		out = append(out, named[name])
	}
	return out
}
