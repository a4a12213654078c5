// Package spreadsheet writes the record as a workbook for staff, one sheet a kind and one row a record, and reads it back. Sheets and
// columns follow from the types of the record, so that a new key has its column by itself.
package spreadsheet

import (
	"path"
	"reflect"
	"slices"
	"strings"

	"declarationwatch/tools/internal/campaign"
)

// sheet is the table of one kind of record.
type sheet struct {
	name    string
	file    campaign.DataFile
	steps   []string // the keys of the arrays that lead to a record from the top of its file; none where the file is the record
	under   *sheet   // the records that these are part of; nil where that is the file
	columns []column
}

// column is one value of a record.
type column struct {
	name     string
	path     []string // keys below the record; none for a record that is only a text
	typ      reflect.Type
	language string // of a text, which has a column for each
	required bool
}

// The columns of every sheet that are no key of the record.
const (
	fileColumn   = "file"
	underColumn  = "under"
	removeColumn = "remove"
	rowColumn    = "row"
)

var textType = reflect.TypeFor[campaign.Text]()

// schema returns every sheet of the record, a record's before those of its parts. Releases are written by their own command.
func schema(languages []string) []*sheet {
	var out []*sheet
	for _, f := range campaign.DataFiles() {
		if f.Path == "data/releases.toml" {
			continue
		}
		name := strings.TrimSuffix(path.Base(f.Path), ".toml")
		s := &sheet{name: name, file: f}
		if list, ok := onlyList(f.Content); ok {
			s.steps = []string{list.Tag.Get("toml")}
			out = append(out, s.fill(list.Type.Elem(), languages)...)
		} else {
			out = append(out, s.fill(f.Content, languages)...)
		}
	}
	return out
}

// onlyList returns the list that is everything in a file of many records.
func onlyList(t reflect.Type) (reflect.StructField, bool) {
	if t.NumField() != 1 {
		return reflect.StructField{}, false
	}
	return t.Field(0), isTables(t.Field(0).Type)
}

// isTables reports whether a type is a list of records or texts, which are rows of a sheet of their own.
func isTables(t reflect.Type) bool {
	return t.Kind() == reflect.Slice && (t.Elem().Kind() == reflect.Struct || t.Elem() == textType)
}

// fill adds the columns of a type, and returns the sheet with those of its parts.
func (s *sheet) fill(t reflect.Type, languages []string) []*sheet {
	out := []*sheet{s}
	if t == textType {
		s.texts(nil, true, languages)
		return out
	}
	for _, f := range keys(t, nil) {
		switch {
		case isTables(f.typ):
			part := &sheet{name: s.name + "." + f.name, file: s.file, steps: append(slices.Clone(s.steps), f.path...)}
			if len(s.steps) > 0 {
				part.under = s
			}
			out = append(out, part.fill(f.typ.Elem(), languages)...)
		case f.typ == textType:
			s.texts(f.path, f.required, languages)
		default:
			s.columns = append(s.columns, f)
		}
	}
	return out
}

// texts adds the columns of a text; only the source language, the first, can be required.
func (s *sheet) texts(path []string, required bool, languages []string) {
	for i, language := range languages {
		name := strings.Join(append(slices.Clone(path), language), ".")
		s.columns = append(s.columns, column{name, path, textType, language, required && i == 0})
	}
}

// keys returns the keys of a struct in their order, with those of the tables in it.
func keys(t reflect.Type, above []string) (out []column) {
	for f := range t.Fields() {
		name := f.Tag.Get("toml")
		if name == "" || name == "-" {
			continue
		}
		below := append(slices.Clone(above), name)
		if f.Type.Kind() == reflect.Struct {
			out = append(out, keys(f.Type, below)...)
			continue
		}
		required := f.Tag.Get("required") == "true" && len(above) == 0
		out = append(out, column{strings.Join(below, "."), below, f.Type, "", required})
	}
	return out
}

// header returns the names of all columns of a sheet.
func (s *sheet) header() []string {
	out := []string{fileColumn}
	if s.under != nil {
		out = append(out, underColumn)
	}
	for _, c := range s.columns {
		out = append(out, c.name)
	}
	return append(out, removeColumn, rowColumn)
}

// column returns the index of a column by its name, or -1.
func (s *sheet) column(name string) int {
	return slices.IndexFunc(s.columns, func(c column) bool { return c.name == name })
}

// choices returns what a cell of the column can contain: the ids of the record or a closed list; nil where it is free.
func (c column) choices(record *campaign.Campaign) []string {
	t := c.typ
	if t.Kind() == reflect.Slice {
		t = t.Elem()
	}
	if c.name == "id" || c.language != "" {
		return nil
	}
	switch v := zero(t).(type) {
	case campaign.Choice:
		return v.Choices()
	case campaign.StatusID:
		return statuses(record)
	case campaign.Reference:
		ids := record.IDs(v.RefersTo())
		slices.Sort(ids)
		return ids
	}
	if c.scalar().Kind() == reflect.Bool {
		return []string{"true", "false"}
	}
	return nil
}

// statuses returns the ids of the vocabulary in its own order.
func statuses(record *campaign.Campaign) (out []string) {
	for _, s := range record.Vocabulary.Ordered() {
		out = append(out, string(s.ID))
	}
	return out
}

// scalar returns the type of the column's value, which may be optional.
func (c column) scalar() reflect.Type {
	if c.typ.Kind() == reflect.Pointer {
		return c.typ.Elem()
	}
	return c.typ
}

// many reports whether a cell contains a list.
func (c column) many() bool { return c.typ.Kind() == reflect.Slice }

// zero returns the zero value of a type.
func zero(t reflect.Type) any { return reflect.Zero(t).Interface() }
