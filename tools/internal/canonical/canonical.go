// Package canonical writes files of data/ in one form: keys in the order of their record, one way of quotes and spacing. Values,
// comments and the order of tables stay; each result is read again to prove it.
package canonical

import (
	"fmt"
	"io/fs"
	"reflect"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/edit"
	"declarationwatch/tools/internal/locale"
)

// File is a file that was formatted.
type File struct {
	Name string
	Old  []byte
	New  []byte
}

// Differs reports whether the file is in another form.
func (f File) Differs() bool { return string(f.Old) != string(f.New) }

// Read formats a file of a project.
func Read(files fs.FS, name string, languages locale.Languages) (File, error) {
	old, err := fs.ReadFile(files, name)
	if err != nil {
		return File{}, err
	}
	text, err := Format(name, old, languages)
	return File{name, old, text}, err
}

// Format returns a file of data/ in its canonical form.
func Format(name string, raw []byte, languages locale.Languages) ([]byte, error) {
	f := formatter{content: contentOf(name), languages: languages}
	before, err := decode(string(raw))
	if err != nil {
		return nil, fmt.Errorf("%s: the file has mistakes; fix what check reports of it first", name)
	}
	text := strings.ReplaceAll(strings.TrimPrefix(string(raw), "\ufeff"), "\r\n", "\n")
	lines, err := f.scan(text)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	out := strings.Join(f.arrange(lines), "\n") + "\n"
	if after, err := decode(out); err != nil || !reflect.DeepEqual(before, after) || !slices.Equal(comments(lines), f.commentsOf(out)) {
		return nil, fmt.Errorf("%s: cannot be formatted without a change of what it means; format it by hand", name)
	}
	return []byte(out), nil
}

// contentOf returns the type of a file's content; nil for a file that is none of the record.
func contentOf(name string) reflect.Type {
	for _, f := range campaign.DataFiles() {
		if f.Contains(name) {
			return f.Content
		}
	}
	return nil
}

func decode(text string) (data map[string]any, err error) {
	_, err = toml.Decode(text, &data)
	return data, err
}

// formatter formats one file.
type formatter struct {
	content   reflect.Type
	languages locale.Languages
}

// arrange returns the lines of a file in canonical order. Keys change places only between empty lines.
func (f *formatter) arrange(items []item) (out []string) {
	at := f.content
	for from := 0; from < len(items); {
		to := from
		for to < len(items) && items[to].kind != blank && (onlyComments(items[from:to]) || !startsTable(items[to:])) {
			to++
		}
		if to == from { // an empty line
			from++
			continue
		}
		block := items[from:to]
		if head := slices.IndexFunc(block, func(i item) bool { return i.kind == header }); head >= 0 {
			at = typeAt(f.content, block[head].path)
		}
		if len(out) > 0 && (items[from-1].kind == blank || startsTable(block)) {
			out = append(out, "")
		}
		out = append(out, f.sorted(block, at)...)
		from = to
	}
	return out
}

// onlyComments reports whether items are nothing else; so also of none.
func onlyComments(items []item) bool {
	return !slices.ContainsFunc(items, func(i item) bool { return i.kind != comment })
}

// startsTable reports whether items begin with a header, or with the comments above one.
func startsTable(items []item) bool {
	for _, i := range items {
		if i.kind != comment {
			return i.kind == header
		}
	}
	return false
}

// sorted returns the lines of a block with its keys in the order of a type. Comments go with what is below them.
func (f *formatter) sorted(block []item, at reflect.Type) (lines []string) {
	type group struct {
		rank  []int
		lines []string
	}
	var groups []group
	var above []string
	for _, i := range block {
		above = append(above, i.text)
		if i.kind == header {
			lines, above = append(lines, above...), nil
		}
		if i.kind == pair {
			groups, above = append(groups, group{ranks(at, i.path), above}), nil
		}
	}
	slices.SortStableFunc(groups, func(a, b group) int { return slices.Compare(a.rank, b.rank) })
	for _, g := range groups {
		lines = append(lines, g.lines...)
	}
	return append(lines, above...)
}

// unknown is the rank of keys that a type does not have: behind all others.
const unknown = 1 << 16

// ranks returns the places of the keys of a path in their types.
func ranks(t reflect.Type, path []string) (out []int) {
	for _, name := range path {
		rank := unknown
		t, rank = field(t, name)
		out = append(out, rank)
	}
	return out
}

// field returns the type below a key of a struct, through lists, and its place; unknown where there is none.
func field(t reflect.Type, name string) (reflect.Type, int) {
	for t != nil && (t.Kind() == reflect.Slice || t.Kind() == reflect.Pointer) {
		t = t.Elem()
	}
	if t == nil || t.Kind() != reflect.Struct {
		return nil, unknown
	}
	for f := range t.Fields() {
		if f.Tag.Get("toml") == name {
			return f.Type, f.Index[0]
		}
	}
	return nil, unknown
}

func typeAt(t reflect.Type, path []string) reflect.Type {
	for _, name := range path {
		t, _ = field(t, name)
	}
	return t
}

func comments(items []item) (out []string) {
	for _, i := range items {
		out = append(out, i.comments...)
	}
	slices.Sort(out)
	return out
}

// commentsOf returns the comments of a text, sorted.
func (f *formatter) commentsOf(text string) []string {
	items, err := f.scan(text)
	if err != nil {
		return nil
	}
	return comments(items)
}

// Keep formats the changed files of data/ that had the canonical form before, or are new.
func Keep(project fs.FS, changes *edit.Changes, languages locale.Languages) error {
	for _, name := range changes.Names() {
		if contentOf(name) == nil || !changes.Exists(name) {
			continue
		}
		if old, err := Read(project, name, languages); err == nil && old.Differs() {
			continue
		}
		f, err := Read(changes.FS(), name, languages)
		if err != nil {
			return err
		}
		if f.Differs() {
			changes.Put(name, f.New)
		}
	}
	return nil
}
