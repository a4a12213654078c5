package source

import (
	"cmp"
	"fmt"
	"slices"

	"declarationwatch/tools/internal/diag"
)

// maxProblems bounds the problems reported of one file: whoever fixes the first fifty checks again anyway.
const maxProblems = 50

// findings keeps the first problems of one file by position and counts the rest, in bounded memory.
type findings struct {
	kept []diag.Problem
	more int
	next diag.Problem // the first of those that are only counted
}

func (f *findings) clone() *findings {
	c := *f
	c.kept = slices.Clone(f.kept)
	return &c
}

func (f *findings) add(p diag.Problem) {
	if f.beyond(p.At, p.Rule) {
		return
	}
	f.kept = append(f.kept, p)
	if len(f.kept) >= 4*maxProblems {
		f.cut()
	}
}

// beyond reports whether a problem at a position would only be counted, and counts it. It saves composing the message.
func (f *findings) beyond(at diag.Position, rule string) bool {
	if f.more == 0 || before(at, f.next.At) {
		return false
	}
	f.more++
	return true
}

// cut sorts the problems and drops those beyond the bound.
func (f *findings) cut() {
	var sorted diag.List
	for _, p := range f.kept {
		sorted.Add(p)
	}
	f.kept = sorted.Sorted()
	if len(f.kept) > maxProblems {
		f.more += len(f.kept) - maxProblems
		f.next = f.kept[maxProblems]
		f.kept = f.kept[:maxProblems]
	}
}

// report adds the problems to the list of all files.
func (f *findings) report(problems *diag.List) {
	if len(f.kept) > maxProblems {
		f.cut()
	}
	for _, p := range f.kept {
		problems.Add(p)
	}
	if f.more > 0 {
		f.next.Message, f.next.Hint, f.next.Related = fmt.Sprintf("%s below", diag.Count(f.more, "more problem")), "", nil
		problems.Add(f.next)
	}
}

func before(a, b diag.Position) bool {
	return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column)) < 0
}
