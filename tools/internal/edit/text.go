// Package edit changes files of the record in place: a value, a key, a table. Comments, order, spacing and line endings of
// everything else stay to the byte. Each edit is proven: the file is read again, and must differ by that edit only.
package edit

import (
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/source"
)

// Text is a TOML file, or a page whose front matter is edited.
type Text struct {
	file string
	raw  string // without a byte order mark
	mark string // the byte order mark, if the file begins with one
	end  string // of a line: "\n" or "\r\n"
	doc  *source.Doc
	data map[string]any
}

const byteOrderMark = "\ufeff"

// ErrBroken is returned for a file that cannot be read without a mistake, and so not be edited.
var ErrBroken = errors.New("the file has mistakes; fix what check reports of it first")

// Parse reads a file to be edited. The file's name decides whether it is a page, and is used in errors.
func Parse(file string, raw []byte) (*Text, error) {
	t := &Text{file: file, end: "\n"}
	text, marked := strings.CutPrefix(string(raw), byteOrderMark)
	if marked {
		t.mark = byteOrderMark
	}
	if i := strings.IndexByte(text, '\n'); i > 0 && text[i-1] == '\r' {
		t.end = "\r\n"
	}
	if err := t.replace(text); err != nil {
		return t, fmt.Errorf("%w: %w", err, ErrBroken)
	}
	return t, nil
}

// Bytes returns the file with all edits.
func (t *Text) Bytes() []byte { return []byte(t.mark + t.raw) }

// replace reads a new text of the file.
func (t *Text) replace(text string) error {
	read := source.Decode[map[string]any]
	if path.Ext(t.file) == ".md" {
		read = source.DecodePage[map[string]any]
	}
	var problems diag.List
	data, doc := read(t.file, []byte(text), &problems)
	if problems.Err() != nil {
		found := problems.Sorted()
		return fmt.Errorf("%s: %s", found[0].At, found[0].Message)
	}
	t.raw, t.doc, t.data = text, doc, data
	return nil
}

// Set sets the value at a path of keys (string) and indices (int). It adds what is missing: a key, the table that the key is
// in, or one more element at the end of an array.
func (t *Text) Set(value any, path ...any) error {
	edited, err := t.set(literal(value), path)
	if err != nil {
		return err
	}
	want, err := decoded(literal(value))
	if err != nil {
		return t.errorf("%v cannot be written as TOML: %v", value, err)
	}
	return t.commit(edited, with(t.data, path, want))
}

// Append adds a table at the end of an array of tables, such as "pledge" or "assessment", 2, "event".
func (t *Text) Append(table Table, path ...any) error {
	want, err := decoded(literal(table.values()))
	if err != nil {
		return t.errorf("the table cannot be written as TOML: %v", err)
	}
	at := slices.Concat(path, []any{t.count(path)})
	var edited string
	if t.doc.Top().Written(path...) {
		edited, err = t.set(literal(table.values()), at)
	} else {
		edited, err = t.section(table, path, "[[", "]]")
	}
	if err != nil {
		return err
	}
	return t.commit(edited, with(t.data, at, want))
}

// Insert adds a table before an element of an array of tables that are below headers, and before the comments above that.
func (t *Text) Insert(table Table, index int, path ...any) error {
	want, err := decoded(literal(table.values()))
	if err != nil {
		return t.errorf("the table cannot be written as TOML: %v", err)
	}
	if index >= t.count(path) {
		return t.Append(table, path...)
	}
	s, _ := t.doc.Top().Span(slices.Concat(path, []any{index})...)
	from := t.lineStart(s.From)
	for above := t.lineStart(max(from-1, 0)); above < from && strings.HasPrefix(strings.TrimSpace(t.raw[above:from]), "#"); above = t.lineStart(max(from-1, 0)) {
		from = above
	}
	lines := heading(path, "[[", "]]") + "\n" + table.String() + "\n"
	edited := t.raw[:from] + strings.ReplaceAll(lines, "\n", t.end) + t.raw[from:]
	list := slices.Insert(slices.Clone(source.Elements(at(t.data, path))), index, want)
	return t.commit(edited, with(t.data, path, list))
}

