package spreadsheet

import (
	"crypto/sha256"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/source"
)

// Record is the record as sheets.
type Record struct {
	*campaign.Campaign
	files  fs.FS
	sheets []*sheet
	rows   map[*sheet][]*row
}

// row is one record of a file.
type row struct {
	*sheet
	file  string
	at    []any    // the path of the record in its file
	index []int    // the indices of that path
	name  string   // what parts of it call it: its id or what else tells it from others
	under string   // the name of what it is part of
	cells []string // by column
}

// Read returns the record of a project, which must have passed the check.
func Read(files fs.FS, record *campaign.Campaign) (*Record, error) {
	r := &Record{Campaign: record, files: files, rows: map[*sheet][]*row{}}
	r.sheets = schema(r.languages())
	var problems diag.List
	for _, file := range record.Files {
		if slices.ContainsFunc(r.sheets, func(s *sheet) bool { return s.file.Contains(file) }) {
			data, _ := source.DecodeFile[map[string]any](files, file, &problems)
			for _, s := range r.sheets {
				if s.under == nil && s.file.Contains(file) {
					r.read(s, file, "", nil, nil, data)
				}
			}
		}
	}
	return r, problems.Err()
}

// languages returns those of the site, the source language first, and after them any other that a text of the record is in.
func (r *Record) languages() []string {
	all := []string{r.Languages.Source}
	add := func(language string) {
		if !slices.Contains(all, language) {
			all = append(all, language)
		}
	}
	for _, language := range r.Languages.All {
		add(language)
	}
	var more []string
	for _, doc := range r.Docs {
		for _, leaf := range doc.Leaves {
			if text, ok := leaf.Value.(campaign.Text); ok {
				for language := range text {
					more = append(more, language)
				}
			}
		}
	}
	slices.Sort(more)
	for _, language := range more {
		add(language)
	}
	return all
}

// read adds the rows of a sheet that are below a table of a file, with those of their parts.
func (r *Record) read(s *sheet, file, under string, at []any, index []int, table any) {
	steps := s.steps
	if s.under != nil {
		steps = steps[len(s.under.steps):]
	}
	if len(steps) == 0 {
		r.add(s, file, under, at, index, table)
		return
	}
	for _, step := range steps {
		at = append(slices.Clone(at), step)
	}
	for i, e := range source.Elements(below(table, steps)) {
		r.add(s, file, under, append(slices.Clone(at), i), append(slices.Clone(index), i), e)
	}
}

// add adds one row and its parts.
func (r *Record) add(s *sheet, file, under string, at []any, index []int, table any) {
	x := &row{sheet: s, file: file, at: at, index: index, under: under}
	for _, c := range s.columns {
		x.cells = append(x.cells, c.format(plain(below(table, c.path))))
	}
	x.name = s.nameOf(x.cells)
	r.rows[s] = append(r.rows[s], x)
	for _, part := range r.sheets {
		if part.under == s {
			r.read(part, file, x.name, at, index, table)
		}
	}
}

// nameOf returns what parts of a row call it: its id, or the first of its references to other records.
func (s *sheet) nameOf(cells []string) string {
	if i := s.column("id"); i >= 0 {
		return cells[i]
	}
	for i, c := range s.columns {
		if _, refers := zero(c.typ).(campaign.Reference); refers && cells[i] != "" {
			return cells[i]
		}
	}
	return ""
}

// key returns what the cell "row" contains: where the row was at the export, and a sum of its cells, by which an import knows what
// has changed since, on which side.
func (x *row) key() string {
	place := "-"
	if len(x.index) > 0 {
		numbers := make([]string, len(x.index))
		for i, n := range x.index {
			numbers[i] = strconv.Itoa(n + 1)
		}
		place = strings.Join(numbers, "/")
	}
	return place + " " + sum(x.cells)
}

// sum returns a short sum of cells.
func sum(cells []string) string {
	return fmt.Sprintf("%x", sha256.Sum256([]byte(strings.Join(cells, "\x00"))))[:12]
}

// values returns the cells of a row as its sheet has them.
func (x *row) values() []string {
	out := []string{strings.TrimPrefix(x.file, "data/")}
	if x.sheet.under != nil {
		out = append(out, x.under)
	}
	return append(append(out, x.cells...), "", x.key())
}

// String returns what a message calls the row.
func (x *row) String() string {
	parts := []string{x.file}
	if x.under != "" {
		parts = append(parts, x.under)
	}
	name := x.name
	if len(x.index) > 0 && (name == "" || x.sheet.column("id") < 0) {
		name = strings.TrimSpace(fmt.Sprintf("%s %d %s", x.sheet.steps[len(x.sheet.steps)-1], x.index[len(x.index)-1]+1, name))
	}
	return strings.TrimSpace(strings.Join(append(parts, name), " "))
}

// below returns the value at a path of keys; nil where there is none.
func below(data any, path []string) any {
	for _, step := range path {
		table, _ := data.(map[string]any)
		data = table[step]
	}
	return data
}

// plain returns an array as the one type that cells are made of.
func plain(data any) any {
	if list := source.Elements(data); list != nil {
		return list
	}
	return data
}
