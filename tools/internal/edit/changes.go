package edit

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// Changes is a set of files to be written together. Until then the project with them can be read and checked through FS.
type Changes struct {
	base  fs.FS
	files map[string][]byte // by name; nil for a file that is removed
}

// NewChanges returns no changes yet to a project.
func NewChanges(project fs.FS) *Changes { return &Changes{project, map[string][]byte{}} }

// Names returns the files that are written or removed, sorted.
func (c *Changes) Names() []string { return slices.Sorted(maps.Keys(c.files)) }

// Read returns a file as it would be with the changes.
func (c *Changes) Read(file string) ([]byte, error) { return fs.ReadFile(c.FS(), file) }

// Exists reports whether there is a file or folder with the changes.
func (c *Changes) Exists(file string) bool {
	_, err := fs.Stat(c.FS(), file)
	return err == nil
}

// Put sets a file's bytes.
func (c *Changes) Put(file string, text []byte) { c.files[file] = append([]byte{}, text...) }

// Move gives a file another name.
func (c *Changes) Move(from, to string) error {
	text, err := c.Read(from)
	if err != nil {
		return err
	}
	c.Put(to, text)
	c.files[from] = nil
	return nil
}

// Edit changes a file in place. One that does not exist begins as head.
func (c *Changes) Edit(file, head string, change func(*Text) error) error {
	raw, err := c.Read(file)
	if errors.Is(err, fs.ErrNotExist) && head != "" {
		raw, err = []byte(head), nil
	}
	if err != nil {
		return err
	}
	text, err := Parse(file, raw)
	if err != nil {
		return err
	}
	if err := change(text); err != nil {
		return err
	}
	c.Put(file, text.Bytes())
	return nil
}

// Write writes all files below the project's folder. Each is written beside its place first, so that what cannot be written
// leaves every file as it was. The error says whether it did.
func (c *Changes) Write(dir string) (err error) {
	as := "nothing was changed"
	defer func() {
		if err != nil {
			err = fmt.Errorf("%s: %w", as, err)
		}
	}()
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	var waiting []string
	defer func() {
		for _, name := range waiting {
			_ = root.Remove(beside(name)) // moved already, unless something failed
		}
	}()
	for name, text := range c.files {
		if text == nil {
			continue
		}
		if err := root.MkdirAll(filepath.FromSlash(path.Dir(name)), 0o755); err != nil {
			return err
		}
		waiting = append(waiting, name)
		if err := root.WriteFile(beside(name), text, 0o644); err != nil {
			return err
		}
	}
	as = "some files were changed and others not, \"git status\" names them"
	for _, name := range waiting {
		if err := root.Rename(beside(name), filepath.FromSlash(name)); err != nil {
			return err
		}
	}
	for name, text := range c.files {
		if text == nil {
			err = errors.Join(err, root.Remove(filepath.FromSlash(name)))
		}
	}
	return err
}

// beside returns the name under which a file waits to be moved into place; nothing reads names that begin with a point.
func beside(name string) string {
	return filepath.FromSlash(path.Join(path.Dir(name), "."+path.Base(name)+".new"))
}

// FS returns the project as it would be with the changes.
func (c *Changes) FS() fs.FS { return overlay{c.base, c.files} }

// below reports whether a changed file that stays is in a folder.
func (o overlay) below(folder string) bool {
	for name, text := range o.files {
		if text != nil && (folder == "." || strings.HasPrefix(name, folder+"/")) {
			return true
		}
	}
	return false
}
