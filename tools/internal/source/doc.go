// Package source reads a project's files, and decodes those of data and content into values with the position of each key.
// BurntSushi/toml decides what the bytes mean; go-toml's unstable parser only returns positions. They are two because the
// first returns a position only with an error, and inside arrays of tables that position can be of the wrong element.
package source

import (
	"slices"
	"strings"

	"declarationwatch/tools/internal/diag"
)

// Rules that reading a file can break.
const (
	RuleSyntax     = "syntax"        // the text is not TOML, or not text at all
	RuleCharacter  = "bad-character" // a text contains a character that readers cannot see
	RuleSoftHyphen = "soft-hyphen"   // a text contains one
	RuleConflict   = "git-conflict"  // a file contains two versions of a part
	RuleUnreadable = "unreadable"    // the file cannot be read
	RuleUnknownKey = "unknown-key"   // nothing reads the key
	RuleMissingKey = "missing-key"   // a required key is absent
	RuleWrongType  = "wrong-type"    // the value is of another type than its key has
)

// Doc is one decoded file and the position of everything in it. It never changes.
type Doc struct {
	File   string // slash-separated, relative to the project's top folder
	Leaves []Leaf // every string and every table of strings, as the text has them in each table
	root   *node
	lines  []int  // byte offset at which each line of the file starts
	text   string // what is decoded: the file, or up to the end of its front matter
	lost   []span // what was blanked out to read past a mistake; sorted, disjoint
	whole  []byte // of a content file, front matter and body
	body   int    // byte offset at which the body begins in whole
}

// Leaf is one value of a decoded file, of the type of its Go field, with the position of its key.
type Leaf struct {
	At    diag.Position
	Key   string // the last key of its path, or "" for an element of an array
	Value any    // of the field's own type, such as campaign.Date
	List  int    // which of the document's lists it is an element of, from 1; 0 for none
}

type span struct{ from, to int } // byte offsets, to exclusive

// Place is where a record is, so that a rule can point at any of its keys. Every struct that embeds it gets its own.
type Place struct {
	Doc  *Doc
	node *node
}

// At returns the position of a path of keys (string) and array indices (int, from 0) below the record. For a path that is
// not in the file it returns that of the nearest parent; for the file itself its first line.
func (p Place) At(path ...any) diag.Position {
	if p.Doc == nil { // the record is not in a file
		return diag.Position{}
	}
	return p.Doc.position(int(p.node.below(path).offset))
}

// Skipped reports whether the value of a key was left out because of a mistake that is already reported.
func (p Place) Skipped(path ...any) bool {
	return p.Doc != nil && len(p.Doc.lost) > 0 && p.Doc.isLost(int(p.node.below(path).offset))
}

// Top returns the place of the file itself.
func (d *Doc) Top() Place { return Place{d, d.root} }

// At returns the position of a path from the top of the file.
func (d *Doc) At(path ...any) diag.Position { return d.Top().At(path...) }

// Lost reports whether text is in a part of the file that was skipped because of a syntax mistake, so that a rule can omit
// a problem that only this mistake causes.
func (d *Doc) Lost(text string) bool {
	return slices.ContainsFunc(d.lost, func(s span) bool { return strings.Contains(d.text[s.from:s.to], text) })
}

// Damaged reports whether any part of the file was skipped because of a mistake.
func (d *Doc) Damaged() bool { return len(d.lost) > 0 }

func (d *Doc) isLost(offset int) bool {
	i, found := slices.BinarySearchFunc(d.lost, offset, func(s span, offset int) int { return s.from - offset })
	return found || i > 0 && offset < d.lost[i-1].to
}

// lose records spans that are not read. They may come in any order and overlap.
func (d *Doc) lose(spans ...span) {
	all := slices.Concat(d.lost, spans)
	slices.SortFunc(all, func(a, b span) int { return a.from - b.from })
	d.lost = all[:0]
	for _, s := range all {
		if last := len(d.lost) - 1; last >= 0 && s.from <= d.lost[last].to {
			d.lost[last].to = max(d.lost[last].to, s.to)
		} else {
			d.lost = append(d.lost, s)
		}
	}
}

// below returns the node at a path below a node, or the nearest parent.
func (n *node) below(path []any) *node {
	for _, step := range path {
		var next *node
		switch s := step.(type) {
		case string:
			next = n.find(s)
		case int:
			if n.kind == arrayKind && s >= 0 && s < len(n.entries) {
				next = n.entries[s]
			}
		}
		if next == nil {
			return n
		}
		n = next
	}
	return n
}

// position returns where a byte is, by its offset.
func (d *Doc) position(offset int) diag.Position {
	line, found := slices.BinarySearch(d.lines, offset)
	if found {
		line++
	}
	return diag.Position{File: d.File, Line: line, Column: offset - d.lines[line-1] + 1}
}
