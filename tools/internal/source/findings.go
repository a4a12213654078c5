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
	list       diag.List
	kept, more int // how many are in the list, and how many are only counted
}

func (f *findings) errorf(at diag.Position, rule, format string, args ...any) *diag.Problem {
	if f.kept == maxKept {
		f.more++
		return new(diag.Problem)
	}
	f.kept++
	return f.list.Errorf(at, rule, format, args...)
}

// report adds the problems to the list of all files.
func (f *findings) report(problems *diag.List) {
	sorted := f.list.Sorted()
	for _, p := range sorted[:min(len(sorted), maxProblems)] {
		problems.Add(p)
	}
	if more := len(sorted) - maxProblems; more > 0 {
		next := sorted[maxProblems]
		problems.Errorf(next.At, next.Rule, "%s below", diag.Count(more+f.more, "more problem"))
	}
}
