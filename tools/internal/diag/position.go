// Package diag has problems as values: the position, the rule that is broken, the message and how to fix it. Every stage
// adds to a List; one place prints it. It imports no other package of the tool, so that every stage can use it.
package diag

import (
	"cmp"
	"strconv"
)

// Position is a place in a file of the project.
type Position struct {
	File   string `json:"file,omitempty"`   // slash-separated, relative to the project's top folder; "" means no file in particular
	Line   int    `json:"line,omitempty"`   // from 1; 0 means the whole file
	Column int    `json:"column,omitempty"` // in bytes, from 1; 0 means the whole line. Printed columns are in code points
}

// IsValid reports whether the position names a line.
func (p Position) IsValid() bool { return p.Line > 0 }

// String returns file:line:column, file:line or file, as far as each is known.
func (p Position) String() string {
	s := p.File
	if p.Line > 0 {
		s += ":" + strconv.Itoa(p.Line)
		if p.Column > 0 {
			s += ":" + strconv.Itoa(p.Column)
		}
	}
	return s
}

// Compare orders positions by file, line and column.
func (p Position) Compare(q Position) int {
	return cmp.Or(cmp.Compare(p.File, q.File), p.Line-q.Line, p.Column-q.Column)
}
