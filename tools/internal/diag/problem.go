// Package diag has problems as values: the position, the rule that is broken, the message and how to fix it. Every stage
// adds to a List; one place prints it. It imports no other package of the tool, so that every stage can use it.
package diag

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
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

// Severity is whether a problem stops a build.
type Severity int

const (
	Error   Severity = iota // stops a build
	Warning                 // is only reported and counted
)

// String returns the word that is printed.
func (s Severity) String() string {
	if s == Warning {
		return "warning"
	}
	return "error"
}

// Related is a second position that explains a problem, such as the first of two equal ids.
type Related struct {
	At      Position
	Message string
}

// Problem is one finding. Message is lower case, has no full stop and does not repeat the position.
type Problem struct {
	At       Position
	Severity Severity
	Rule     string // stable id, such as "unknown-id"
	Message  string
	Hint     string // how to fix it; may be empty
	Related  []Related
}

// List collects problems. The zero value is an empty list, ready to use.
type List struct {
	problems []*Problem
}

// Add appends a problem.
func (l *List) Add(p Problem) { l.problems = append(l.problems, &p) }

// Errorf appends an error and returns it, for a hint or a related position to be added.
func (l *List) Errorf(at Position, rule, format string, args ...any) *Problem {
	l.Add(Problem{At: at, Rule: rule, Message: fmt.Sprintf(format, args...)})
	return l.problems[len(l.problems)-1]
}

// WithHint sets how to fix the problem.
func (p *Problem) WithHint(hint string) *Problem {
	p.Hint = hint
	return p
}

// WithRelated adds a position that explains the problem.
func (p *Problem) WithRelated(at Position, message string) *Problem {
	p.Related = append(p.Related, Related{at, message})
	return p
}

// Sorted returns the problems by file, line, column, rule and message, each once.
func (l *List) Sorted() []Problem {
	sorted := make([]Problem, len(l.problems))
	for i, p := range l.problems {
		sorted[i] = *p
	}
	slices.SortStableFunc(sorted, func(a, b Problem) int {
		return cmp.Or(a.At.Compare(b.At), strings.Compare(a.Rule, b.Rule), strings.Compare(a.Message, b.Message))
	})
	return slices.CompactFunc(sorted, func(a, b Problem) bool {
		return a.At == b.At && a.Rule == b.Rule && a.Message == b.Message
	})
}

// Demote makes every problem so far a warning.
func (l *List) Demote() {
	for _, p := range l.problems {
		p.Severity = Warning
	}
}

// Err returns nil if no problem is an error: warnings do not stop a build.
func (l *List) Err() error {
	for _, p := range l.problems {
		if p.Severity == Error {
			return Failure{l.Sorted()}
		}
	}
	return nil
}

// Failure is a list with at least one error, as an error.
type Failure struct {
	Problems []Problem // sorted, each once
}

// Error returns the problems as text.
func (f Failure) Error() string {
	var b strings.Builder
	// A strings.Builder never fails.
	_ = Print(&b, f.Problems, Text, nil)
	return strings.TrimSuffix(b.String(), "\n")
}
