package disk

import (
	"errors"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"
)

func TestWrite(t *testing.T) {
	dir := t.TempDir()
	for _, text := range []string{"first and longer", "second"} {
		if err := Write(dir, "a/b/c.txt", []byte(text)); err != nil {
			t.Fatal(err)
		}
		if got, err := os.ReadFile(filepath.Join(dir, "a", "b", "c.txt")); string(got) != text || err != nil {
			t.Errorf("got %q, %v, want %q", got, err, text)
		}
	}
	if err := Write(dir, "a/b/c.txt/d.txt", nil); err == nil {
		t.Error("no error for a file below a file")
	}
}

// TestEach: every value is worked on with its place, also after an error, which is returned.
func TestEach(t *testing.T) {
	values := make([]int, 1000)
	for i := range values {
		values[i] = i
	}
	wrong := errors.New("wrong")
	var sum atomic.Int64
	err := Each(values, func(i, value int) error {
		sum.Add(int64(value))
		if i != value {
			t.Errorf("value %d is at place %d", value, i)
		}
		if i == 10 {
			return wrong
		}
		return nil
	})
	if want := int64(len(values) * (len(values) - 1) / 2); sum.Load() != want || err != wrong {
		t.Errorf("sum %d, error %v, want %d and an error", sum.Load(), err, want)
	}
}
