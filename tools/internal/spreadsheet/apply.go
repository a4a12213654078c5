package spreadsheet

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/edit"
	"declarationwatch/tools/internal/source"
)

// Apply makes the changes. What cannot be written becomes a problem.
func (in *Import) Apply(changes *edit.Changes) {
	for _, file := range in.files() {
		if err := changes.Edit(file, in.head(file), func(t *edit.Text) error {
			in.apply(file, t)
			return nil
		}); err != nil {
			in.problem(in.first(file), err.Error(), "")
		}
	}
}

// files returns the files that change, sorted.
func (in *Import) files() []string {
	names := map[string]bool{}
	for _, c := range in.changes {
		names[c.file] = true
	}
	for _, a := range in.added {
		names[a.file] = true
	}
	for _, r := range in.removed {
		names[r.file] = true
	}
	return slices.Sorted(maps.Keys(names))
}

// first returns a cell that changes a file.
func (in *Import) first(file string) string {
	for _, c := range in.changes {
		if c.file == file {
			return c.cell
		}
	}
	for _, a := range in.added {
		if a.file == file {
			return a.cell(-1)
		}
	}
	for _, r := range in.removed {
		if r.file == file {
			return r.cell
		}
	}
	return file
}

// head returns how a new file begins; one that is a record begins with its keys.
func (in *Import) head(file string) string {
	for _, a := range in.added {
		if a.file == file && len(a.steps) == 0 {
			return "# " + a.sheet.nameOf(a.cells) + "\n\n" + a.table(in.record).String()
		}
	}
	return "# " + strings.TrimPrefix(file, "data/") + "\n"
}

// apply edits one file: cells first, since later edits move rows, then new rows, then those to be removed from the end.
func (in *Import) apply(file string, t *edit.Text) {
	for _, c := range in.changes {
		if c.file == file {
			if err := in.set(t, c); err != nil {
				in.problem(c.cell, err.Error(), "edit the file by hand")
			}
		}
	}
	for _, a := range in.added {
		if a.file == file {
			if err := in.append(t, a); err != nil {
				in.problem(a.cell(-1), err.Error(), "")
			}
		}
	}
	gone := slices.DeleteFunc(slices.Clone(in.removed), func(r *removal) bool { return r.file != file })
	slices.SortFunc(gone, func(a, b *removal) int { return slices.Compare(b.index, a.index) })
	for _, r := range gone {
		if err := remove(t, r.row); err != nil {
			in.problem(r.cell, err.Error(), "edit the file by hand")
		}
	}
}

// remove removes a row. A file that is one record is removed by git alone.
func remove(t *edit.Text, r *row) error {
	if len(r.at) == 0 {
		return fmt.Errorf("%s is a file of its own; delete the file", r)
	}
	return t.Remove(r.at...)
}

// set writes the value of a cell.
func (in *Import) set(t *edit.Text, c *change) error {
	path := slices.Clone(c.at)
	for _, step := range c.column.path {
		path = append(path, step)
	}
	switch {
	case c.language != "" && c.value == nil:
		return in.withoutLanguage(t, c, path)
	case c.language != "" && t.Value(path...) == nil:
		return t.Set(edit.Table{{Key: c.language, Value: c.new}}, path...)
	case c.language != "":
		return t.Set(c.new, append(path, c.language)...)
	case c.value == nil:
		return t.Remove(path...)
	case c.many():
		return setList(t, path, c.value.([]any))
	}
	return t.Set(c.value, path...)
}

// setList changes only the elements that differ, so that comments between the others stay.
func setList(t *edit.Text, path []any, list []any) error {
	if old := source.Elements(t.Value(path...)); len(old) > 0 && len(list) >= len(old) {
		for i, v := range list {
			if i < len(old) && fmt.Sprint(old[i]) == fmt.Sprint(v) {
				continue
			}
			if err := t.Set(v, append(slices.Clone(path), i)...); err != nil {
				return err
			}
		}
		return nil
	}
	if strings.Contains(t.Written(path...), "#") {
		return fmt.Errorf("the list has comments, which would be lost")
	}
	return t.Set(list, path...)
}

