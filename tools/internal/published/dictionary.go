package published

import (
	_ "embed"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"sync"

	"github.com/BurntSushi/toml"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/locale"
)

// Dictionary defines the published records: the name, the type and the meaning of every field. Names and types come from
// the Go types of the records, meanings from dictionary.toml. Every format of the data, its schemas, the page that explains
// it and the comparison of two editions are written from these definitions.
//
// Objects are asked for first; after that it is only read, and Err tells what was missing.
type Dictionary struct {
	entries map[string]*Words // by their place in the file: note.absence, file.all.zip, object.pledge, field.any.since
	values  map[campaign.Kind][]Value
	objects map[reflect.Type]*Object

	mutex sync.Mutex
	asked map[string]bool
	wrong []error
}

// Words name and explain something. A note has only a text.
type Words struct {
	Title  campaign.Text `toml:"title"`
	Text   campaign.Text `toml:"text"`
	Absent campaign.Text `toml:"absent"` // of a field: what a missing value means; none where there always is a value
}

// Value is one of the values that a field may have.
type Value struct {
	ID    string        `json:"id"`
	Label campaign.Text `json:"label"` // none where the id is enough
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
	var texts struct {
		Note         map[string]campaign.Text
		File, Object map[string]*Words
		Field        map[string]map[string]*Words
	}
	d := &Dictionary{values: values, entries: map[string]*Words{}, objects: map[reflect.Type]*Object{}, asked: map[string]bool{}}
	if _, err := toml.Decode(file, &texts); err != nil {
		return nil, fmt.Errorf("dictionary.toml: %w", err)
	}
	add := func(prefix string, all map[string]*Words) {
		for name, words := range all {
			d.entries[prefix+name] = words
		}
	}
	for name, text := range texts.Note {
		d.entries["note."+name] = &Words{Text: text}
	}
	add("file.", texts.File)
	add("object.", texts.Object)
	for object, all := range texts.Field {
		add("field."+object+".", all)
	}
	for _, text := range d.texts() {
		if text != nil && text[languages.Source] == "" {
			text[languages.Source] = text[written]
		}
	}
	return d, nil
}

// texts returns every text; nil for one that an entry does not have.
func (d *Dictionary) texts() (all []campaign.Text) {
	for _, w := range d.entries {
		all = append(all, w.Title, w.Text, w.Absent)
	}
	return all
}

// Fill replaces what is in braces in every text in a language.
func (d *Dictionary) Fill(language string, placeholders ...string) {
	replacer := strings.NewReplacer(placeholders...)
	for _, text := range d.texts() {
		if s, ok := text[language]; ok {
			text[language] = replacer.Replace(s)
		}
	}
}

// Note returns a text that belongs to no field.
func (d *Dictionary) Note(name string) campaign.Text { return d.words("note." + name).Text }

// File returns the words of a file.
func (d *Dictionary) File(name string) Words { return d.words("file." + name) }

// words returns the first entry that exists of some keys.
func (d *Dictionary) words(keys ...string) Words {
	d.mutex.Lock()
	defer d.mutex.Unlock()
	for _, key := range keys {
		if w := d.entries[key]; w != nil {
			d.asked[key] = true
			return *w
		}
	}
	d.wrong = append(d.wrong, fmt.Errorf("dictionary.toml: missing %s; add its words", keys[len(keys)-1]))
	return Words{}
}

// Err returns what has no words, and which words nothing uses.
func (d *Dictionary) Err() error {
	wrong := slices.Clone(d.wrong)
	for _, key := range slices.Sorted(maps.Keys(d.entries)) {
		if !d.asked[key] {
			wrong = append(wrong, fmt.Errorf("dictionary.toml: unused %s; remove it", key))
		}
	}
	return errors.Join(wrong...)
}
