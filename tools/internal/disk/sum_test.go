package disk

import (
	"maps"
	"slices"
	"testing"
	"testing/fstest"
)

// TestSum: other values, names or texts give another key, also where all of them make the same text; a file that cannot be read is an error.
func TestSum(t *testing.T) {
	key := func(values []any, files fstest.MapFS) string {
		t.Helper()
		s := NewSum(values...)
		s.Add(files, slices.Sorted(maps.Keys(files))...)
		key, err := s.Key()
		if err != nil {
			t.Fatal(err)
		}
		return key
	}
	file := func(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }
	seen := map[string]int{}
	for i, files := range []fstest.MapFS{
		{}, {"a": file("")}, {"a": file("b")}, {"ab": file("")}, {"a": file("\"b\" 1\nc")}, {"a": file(""), "b": file("c")}, {"a": file("b"), "b": file("c")},
	} {
		for j, values := range [][]any{nil, {""}, {"", ""}, {"a", "b"}, {"ab"}, {1}, {"1"}} {
			k := key(values, files)
			if other, found := seen[k]; found {
				t.Errorf("files %d with values %d have the key of %d", i, j, other)
			}
			seen[k] = 10*i + j
			if key(values, files) != k {
				t.Errorf("files %d with values %d have two keys", i, j)
			}
		}
	}
	s := NewSum()
	s.Add(fstest.MapFS{}, "nowhere")
	if _, err := s.Key(); err == nil {
		t.Error("a file that is not there is no error")
	}
	if _, err := NewSum(func() {}).Key(); err == nil {
		t.Error("a value that JSON cannot contain is no error")
	}
	if program, err := Program(); err != nil || program == "" {
		t.Errorf("the program is %q: %v", program, err)
	}
}