// Remove removes a key with its value, or a table with its header and all below it. Comments of their own lines stay.
func (t *Text) Remove(path ...any) error {
	s, ok := t.doc.Top().Span(path...)
	name, isKey := path[len(path)-1].(string)
	switch inside := t.doc.Top().Written(path[:len(path)-1]...); {
	case !ok:
		return t.errorf("nothing at %s", dotted(path))
	case isKey && inside, !isKey && t.doc.Top().Written(path...):
		return t.errorf("%s is inside brackets; set what contains it", dotted(path))
	}
	from := t.lineStart(s.From)
	if isKey && !strings.Contains(t.raw[from:s.From], name) && !strings.HasPrefix(strings.TrimSpace(t.raw[from:]), "[") {
		return t.errorf("%s does not begin its line", dotted(path))
	}
	to := t.lineEnd(s.To)
	if blank := t.blankBefore(from); !isKey && blank < from {
		from = blank // the empty line that separates tables
	}
	return t.commit(t.raw[:from]+t.raw[to:], without(t.data, path))
}

// set returns the text with a value, as TOML, at a path.
func (t *Text) set(value string, path []any) (string, error) {
	top := t.doc.Top()
	value = strings.ReplaceAll(value, "\n", t.end)
	if s, ok := top.Span(path...); ok && top.Written(path...) {
		return t.raw[:s.From] + value + t.raw[s.To:], nil
	}
	parent, last := path[:len(path)-1], path[len(path)-1]
	name, isKey := last.(string)
	around, there := top.Span(parent...)
	switch {
	case there && top.Written(parent...) && isKey && len(parent) > 0 && isIndex(parent[len(parent)-1]):
		return t.raw[:around.To] + ", " + key(name) + " = " + value + t.raw[around.To:], nil // what is in its braces
	case there && top.Written(parent...) && isKey:
		return t.insideBraces(around, key(name)+" = "+value), nil
	case there && top.Written(parent...):
		return t.insideBrackets(around, parent, value), nil
	case !isKey, !there && slices.ContainsFunc(parent, isIndex):
		return "", t.errorf("nothing at %s", dotted(path))
	case len(parent) > 0 && !there:
		return t.section(Table{{Key: name, Value: Raw(value)}}, parent, "[", "]")
	}
	end, ok := top.OwnEnd(parent...)
	switch line := key(name) + " = " + value; {
	case !ok:
		return "", t.errorf("no table at %s", dotted(parent))
	case end == 0: // the file has no key above its first table
		at := t.head()
		return t.raw[:at] + line + t.end + t.raw[at:], nil
	default:
		return t.after(end, t.indent(end)+line), nil
	}
}

// isIndex reports whether a step of a path is into an array.
func isIndex(step any) bool {
	_, index := step.(int)
	return index
}

// insideBraces returns the text with one more pair at the end of an inline table.
func (t *Text) insideBraces(table source.Span, pair string) string {
	inside := t.raw[table.From+1 : table.To-1]
	at := table.From + 1 + len(strings.TrimRight(inside, " \t\r\n"))
	if strings.TrimSpace(inside) == "" {
		return t.raw[:table.From] + "{ " + pair + " }" + t.raw[table.To:]
	}
	return t.raw[:at] + ", " + pair + t.raw[at:]
}

// insideBrackets returns the text with one more element at the end of an array. What is on the line of the last one stays
// there.
func (t *Text) insideBrackets(array source.Span, path []any, value string) string {
	n := t.count(path)
	if n == 0 {
		return t.raw[:array.From] + "[" + value + "]" + t.raw[array.To:]
	}
	s, _ := t.doc.Top().Span(slices.Concat(path, []any{n - 1})...)
	last := s.To
	if !strings.ContainsRune("\"'", rune(t.raw[last-1])) {
		if close := strings.IndexByte(t.raw[last:array.To], '}'); close >= 0 {
			last += close + 1
		}
	}
	rest := t.raw[last : array.To-1]
	if !strings.Contains(rest, "\n") {
		return t.raw[:last] + ", " + value + t.raw[last:]
	}
	comma := ""
	if !strings.HasPrefix(strings.TrimSpace(rest), ",") {
		comma = ","
	}
	end := t.lineEnd(last)
	return t.raw[:last] + comma + t.raw[last:end] + t.indent(last) + value + "," + t.end + t.raw[end:]
}

// section returns the text with a table below a header of its own, at the end of what it belongs to.
func (t *Text) section(table Table, path []any, open, close string) (string, error) {
	end := t.sectionEnd(path)
	lines := heading(path, open, close) + "\n" + table.String()
	lines = strings.ReplaceAll(strings.TrimSuffix(lines, "\n"), "\n", t.end)
	if end == 0 {
		head := t.head()
		if head > 0 {
			lines = t.end + lines
		}
		return t.after(head, lines), nil
	}
	return t.after(end, t.end+lines), nil
}

