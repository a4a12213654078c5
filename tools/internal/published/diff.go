package published

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"declarationwatch/tools/internal/campaign"
)

// Difference is what changed from one edition to another, and the object that "diff -format json" prints. Every list is
// there, also where it is empty. It comes from comparing every field of the dictionary: a field that an edition does not
// have is not compared. Addresses, the day, and what follows from other fields are not compared either.
type Difference struct {
	Before   Side      `json:"before"`
	After    Side      `json:"after"`
	Sections []Section `json:"sections"` // those with a change, in the order of the dictionary

	source string                              // the language of titles and summaries
	names  map[campaign.Kind]map[string]string // what to call the records that ids name
	urls   map[string]string                   // of sources, by id
}

// Side is one of two editions.
type Side struct {
	Name   string        `json:"name"`
	Commit string        `json:"commit,omitempty"`
	AsOf   campaign.Date `json:"as_of"` // the day at whose end it was read
}

// Section is the changes of one kind of record.
type Section struct {
	Object string `json:"object"` // its name in the dictionary: signatory, cell, pledge, ...
	Items  []Item `json:"items"`  // in the order of the newer edition; what is gone comes first

	object *Object
	title  string // what to call several records
}

// Item is a record that was added, is gone or has changed.
type Item struct {
	Change     string        `json:"change"` // added, gone, changed, corrected; of a government also endorsed, withdrew, suspended
	ID         string        `json:"id"`
	Title      string        `json:"title"`
	Signatory  string        `json:"signatory,omitempty"`
	Commitment string        `json:"commitment,omitempty"`
	Status     string        `json:"status,omitempty"`
	Date       campaign.Date `json:"date,omitempty"` // of a cell, or of a government that joined or left: since when
	Why        string        `json:"why,omitempty"`  // of a cell: the report or pledge that its status comes from
	Evidence   []string      `json:"evidence"`       // ids; of a cell, those of that report or pledge
	Permalink  string        `json:"permalink"`      // "" for what is gone
	Fields     []FieldChange `json:"fields"`         // of one that both editions have

	Precision campaign.Precision `json:"-"` // of the date on which a government joined
}

// FieldChange is a field with what it contained; "" for nothing. A list is one text.
type FieldChange struct {
	Field    string `json:"field"`              // with a key after a colon where it counts: "cells_by_status:reversed"
	Language string `json:"language,omitempty"` // of a text
	From     string `json:"from"`
	To       string `json:"to"`

	field *Field
	key   string
}

const (
	// Added is the change of a record that the older edition does not have.
	Added   = "added"
	gone    = "gone"
	changed = "changed"
)

// comparison is two editions on their way to a Difference.
type comparison struct {
	*Difference
	record        *Object
	before, after objects
	known         [2]map[string]bool // sources that each edition lists; nil where it lists none
}

// Compare compares two editions, which it only reads. Words are in the source language where an edition has it.
func Compare(before, after *Edition, source string) *Difference {
	c := &comparison{
		Difference: &Difference{
			Before: Side{Name: before.Name, Commit: before.Commit, AsOf: before.AsOf},
			After:  Side{Name: after.Name, Commit: after.Commit, AsOf: after.AsOf},
			names:  map[campaign.Kind]map[string]string{}, urls: map[string]string{}, Sections: []Section{}, source: source,
		},
		record: definitions().Record(),
	}
	c.before, c.after = objects{}.collect(c.record, before.tree, ""), objects{}.collect(c.record, after.tree, "")
	for i, side := range []objects{c.before, c.after} {
		side.each(func(o *Object, x object) { c.note(i, o, x) })
	}
	all := c.record.Inside()
	for _, o := range all[1:] {
		s := Section{Object: o.Name, object: o, title: listOf(all, o), Items: c.items(o)}
		if len(s.Items) > 0 {
			first := []string{Added, gone} // those that come first, last of all
			slices.SortStableFunc(s.Items, func(a, b Item) int { return slices.Index(first, b.Change) - slices.Index(first, a.Change) })
			c.Sections = append(c.Sections, s)
		}
	}
	return c.Difference
}

// listOf returns the title of the first list that records of a kind are in.
func listOf(all []*Object, o *Object) string {
	for _, owner := range all {
		for _, f := range owner.Fields {
			if f.Object == o {
				return strings.ToLower(f.Title[written])
			}
		}
	}
	return o.Name
}

// note remembers what to call a record.
func (c *comparison) note(side int, o *Object, x object) {
	id := x.text("id")
	if o.Kind != "" {
		if c.names[o.Kind] == nil {
			c.names[o.Kind] = map[string]string{}
		}
		c.names[o.Kind][id] = c.title(o, x)
	}
	if o.Kind == campaign.KindEvidence {
		if c.known[side] == nil {
			c.known[side] = map[string]bool{}
		}
		c.known[side][id] = true
		c.urls[id] = x.text("permalink")
	}
}

// words returns a text in the source language, or in the language that comes first.
func (c *comparison) words(v any) string {
	text, _ := v.(map[string]any)
	for _, language := range append([]string{c.source}, slices.Sorted(maps.Keys(text))...) {
		if s := plain(text[language]); s != "" {
			return s
		}
	}
	return ""
}

// title returns the first text of a record.
func (c *comparison) title(o *Object, x object) string {
	for _, f := range o.Fields {
		switch f.Type.Name {
		case textType.Name:
			return c.words(x[f.Name])
		case stringType.Name:
			return x.text(f.Name)
		}
	}
	return ""
}

