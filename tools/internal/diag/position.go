// Package diag has problems as values: the position, the rule that is broken, the message and how to fix it. Every stage
// adds to a List; one place prints it. It imports no other package of the tool, so that every stage can use it.
package diag

import "strconv"

// Position is a place in a file of the project.
type Position struct {
	File   string // slash-separated, relative to the project's top folder; "" means no file in particular
	Line   int    // from 1; 0 means the whole file
	Column int    // in bytes, from 1; 0 means the whole line. Printed columns are in code points
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

func (p Position) compare(q Position) int {
	switch {
	case p.File != q.File:
		if p.File < q.File {
			return -1
		}
		return 1
	case p.Line != q.Line:
		return p.Line - q.Line
	default:
		return p.Column - q.Column
	}
}
