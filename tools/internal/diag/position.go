// Package diag holds problems as values: where one is, which rule it breaks, what it says and what
// would mend it. Every stage adds to a List; one place prints it. It is the root of the package tree,
// so that stages share problems without knowing each other.
package diag

import "strconv"

// Position is a place in a file of the project.
type Position struct {
	File   string // slash-separated, relative to the project's top folder; "" means no file in particular
	Line   int    // from 1; 0 means the file as a whole
	Column int    // in bytes, from 1; 0 means the line as a whole
}

// IsValid reports whether the position names a line.
func (p Position) IsValid() bool { return p.Line > 0 }

// String prints file:line:column, file:line or file, as far as each is known.
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