// items returns the changes of the records of one kind. Records in a list that one edition does not have are not compared.
func (c *comparison) items(o *Object) []Item {
	var before, after []object
	for _, path := range slices.Sorted(maps.Keys(c.after[o])) {
		if found, ok := c.before[o][path]; ok {
			before, after = append(before, found...), append(after, c.after[o][path]...)
		}
	}
	var out []Item
	for _, p := range match(o, before, after, c.source) {
		_, named := p.either()["id"]
		switch {
		case p.before != nil && p.after != nil:
			if fields := c.fields(o, p.before, p.after); fields != nil {
				out = append(out, c.changed(o, p, fields))
			}
		case !named: // a cell, which comes and goes with its government or commitment
		case p.before == nil:
			x := c.item(o, Added, p.after, 1)
			if x.Date == "" {
				x.Date, x.Precision = since(p.after)
			}
			out = append(out, x)
			if until := p.after.text("until"); until != "" { // a government that joined and left again is two lines of news
				x.Change, x.Date, x.Precision = p.after.text("membership"), campaign.Date(until), ""
				out = append(out, x)
			}
		default:
			x := c.item(o, gone, p.before, 0)
			x.Permalink = ""
			out = append(out, x)
		}
	}
	return out
}

func (c *comparison) item(o *Object, change string, x object, side int) Item {
	return Item{
		Change: change, ID: x.text("id"), Title: c.title(o, x), Signatory: x.text("signatory"), Commitment: x.text("commitment"),
		Status: x.text("status"), Date: campaign.Date(x.text("date")), Evidence: c.ids(campaign.KindEvidence, x["evidence"], side),
		Permalink: x.text("permalink"), Fields: []FieldChange{},
	}
}

// since returns when a government joined, and how exact that is.
func since(x object) (campaign.Date, campaign.Precision) {
	return campaign.Date(x.text("since")), campaign.Precision(x.text("precision"))
}

// changed returns the item of a record that both editions have.
func (c *comparison) changed(o *Object, p pair, fields []FieldChange) Item {
	x := c.item(o, changed, p.after, 1)
	x.Fields = fields
	for _, f := range fields {
		switch {
		case f.Field == "membership" || c.again(&f):
			x.Change, x.Date = p.after.text("membership"), campaign.Date(p.after.text("until"))
			if x.Date == "" { // it came back
				x.Date, x.Precision = since(p.after)
			}
			before := c.ids(campaign.KindEvidence, p.before["evidence"], 0)
			if later := slices.DeleteFunc(slices.Clone(x.Evidence), func(id string) bool { return slices.Contains(before, id) }); len(later) > 0 {
				x.Evidence = later
			}
		case f.Field == "corrected" && f.To == "true":
			x.Change = "corrected"
		}
	}
	if _, named := p.after["id"]; !named {
		x.Date = campaign.Date(p.after.text("since"))
		why := reason(p.after)
		x.Why, x.Evidence = c.words(why["summary"]), c.ids(campaign.KindEvidence, why["evidence"], 1)
	}
	return x
}

// again reports whether a government left and came back between two editions, or came back and left, so that its membership is the
// same in both: the day of it is later than the older edition. An earlier day is a correction.
func (c *comparison) again(f *FieldChange) bool {
	day := campaign.Date(f.To)
	return (f.Field == "since" || f.Field == "until") && day.Valid() && c.Before.AsOf.Valid() && day.First().After(c.Before.AsOf.First())
}

// fields compares two states of a record field by field.
func (c *comparison) fields(o *Object, before, after object) []FieldChange {
	var out []FieldChange
	for i := range o.Fields {
		f := &o.Fields[i]
		b, inBefore := before[f.Name]
		a, inAfter := after[f.Name]
		if f.Name == "id" || f.Object != nil || f.diff == "-" || !f.Optional && !(inBefore && inAfter) {
			continue
		}
		add := func(language, key, from, to string) {
			name := f.Name
			if key != "" {
				name += ":" + key
			}
			unknown := !f.Optional && f.Absent == nil && (from == "" || to == "") && language == "" && !f.List
			if from != to && !unknown {
				out = append(out, FieldChange{name, language, from, to, f, key})
			}
		}
		if f.List {
			add("", "", strings.Join(c.ids(f.Refers, b, 0), ", "), strings.Join(c.ids(f.Refers, a, 1), ", "))
			continue
		}
		from, _ := b.(map[string]any)
		to, _ := a.(map[string]any)
		if from == nil && to == nil {
			add("", "", plain(b), plain(a))
		}
		keys := map[string]any{}
		maps.Copy(keys, from)
		maps.Copy(keys, to)
		for _, key := range slices.Sorted(maps.Keys(keys)) {
			if f.Type.Name == textType.Name {
				add(key, "", plain(from[key]), plain(to[key]))
			} else {
				add("", key, cmp.Or(plain(from[key]), "0"), cmp.Or(plain(to[key]), "0"))
			}
		}
	}
	return out
}

// ids returns the ids in a list, without those of sources that the edition does not list: the id of a source that is not
// shown would reveal it.
func (c *comparison) ids(kind campaign.Kind, v any, side int) []string {
	values, _ := v.([]any)
	out := []string{}
	for _, x := range values {
		if id := plain(x); kind != campaign.KindEvidence || c.known[side] == nil || c.known[side][id] {
			out = append(out, id)
		}
	}
	return out
}
