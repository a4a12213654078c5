package source

import "declarationwatch/tools/internal/diag"

// maxProblems bounds the problems reported of one file: whoever fixes the first fifty checks again anyway. maxKept bounds
// those that are kept to be sorted.
const (
	maxProblems = 50
	maxKept     = 1 << 12
)

// findings is the problems of one file, in bounded memory.
type findings struct {
	kept []diag.Problem
	more int // that are only counted
}

// full reports whether a further problem would only be counted, and counts it. It saves composing the message.
func (f *findings) full() bool {
	if len(f.kept) < maxKept {
		return false
	}
	f.more++
	return true
}

func (f *findings) add(p diag.Problem) {
	if !f.full() {
		f.kept = append(f.kept, p)
	}
}

// report adds the problems to the list of all files.
func (f *findings) report(problems *diag.List) {
	var all diag.List
	for _, p := range f.kept {
		all.Add(p)
	}
	sorted := all.Sorted()
	for _, p := range sorted[:min(len(sorted), maxProblems)] {
		problems.Add(p)
	}
	if more := len(sorted) - maxProblems; more > 0 {
		next := sorted[maxProblems]
		problems.Errorf(next.At, next.Rule, "%s below", diag.Count(more+f.more, "more problem"))
	}
}
