// Package disk writes files with the folders above them, and works on many files at once.
package disk

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"

	"golang.org/x/sync/errgroup"
)

// Write writes a file, by its slash-separated name below a folder, and creates the folders above it.
func Write(folder, name string, text []byte) error {
	file := filepath.Join(folder, filepath.FromSlash(name))
	err := os.WriteFile(file, text, 0o644)
	if !errors.Is(err, fs.ErrNotExist) { // most files are not the first in their folder
		return err
	}
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return err
	}
	return os.WriteFile(file, text, 0o644)
}

// Update writes a file as Write does, unless it has that text: who has read it need not read it again. What else is a link to the file
// stays as it is. It reports whether there was a file, and whether it was written.
func Update(folder, name string, text []byte) (existed, written bool, err error) {
	file := filepath.Join(folder, filepath.FromSlash(name))
	before, err := os.ReadFile(file)
	if existed = err == nil; existed && bytes.Equal(before, text) {
		return true, false, nil
	}
	if existed {
		if err := os.Remove(file); err != nil {
			return true, false, err
		}
	}
	return existed, true, Write(folder, name, text)
}

// Create creates a file to be written bit by bit, as Write does.
func Create(folder, name string) (*os.File, error) {
	file := filepath.Join(folder, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return nil, err
	}
	return os.Create(file)
}

// Each calls do with the place and the value of each of some values, several at once, and returns the first error.
func Each[T any](values []T, do func(i int, value T) error) error {
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i, v := range values {
		group.Go(func() error { return do(i, v) })
	}
	return group.Wait()
}
