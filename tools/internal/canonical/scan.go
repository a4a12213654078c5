package canonical

import (
	"errors"
	"reflect"
	"slices"
	"strings"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/edit"
)

type kind int

const (
	blank kind = iota
	comment
	header
	pair // a key and its value
)

// item is a line of a file, or the lines of one value.
type item struct {
	kind     kind
	path     []string // of a header or a key
	text     string   // in its canonical form
	comments []string // in it, in their order
}

var errForm = errors.New("a form of TOML that cannot be formatted")

// scan returns the items of a text that is TOML without a mistake.
func (f *formatter) scan(text string) (items []item, err error) {
	s := &scanner{text: text}
	var at reflect.Type = f.content
	for s.at < len(s.text) {
		s.skip(" \t")
		switch {
		case s.take("\n"):
			items = append(items, item{kind: blank})
		case s.peek() == '#':
			c := s.comment()
			items = append(items, item{kind: comment, text: c, comments: []string{c}})
			s.take("\n")
		case s.peek() == '[':
			i, ok := s.header()
			if !ok {
				return nil, errForm
			}
			at = typeAt(f.content, i.path)
			items = append(items, i)
		default:
			i, ok := f.pair(s, at)
			if !ok {
				return nil, errForm
			}
			items = append(items, i)
		}
	}
	return items, nil
}

// scanner reads a text from its begin to its end.
type scanner struct {
	text string
	at   int
}

func (s *scanner) peek() byte {
	if s.at < len(s.text) {
		return s.text[s.at]
	}
	return 0
}

// take goes on past a text, if it is next.
func (s *scanner) take(text string) bool {
	if !strings.HasPrefix(s.text[s.at:], text) {
		return false
	}
	s.at += len(text)
	return true
}

func (s *scanner) skip(cutset string) {
	s.at = len(s.text) - len(strings.TrimLeft(s.text[s.at:], cutset))
}

// comment reads up to the end of the line.
func (s *scanner) comment() string {
	line, _, _ := strings.Cut(s.text[s.at:], "\n")
	s.at += len(line)
	return strings.TrimRight(line, " \t\r")
}

// end reads what may follow on the line, and returns the comment.
func (s *scanner) end() (c string, ok bool) {
	s.skip(" \t")
	if s.peek() == '#' {
		c = s.comment()
	}
	return c, s.take("\n") || s.at == len(s.text)
}

func (s *scanner) header() (item, bool) {
	open, close := "[", "]"
	if strings.HasPrefix(s.text[s.at:], "[[") {
		open, close = "[[", "]]"
	}
	s.take(open)
	path, written, ok := s.key()
	if !ok || !s.take(close) {
		return item{}, false
	}
	return s.finish(item{kind: header, path: path, text: open + written + close})
}

// finish adds the comment at the end of an item's line.
func (s *scanner) finish(i item) (item, bool) {
	c, ok := s.end()
	if c != "" {
		i.text += " " + c
		i.comments = append(i.comments, c)
	}
	return i, ok
}

// key reads a key, which may have dots.
func (s *scanner) key() (path []string, written string, ok bool) {
	for {
		s.skip(" \t")
		from := s.at
		if c := s.peek(); c == '"' || c == '\'' {
			if !s.quoted() {
				return nil, "", false
			}
		} else {
			s.at += len(s.text[from:]) - len(strings.TrimLeft(s.text[from:], "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_"))
		}
		if s.at == from {
			return nil, "", false
		}
		path = append(path, strings.Trim(s.text[from:s.at], `"'`))
		written = strings.TrimPrefix(written+"."+s.text[from:s.at], ".")
		s.skip(" \t")
		if !s.take(".") {
			return path, written, true
		}
	}
}

// quoted goes past a text in quotes.
func (s *scanner) quoted() bool {
	quote := s.text[s.at : s.at+1]
	if triple := strings.Repeat(quote, 3); strings.HasPrefix(s.text[s.at:], triple) {
		quote = triple
	}
	for s.take(quote); s.at < len(s.text); s.at++ {
		switch {
		case s.text[s.at] == '\\' && quote[0] == '"':
			s.at++
		case s.take(quote):
			for len(quote) == 3 && s.peek() == quote[0] {
				s.at++ // quotes at the end of the text itself
			}
			return true
		}
	}
	return false
}