// withoutLanguage removes one language of a text, and the text with its last.
func (in *Import) withoutLanguage(t *edit.Text, c *change, path []any) error {
	old, _ := t.Value(path...).(map[string]any)
	var left edit.Table
	for _, language := range in.record.languages() {
		if text, ok := old[language]; ok && language != c.language {
			left = append(left, edit.Field{Key: language, Value: text})
		}
	}
	if len(left) == 0 && len(c.column.path) > 0 {
		return t.Remove(path...)
	}
	return t.Set(left, path...)
}

// append writes a new row at the end of what it is part of.
func (in *Import) append(t *edit.Text, a *addition) error {
	if len(a.steps) == 0 {
		return nil // the file begins with it
	}
	above, steps := []any{}, a.steps
	if a.sheet.under != nil {
		above = in.parent(a)
		if above == nil {
			return fmt.Errorf("nothing in %s is called %q", a.file, a.under)
		}
		steps = steps[len(a.sheet.under.steps):]
	}
	path := slices.Clone(above)
	for _, step := range steps {
		path = append(path, step)
	}
	a.at = append(slices.Clone(path), len(source.Elements(t.Value(path...))))
	if a.columns[0].typ == textType && len(a.columns[0].path) == 0 {
		return t.Set(a.table(in.record), a.at...)
	}
	return t.Append(a.table(in.record), path...)
}

// parent returns the path of what a new row is part of; nil where there is no such row, or more than one.
func (in *Import) parent(a *addition) (found []any) {
	n := 0
	for _, x := range in.record.rows[a.sheet.under] {
		if x.file == a.file && x.name == a.under {
			found, n = x.at, n+1
		}
	}
	for _, x := range in.added {
		if x.sheet == a.sheet.under && x.file == a.file && x.at != nil && x.sheet.nameOf(x.cells) == a.under {
			found, n = x.at, n+1
		}
	}
	if n != 1 {
		return nil
	}
	return found
}

// table returns a new row as TOML has it.
func (a *addition) table(r *Record) edit.Table {
	var out edit.Table
	for i, c := range a.columns {
		if value := a.values[i]; value != nil {
			out = put(out, c.path, c.language, value, a.cells[i])
		}
	}
	return out
}

// put adds a value at a path of keys to a table.
func put(t edit.Table, path []string, language string, value any, text string) edit.Table {
	if language != "" {
		path, value = append(slices.Clone(path), language), text
	}
	if len(path) == 1 {
		return append(t, edit.Field{Key: path[0], Value: value})
	}
	for i := range t {
		if inner, ok := t[i].Value.(edit.Table); ok && t[i].Key == path[0] {
			t[i].Value = put(inner, path[1:], "", value, text)
			return t
		}
	}
	return append(t, edit.Field{Key: path[0], Value: put(nil, path[1:], "", value, text)})
}

// Locate returns the cell that wrote a line of a changed file, so that what the check reports of it names the cell; "" where no
// cell did.
func (in *Import) Locate(changes *edit.Changes, at diag.Position) string {
	for _, r := range in.removed {
		if r.file == at.File {
			return "" // rows below it have moved
		}
	}
	raw, err := changes.Read(at.File)
	if err != nil {
		return ""
	}
	t, err := edit.Parse(at.File, raw)
	if err != nil {
		return ""
	}
	for _, c := range in.changes {
		path := slices.Clone(c.at)
		for _, step := range c.column.path {
			path = append(path, step)
		}
		if c.file == at.File && t.At(path...).Line == at.Line {
			return c.cell
		}
	}
	for _, a := range in.added {
		if a.file == at.File {
			if cell := a.locate(t, at.Line); cell != "" {
				return cell
			}
		}
	}
	return ""
}

// locate returns the cell of a new row that wrote a line.
func (a *addition) locate(t *edit.Text, line int) string {
	for i, c := range a.columns {
		path := slices.Clone(a.at)
		for _, step := range c.path {
			path = append(path, step)
		}
		if a.values[i] != nil && t.At(path...).Line == line {
			return a.cell(i)
		}
	}
	if len(a.at) > 0 && t.At(a.at...).Line == line {
		return a.cell(-1)
	}
	return ""
}
