package published

import (
	_ "embed"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/locale"
)

// Dictionary defines the published records: the name, the type and the meaning of every field. Names and types come from
// the Go types of the records, meanings from dictionary.toml. Every format of the data, its schemas, the page that explains
// it and the comparison of two editions are written from these definitions.
//
// Objects are asked for first, then Err; after that it is read-only.
type Dictionary struct {
	texts   texts
	values  map[campaign.Kind][]Value
	objects map[reflect.Type]*Object
	asked   map[string]bool
	wrong   []error
}

// Words name and explain something.
type Words struct {
	Title  campaign.Text `toml:"title"`
	Text   campaign.Text `toml:"text"`
	Absent campaign.Text `toml:"absent"` // of a field: what a missing value means; none where there always is a value
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

//go:embed dictionary.toml
var meanings string

// written is the language that every text of dictionary.toml is in. It is used for a source language that has none there.
const written = "en"

// NewDictionary reads the meanings for the languages of a site. The values are those of kinds of id without a table.
func NewDictionary(languages locale.Languages, values map[campaign.Kind][]Value) (*Dictionary, error) {
	return newDictionary(meanings, languages, values)
}

func newDictionary(file string, languages locale.Languages, values map[campaign.Kind][]Value) (*Dictionary, error) {
	d := &Dictionary{values: values, objects: map[reflect.Type]*Object{}, asked: map[string]bool{}}
	meta, err := toml.Decode(file, &d.texts)
	if err != nil {
		return nil, fmt.Errorf("dictionary.toml: %w", err)
	}
	for _, extra := range meta.Undecoded() {
		d.wrong = append(d.wrong, fmt.Errorf("dictionary.toml: unknown key %s; remove it", extra))
	}
	for key, text := range d.texts.all() {
		if text[written] == "" {
			d.wrong = append(d.wrong, fmt.Errorf("dictionary.toml: %s has no text in %q; add it", key, written))
		}
		if text != nil && text[languages.Source] == "" {
			text[languages.Source] = text[written]
		}
	}
	return d, nil
}

// all returns every text of the file by its key.
func (t texts) all() map[string]campaign.Text {
	out := map[string]campaign.Text{}
	add := func(key string, w Words) {
		out[key+".title"], out[key+".text"] = w.Title, w.Text
		if w.Absent != nil {
			out[key+".absent"] = w.Absent
		}
	}
	for name, text := range t.Note {
		out["note."+name] = text
	}
	for name, w := range t.File {
		add("file."+name, w)
	}
	for name, w := range t.Object {
		add("object."+name, w)
	}
	for object, fields := range t.Field {
		for name, w := range fields {
			add("field."+object+"."+name, w)
		}
	}
	return out
}

// Fill replaces what is in braces in every text, by language.
func (d *Dictionary) Fill(language string, placeholders ...string) {
	replacer := strings.NewReplacer(placeholders...)
	for _, text := range d.texts.all() {
		if s, ok := text[language]; ok {
			text[language] = replacer.Replace(s)
		}
	}
}

// Note returns a text that belongs to no field.
func (d *Dictionary) Note(name string) campaign.Text {
	d.asked["note."+name] = true
	if d.texts.Note[name] == nil {
		d.wrong = append(d.wrong, fmt.Errorf("dictionary.toml: missing note.%s; add it", name))
	}
	return d.texts.Note[name]
}

// File returns the words of a file.
func (d *Dictionary) File(name string) Words { return d.words("file."+name, d.texts.File[name]) }

func (d *Dictionary) words(key string, w Words) Words {
	d.asked[key+".title"], d.asked[key+".text"], d.asked[key+".absent"] = true, true, true
	if w.Title == nil || w.Text == nil {
		d.wrong = append(d.wrong, fmt.Errorf("dictionary.toml: missing %s; add its title and text", key))
	}
	return w
}

// Err returns what has no words, and which words nothing uses.
func (d *Dictionary) Err() error {
	wrong := slices.Clone(d.wrong)
	for _, key := range slices.Sorted(maps.Keys(d.texts.all())) {
		if !d.asked[key] {
			wrong = append(wrong, fmt.Errorf("dictionary.toml: unused %s; remove it", key))
		}
	}
	return errors.Join(wrong...)
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
