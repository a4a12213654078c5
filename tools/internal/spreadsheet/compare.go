package spreadsheet

import (
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/diag"
)

// Import is what a workbook changes in the record, and what of it is refused.
type Import struct {
	Problems []Problem
	Missing  int // rows of the record that the sheets do not have; they stay
	record   *Record
	exported map[string]*row // by file and key; by file and sum, for rows that have moved in their file; by sum
	changes  []*change
	added    []*addition
	removed  []*removal
}

// change is a cell with another value.
type change struct {
	*row
	column
	cell     string
	old, new string
	value    any // nil removes the key
}

// addition is a new row.
type addition struct {
	*sheet
	file, under string
	cells       []string
	values      []any
	cell        func(column int) string // by its index among the columns of the sheet; -1 for the row
	at          []any                   // the path in the file, once it is written
}

// removal is a row to be removed.
type removal struct {
	*row
	cell string
}

// begin returns an import of nothing yet.
func (r *Record) begin() *Import {
	in := &Import{record: r, exported: map[string]*row{}}
	for s, rows := range r.rows {
		for _, x := range rows {
			key := x.key()
			_, exported, _ := strings.Cut(key, " ")
			in.exported[s.name+" "+x.file+" "+key] = x
			in.exported[s.name+" "+x.file+" "+exported] = x
			in.exported[anywhere(s, exported)] = x
		}
	}
	return in
}

func (in *Import) problem(cell, message, hint string) {
	in.Problems = append(in.Problems, Problem{cell, message, hint})
}

// Empty reports whether nothing changes.
func (in *Import) Empty() bool { return len(in.changes)+len(in.added)+len(in.removed) == 0 }

// layout is where the columns of a sheet are in a table.
type layout struct {
	*sheet
	table
	columns []int // of the sheet's own, their places in the table; -1 where it has none
	file    int
	under   int
	remove  int
	row     int
	seen    map[*row]string
}

// compare adds what a table changes.
func (in *Import) compare(s *sheet, t table) {
	l, ok := in.layout(s, t)
	if !ok {
		return
	}
	for i := 1; i < len(t.lines); i++ {
		line := line{l, i}
		switch {
		case line.empty():
		case line.text(l.row) == "":
			in.add(line)
		default:
			in.known(line)
		}
	}
	in.Missing += len(in.record.rows[s]) - len(l.seen)
}

// layout finds the columns by the head of a table.
func (in *Import) layout(s *sheet, t table) (l layout, ok bool) {
	l = layout{sheet: s, table: t, file: -1, under: -1, remove: -1, row: -1, seen: map[*row]string{}}
	l.columns = make([]int, len(s.columns))
	for i := range l.columns {
		l.columns[i] = -1
	}
	if len(t.lines) == 0 {
		return l, false
	}
	before := len(in.Problems)
	for i, name := range t.lines[0] {
		name = strings.TrimSpace(name)
		place := l.place(name)
		switch {
		case name == "" && !slices.ContainsFunc(t.lines, func(line []string) bool { return i < len(line) && line[i] != "" }):
		case place == nil:
			in.problem(t.cell(i, 0), fmt.Sprintf("unknown column %q", name), diag.Suggest(name, s.header()))
		case *place >= 0:
			in.problem(t.cell(i, 0), fmt.Sprintf("duplicate column %q", name), "")
		default:
			*place = i
		}
	}
	for name, place := range map[string]int{fileColumn: l.file, rowColumn: l.row} {
		if place < 0 {
			in.problem(t.cell(0, 0), fmt.Sprintf("missing column %q, by which rows are known", name), "export again, and copy your changes into that")
		}
	}
	return l, len(in.Problems) == before
}

// place returns where the place of a column is kept; nil for one that the sheet does not have.
func (l *layout) place(name string) *int {
	switch i := l.sheet.column(name); {
	case i >= 0:
		return &l.columns[i]
	case name == fileColumn:
		return &l.file
	case name == underColumn && l.sheet.under != nil:
		return &l.under
	case name == removeColumn:
		return &l.remove
	case name == rowColumn:
		return &l.row
	}
	return nil
}

// line is one line of a table.
type line struct {
	layout
	n int
}

// text returns a cell by its place in the table; "" where the table has none.
func (x line) text(place int) string {
	if place < 0 || place >= len(x.lines[x.n]) {
		return ""
	}
	return x.lines[x.n][place]
}

func (x line) at(place int) string { return x.table.cell(max(place, 0), x.n) }

// empty reports whether nothing is in a line.
func (x line) empty() bool {
	return !slices.ContainsFunc(x.lines[x.n], func(text string) bool { return strings.TrimSpace(text) != "" })
}

// moveHint is how a record is moved.
const moveHint = "to move it, add a new row and write yes in the column remove of this one"

// anywhere returns the key of a row in any file.
func anywhere(s *sheet, exported string) string { return s.name + " * " + exported }

