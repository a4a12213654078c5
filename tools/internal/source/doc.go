// Package source turns the bytes of data and content files into decoded values that remember where each
// key stands. BurntSushi/toml decides what the bytes mean; go-toml's unstable parser alone is asked where.
// They are two because the first gives a position only with an error, and inside arrays of tables that
// position can name the wrong element.
package source

import (
	"bytes"
	"sort"

	"declarationwatch/tools/internal/diag"
)

// Rules that reading a file can break.
const (
	RuleSyntax     = "syntax"      // the text is not TOML, or not text at all
	RuleUnreadable = "unreadable"  // the file cannot be read
	RuleUnknownKey = "unknown-key" // nothing reads the key
	RuleMissingKey = "missing-key" // a required key is absent
	RuleWrongType  = "wrong-type"  // the value is of another type than its key wants
)

// Doc is one decoded file and the place of everything in it. It is read-only once made.
type Doc struct {
	File   string // slash-separated, relative to the project's top folder
	Leaves []Leaf // every string and every table of strings, in the order of the Go type's fields
	root   *node
	lines  []int // byte offset at which each line starts
	text   []byte
	lost   []span // what was blanked out to read past a mistake
	whole  []byte // of a content file, front matter and body
	body   int    // byte offset at which the body begins in whole
}

// Leaf is one value of a decoded file, typed as its Go field is, with the place of its key.
type Leaf struct {
	At    diag.Position
	Key   string // the last key of its path, or "" for an element of an array
	Value any    // of the field's own type, such as campaign.Date
}

// node is one key, table, array or element of a document.
type node struct {
	offset   int // of the key, of the header's key for tables, of the value for array elements
	kind     kind
	text     string           // of scalars, as decoded
	keys     []string         // of tables, in order of first appearance
	children map[string]*node // of tables
	elements []*node          // of arrays
}

type span struct{ from, to int } // byte offsets, to exclusive

// At gives the place of a path of keys (string) and array indices (int, from 0). A path that is not in the
// file answers with its nearest parent; the empty path with the file's first line.
func (d *Doc) At(path ...any) diag.Position {
	n, _ := d.find(path)
	if n == d.root {
		return diag.Position{File: d.File, Line: 1, Column: 1}
	}
	return d.position(n.offset)
}

// Lost reports whether text stood in a part of the file that was skipped because of a syntax mistake, so
// that a rule can hold back a complaint that the mistake alone causes.
func (d *Doc) Lost(text string) bool {
	for _, s := range d.lost {
		if bytes.Contains(d.text[s.from:s.to], []byte(text)) {
			return true
		}
	}
	return false
}

// Skipped reports whether the value at path was left out of the decoded value because of a mistake that is
// already reported.
func (d *Doc) Skipped(path ...any) bool {
	n, _ := d.find(path)
	for _, s := range d.lost {
		if s.from <= n.offset && n.offset < s.to {
			return true
		}
	}
	return false
}

// find gives the node at path, or the nearest parent and false.
func (d *Doc) find(path []any) (*node, bool) {
	n := d.root
	for _, step := range path {
		var next *node
		switch s := step.(type) {
		case string:
			next = n.children[s]
		case int:
			if s >= 0 && s < len(n.elements) {
				next = n.elements[s]
			}
		}
		if next == nil {
			return n, false
		}
		n = next
	}
	return n, true
}

func (d *Doc) position(offset int) diag.Position {
	line := sort.SearchInts(d.lines, offset+1)
	return diag.Position{File: d.File, Line: line, Column: offset - d.lines[line-1] + 1}
}

// offset is the inverse of position, held inside the text. A line beyond the last gives the end.
func (d *Doc) offset(line, column int) int {
	if line < 1 {
		return 0
	}
	if line > len(d.lines) {
		return len(d.text)
	}
	return min(d.lines[line-1]+max(column-1, 0), len(d.text))
}

func lineStarts(text []byte) []int {
	starts := []int{0}
	for i, c := range text {
		if c == '\n' {
			starts = append(starts, i+1)
		}
	}
	return starts
}