// heading returns the header of a table, which names no indices.
func heading(path []any, open, close string) string {
	var names []string
	for _, step := range path {
		if name, ok := step.(string); ok {
			names = append(names, key(name))
		}
	}
	return open + strings.Join(names, ".") + close
}

// sectionEnd returns where a new table belongs: after those of its array, or else after what it is in.
func (t *Text) sectionEnd(path []any) int {
	for n := len(path); n >= 0; n-- {
		if s, ok := t.doc.Top().Span(path[:n]...); ok {
			return s.To
		}
	}
	return 0
}

// count returns the number of elements of an array; 0 where there is none.
func (t *Text) count(path []any) int {
	switch list := at(t.data, path).(type) {
	case []any:
		return len(list)
	case []map[string]any:
		return len(list)
	}
	return 0
}

// commit takes an edited text if it contains what it should, and nothing else has changed.
func (t *Text) commit(edited string, want any) error {
	old := *t
	if err := t.replace(edited); err != nil {
		*t = old
		return err
	}
	if got := t.data; !equal(got, want) {
		*t = old
		return t.errorf("the edit would change more than it should; edit the file by hand")
	}
	return nil
}

func (t *Text) errorf(format string, args ...any) error {
	return fmt.Errorf("%s: %s", t.file, fmt.Sprintf(format, args...))
}

// after returns the text with lines after the line that an offset is in, or at the start of.
func (t *Text) after(offset int, lines string) string {
	end := offset
	if offset > t.lineStart(offset) {
		end = t.lineEnd(offset)
	}
	if end > 0 && t.raw[end-1] != '\n' {
		return t.raw[:end] + t.end + lines + t.end + t.raw[end:]
	}
	return t.raw[:end] + lines + t.end + t.raw[end:]
}

func (t *Text) lineStart(offset int) int { return strings.LastIndexByte(t.raw[:offset], '\n') + 1 }

// lineEnd returns the offset after the line that contains a byte.
func (t *Text) lineEnd(offset int) int {
	if i := strings.IndexByte(t.raw[offset:], '\n'); i >= 0 {
		return offset + i + 1
	}
	return len(t.raw)
}

// indent returns the blanks that the line with a byte begins with.
func (t *Text) indent(offset int) string {
	line := t.raw[t.lineStart(offset):]
	return line[:len(line)-len(strings.TrimLeft(line, " \t"))]
}

// blankBefore returns where the empty line above a line begins, or the line itself.
func (t *Text) blankBefore(from int) int {
	above := t.lineStart(max(from-1, 0))
	if strings.TrimSpace(t.raw[above:from]) == "" {
		return above
	}
	return from
}

// head returns where the first key of a file can be written: below the comments at its head, or below the fence of a page.
func (t *Text) head() int {
	at := 0
	for at < len(t.raw) {
		line := strings.TrimSpace(t.raw[at:t.lineEnd(at)])
		if line != "" && !strings.HasPrefix(line, "#") && line != "+++" {
			break
		}
		at = t.lineEnd(at)
		if line == "+++" {
			break
		}
	}
	return at
}

// values returns the fields that are not only a comment.
func (table Table) values() Table {
	return slices.DeleteFunc(slices.Clone(table), func(f Field) bool { return f.Value == nil })
}

// String returns a table as it is written below its header.
func (table Table) String() string {
	var b strings.Builder
	for _, f := range table {
		line := "# " + f.Comment
		if f.Value != nil {
			line = key(f.Key) + " = " + literal(f.Value)
			if f.Comment != "" {
				line += " # " + f.Comment
			}
		}
		b.WriteString(line + "\n")
	}
	return b.String()
}

// dotted returns a path as a message names it.
func dotted(path []any) string {
	names := make([]string, len(path))
	for i, step := range path {
		names[i] = fmt.Sprint(step)
	}
	return strings.Join(names, ".")
}

// Find returns the paths of all texts that are equal to one, in the order of the file.
func (t *Text) Find(text string) (paths [][]any) {
	found(t.data, text, nil, &paths)
	slices.SortFunc(paths, func(a, b []any) int { return t.doc.At(a...).Compare(t.doc.At(b...)) })
	return paths
}

// At returns the position of a path in the file as it is now.
func (t *Text) At(path ...any) diag.Position { return t.doc.At(path...) }

// Value returns the decoded value at a path; nil where there is none.
func (t *Text) Value(path ...any) any { return at(t.data, path) }

// Written returns the text of a value as the file has it; "" where there is none.
func (t *Text) Written(path ...any) string {
	s, _ := t.doc.Top().Span(path...)
	return t.raw[s.From:s.To]
}