// known compares a line with the row of the record that it was.
func (in *Import) known(x line) {
	key := strings.TrimSpace(x.text(x.layout.row))
	place, exported, ok := strings.Cut(key, " ")
	if !ok {
		in.problem(x.at(x.layout.row), fmt.Sprintf("invalid value %q in column %q", key, rowColumn), "leave it as the export has it; for a new row, empty it")
		return
	}
	file := "data/" + strings.TrimSpace(x.text(x.file))
	found := in.find(x.sheet, file, place, exported)
	switch {
	case found == nil && in.exported[anywhere(x.sheet, exported)] != nil:
		other := strings.TrimPrefix(in.exported[anywhere(x.sheet, exported)].file, "data/")
		in.problem(x.at(x.file), fmt.Sprintf("%q must be %q: a row stays in its file", fileColumn, other), moveHint)
		return
	case found == nil && x.sum() == exported:
		return // not changed here; the record has a newer version
	case found == nil:
		in.problem(x.at(x.layout.row), "the record has changed in this row since the export",
			"export again, and copy your changes into that")
		return
	case x.seen[found] != "":
		in.problem(x.at(x.layout.row), "same row as "+x.seen[found], "for a new row, empty this cell")
		return
	case x.under >= 0 && strings.TrimSpace(x.text(x.under)) != found.under:
		in.problem(x.at(x.under), fmt.Sprintf("%q must be %q: a row stays where it is", underColumn, found.under), moveHint)
		return
	}
	x.seen[found] = x.at(x.layout.row)
	if in.removes(x) {
		in.removed = append(in.removed, &removal{found, x.at(x.remove)})
		return
	}
	in.cells(x, found)
}

// removes reports whether a line is marked to be removed.
func (in *Import) removes(x line) bool {
	switch mark := strings.ToLower(strings.TrimSpace(x.text(x.remove))); mark {
	case "":
		return false
	case "yes":
		return true
	default:
		in.problem(x.at(x.remove), fmt.Sprintf("%q must be yes, or empty", mark), "")
		return false
	}
}

// find returns the row of the record that a line was exported from and that is still the same; where that has moved in its file,
// by its sum.
func (in *Import) find(s *sheet, file, place, exported string) *row {
	of := s.name + " " + file + " "
	if x := in.exported[of+place+" "+exported]; x != nil {
		return x
	}
	return in.exported[of+exported]
}

// sum returns that of a line's cells; "" where the table lacks some.
func (x line) sum() string {
	if slices.Contains(x.columns, -1) {
		return ""
	}
	cells := make([]string, len(x.columns))
	for i, place := range x.columns {
		cells[i] = x.text(place)
	}
	return sum(cells)
}

// cells compares the cells of a line with a row.
func (in *Import) cells(x line, found *row) {
	for i, place := range x.columns {
		text := x.text(place)
		if place < 0 || text == found.cells[i] {
			continue
		}
		c := found.sheet.columns[i]
		value, ok := in.value(x, c, place)
		if !ok || c.format(value) == found.cells[i] {
			continue
		}
		if value == nil && c.required {
			in.problem(x.at(place), fmt.Sprintf("missing %q", c.name), "write a value, or remove the row: yes in the column remove")
			continue
		}
		in.changes = append(in.changes, &change{found, c, x.at(place), found.cells[i], c.format(value), value})
	}
}

// value returns what a cell means.
func (in *Import) value(x line, c column, place int) (any, bool) {
	if odd := x.odd(place, x.n); odd != "" {
		in.problem(x.at(place), odd, "")
		return nil, false
	}
	value, err := c.parse(x.text(place))
	if err != nil {
		in.problem(x.at(place), err.Error(), "")
	}
	if text, ok := value.(string); ok && c.language != "" {
		value = map[string]any{c.language: text}
	}
	return value, err == nil
}

// add takes a line as a new row.
func (in *Import) add(x line) {
	if in.removes(x) {
		return
	}
	a := &addition{sheet: x.sheet, file: "data/" + strings.TrimSpace(x.text(x.file)), under: strings.TrimSpace(x.text(x.under)),
		cell: func(column int) string {
			if column < 0 {
				return x.at(x.file)
			}
			return x.at(x.columns[column])
		}}
	before := len(in.Problems)
	if why := in.misplaced(a); why != "" {
		in.problem(x.at(x.file), why, "")
	}
	if a.sheet.under != nil && a.under == "" {
		in.problem(x.at(x.under), fmt.Sprintf("missing %q: what the new row is part of", underColumn), "")
	}
	for i, c := range x.sheet.columns {
		var value any
		if x.columns[i] >= 0 {
			value, _ = in.value(x, c, x.columns[i])
		}
		if value == nil && c.required && strings.TrimSpace(x.text(x.columns[i])) == "" {
			in.problem(x.at(x.columns[i]), fmt.Sprintf("missing %q in a new row", c.name), "write a value, or clear the whole row")
		}
		a.values, a.cells = append(a.values, value), append(a.cells, c.format(value))
	}
	if len(in.Problems) == before {
		in.added = append(in.added, a)
	}
}

// misplaced returns why a new row cannot be in the file that it names; "" where it can.
func (in *Import) misplaced(a *addition) string {
	stem, toml := strings.CutSuffix(path.Base(a.file), ".toml")
	switch {
	case !a.sheet.file.Contains(a.file) || a.file != path.Clean(a.file):
		return fmt.Sprintf("invalid file %q; use %s", strings.TrimPrefix(a.file, "data/"), in.example(a.sheet))
	case strings.HasSuffix(a.sheet.file.Path, "/") && (!toml || !campaign.ID(stem).Valid()):
		return fmt.Sprintf("invalid name %q; use lower-case letters, digits and single hyphens", stem)
	case len(a.sheet.steps) == 0 && slices.Contains(in.record.Files, a.file):
		return fmt.Sprintf("file %q exists; choose another name", strings.TrimPrefix(a.file, "data/"))
	}
	return ""
}

// example returns the form of a sheet's files.
func (in *Import) example(s *sheet) string {
	if name := strings.TrimPrefix(s.file.Path, "data/"); !strings.HasSuffix(name, "/") {
		return strconv.Quote(name)
	}
	return fmt.Sprintf("the form %sNAME.toml", strings.TrimPrefix(s.file.Path, "data/"))
}