// pair reads a key and its value.
func (f *formatter) pair(s *scanner, at reflect.Type) (item, bool) {
	path, written, ok := s.key()
	if !ok || !s.take("=") {
		return item{}, false
	}
	s.skip(" \t")
	from := s.at
	v, ok := f.value(s, typeAt(at, path))
	if !ok {
		return item{}, false
	}
	if len(v.comments) > 0 { // where each belongs only its author knows
		v.text = s.text[from:s.at]
	}
	return s.finish(item{kind: pair, path: path, text: written + " = " + v.text, comments: v.comments})
}

// value is a value in its canonical form.
type value struct {
	text     string
	comments []string
}

func (f *formatter) value(s *scanner, t reflect.Type) (value, bool) {
	from := s.at
	switch s.peek() {
	case '"', '\'':
		ok := s.quoted()
		return value{text: requoted(s.text[from:s.at])}, ok
	case '[':
		return f.array(s, t)
	case '{':
		return f.table(s, t)
	}
	for s.at < len(s.text) && !strings.ContainsRune(",]}#\n", rune(s.text[s.at])) {
		s.at++
	}
	text := strings.TrimSpace(s.text[from:s.at])
	return value{text: text}, text != ""
}

// requoted returns a text of one line in the quotes that all others have.
func requoted(text string) string {
	if !strings.HasPrefix(text, "'") || strings.HasPrefix(text, "'''") {
		return text
	}
	return edit.Quoted(strings.Trim(text, "'"))
}

// array reads a list. One with an element a line keeps that.
func (f *formatter) array(s *scanner, t reflect.Type) (value, bool) {
	var element reflect.Type
	if t != nil && t.Kind() == reflect.Slice {
		element = t.Elem()
	}
	var parts, found []string
	long := false
	for s.take("["); ; {
		before := s.at
		s.skip(" \t\n")
		long = long || strings.Contains(s.text[before:s.at], "\n")
		switch {
		case s.peek() == '#':
			found = append(found, s.comment())
		case s.take("]"):
			return value{lines(parts, long), found}, true
		case s.take(","):
		default:
			v, ok := f.value(s, element)
			if !ok {
				return value{}, false
			}
			parts, found = append(parts, v.text), append(found, v.comments...)
		}
	}
}

// lines returns a list on one line, or with an element a line.
func lines(parts []string, long bool) string {
	if !long || len(parts) == 0 {
		return "[" + strings.Join(parts, ", ") + "]"
	}
	return "[\n  " + strings.Join(parts, ",\n  ") + ",\n]"
}

// table reads a table in braces, whose keys it sorts.
func (f *formatter) table(s *scanner, t reflect.Type) (value, bool) {
	type entry struct {
		rank []int
		text string
	}
	var entries []entry
	for s.take("{"); ; {
		s.skip(" \t")
		if s.take("}") {
			break
		}
		if s.take(",") {
			continue
		}
		path, written, ok := s.key()
		if !ok || !s.take("=") {
			return value{}, false
		}
		s.skip(" \t")
		v, ok := f.value(s, typeAt(t, path))
		if !ok || len(v.comments) > 0 {
			return value{}, false
		}
		entries = append(entries, entry{f.ranks(t, path), written + " = " + v.text})
	}
	slices.SortStableFunc(entries, func(a, b entry) int { return slices.Compare(a.rank, b.rank) })
	parts := make([]string, len(entries))
	for i, e := range entries {
		parts[i] = e.text
	}
	if len(parts) == 0 {
		return value{text: "{}"}, true
	}
	return value{text: "{ " + strings.Join(parts, ", ") + " }"}, true
}

// ranks returns the places of keys in a type; those of a text are languages, the source language first.
func (f *formatter) ranks(t reflect.Type, path []string) []int {
	if t != reflect.TypeFor[campaign.Text]() || len(path) != 1 {
		return ranks(t, path)
	}
	if path[0] == f.languages.Source {
		return []int{-1}
	}
	if i := slices.Index(f.languages.All, path[0]); i >= 0 {
		return []int{i}
	}
	return []int{unknown}
}
