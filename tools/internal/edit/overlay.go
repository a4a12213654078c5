package edit

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"
)

// overlay is a file system with changed files.
type overlay struct {
	base  fs.FS
	files map[string][]byte
}

// Open opens a changed file, or that of the base.
func (o overlay) Open(name string) (fs.File, error) {
	text, changed := o.files[name]
	switch {
	case text != nil:
		return &memoryFile{Reader: bytes.NewReader(text), info: memoryInfo{name: path.Base(name), size: int64(len(text))}}, nil
	case changed:
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	file, err := o.base.Open(name)
	if errors.Is(err, fs.ErrNotExist) && o.below(name) {
		return &memoryFile{Reader: bytes.NewReader(nil), info: memoryInfo{name: path.Base(name), folder: true}}, nil
	}
	return file, err
}

// ReadDir lists a folder.
func (o overlay) ReadDir(folder string) ([]fs.DirEntry, error) {
	entries, err := fs.ReadDir(o.base, folder)
	if err != nil && !(errors.Is(err, fs.ErrNotExist) && o.below(folder)) {
		return entries, err
	}
	prefix := folder + "/"
	if folder == "." {
		prefix = ""
	}
	have := map[string]bool{}
	entries = slices.DeleteFunc(slices.Clone(entries), func(e fs.DirEntry) bool {
		have[e.Name()] = true
		_, changed := o.files[prefix+e.Name()]
		return changed
	})
	for name, text := range o.files {
		below, inside := strings.CutPrefix(name, prefix)
		top, _, deeper := strings.Cut(below, "/")
		switch {
		case text == nil || !inside || deeper && have[top]:
		case deeper:
			have[top] = true
			entries = append(entries, fs.FileInfoToDirEntry(memoryInfo{name: top, folder: true}))
		default:
			entries = append(entries, fs.FileInfoToDirEntry(memoryInfo{name: top, size: int64(len(text))}))
		}
	}
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return entries, nil
}

// Lstat returns what a name is, without following it.
func (o overlay) Lstat(name string) (fs.FileInfo, error) {
	if _, changed := o.files[name]; !changed {
		if info, err := fs.Lstat(o.base, name); err == nil {
			return info, nil
		}
	}
	file, err := o.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return file.Stat()
}

// ReadLink returns where a link of the base leads.
func (o overlay) ReadLink(name string) (string, error) { return fs.ReadLink(o.base, name) }

// memoryFile is an open file or folder that is only in memory.
type memoryFile struct {
	*bytes.Reader
	info memoryInfo
}

func (f *memoryFile) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f *memoryFile) Close() error               { return nil }
func (f *memoryFile) ReadDir(int) ([]fs.DirEntry, error) {
	return nil, io.EOF // ReadDir of the file system lists it
}

// memoryInfo describes a memoryFile.
type memoryInfo struct {
	name   string
	size   int64
	folder bool
}

func (i memoryInfo) Name() string       { return i.name }
func (i memoryInfo) Size() int64        { return i.size }
func (i memoryInfo) ModTime() time.Time { return time.Time{} }
func (i memoryInfo) IsDir() bool        { return i.folder }
func (i memoryInfo) Sys() any           { return nil }
func (i memoryInfo) Mode() fs.FileMode {
	if i.folder {
		return fs.ModeDir | 0o755
	}
	return 0o644
}
