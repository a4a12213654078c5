package release

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"declarationwatch/tools/internal/disk"
)

// The two files that list the others. SHA256SUMS is for readers who only have sha256sum; the manifest lists it too.
const (
	manifestName = "manifest.json"
	sumsName     = "SHA256SUMS"
)

// Manifest lists what a release contains: manifest.json in its folder.
type Manifest struct {
	Release Name   `json:"release"`
	AsOf    string `json:"as_of"` // the day whose end the record was read at, YYYY-MM-DD
	Site    string `json:"site"`  // what full addresses in the files begin with
	Files   []File `json:"files"` // by path; every file but the manifest
}

// File is one file of a release.
type File struct {
	Path   string `json:"path"` // below the release's folder
	Bytes  int    `json:"bytes"`
	SHA256 string `json:"sha256"` // in hexadecimal
}

func byPath(a, b File) int { return strings.Compare(a.Path, b.Path) }

func newFile(path string, text []byte) File {
	return File{path, len(text), fmt.Sprintf("%x", sha256.Sum256(text))}
}

func (m Manifest) encode() []byte {
	text, _ := json.MarshalIndent(m, "", "  ") // strings and numbers can always be encoded
	return append(text, '\n')
}

// Sums returns the SHA-256 of files, by path, as sha256sum -c reads it in their folder.
func Sums(files []File) []byte {
	slices.SortFunc(files, byPath)
	var b bytes.Buffer
	for _, f := range files {
		fmt.Fprintf(&b, "%s  %s\n", f.SHA256, f.Path)
	}
	return b.Bytes()
}

// Frozen is a release in a project.
type Frozen struct {
	Name     Name
	Folder   string // from the project's top folder
	Manifest Manifest
	Sum      string // SHA-256 of the manifest itself, in hexadecimal
	Fault    error  // why the manifest cannot be read; nil where it can
	files    map[string]File
	root     fs.FS
}

// Read reads a release: its manifest, and the hash of every file in its folder. The error is for files that cannot be read;
// Differences returns what has changed.
func Read(root fs.FS, folder string) (*Frozen, error) {
	f := &Frozen{Name: Name(path.Base(folder)), Folder: folder, files: map[string]File{}, root: root}
	var names []string
	err := fs.WalkDir(root, folder, func(name string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			names = append(names, name)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	read := make([]File, len(names))
	err = disk.Each(names, func(i int, name string) error {
		text, err := fs.ReadFile(root, name)
		read[i] = newFile(strings.TrimPrefix(name, folder+"/"), text)
		return err
	})
	if err != nil {
		return nil, err
	}
	for _, file := range read {
		f.files[file.Path] = file
	}
	text, err := f.ReadFile(manifestName)
	if err == nil {
		f.Sum = f.files[manifestName].SHA256
		err = json.Unmarshal(text, &f.Manifest)
	}
	f.Fault = err
	return f, nil
}

// ReadFile returns a file of the release by its path in it.
func (f *Frozen) ReadFile(name string) ([]byte, error) {
	return fs.ReadFile(f.root, path.Join(f.Folder, name))
}

// Difference is how a file of a release differs from what was frozen.
type Difference struct {
	Path string // below the release's folder
	What string // "was changed", "is gone" or "was added"
}

// Differences returns every file that differs from the manifest, by path.
func (f *Frozen) Differences() []Difference {
	var out []Difference
	listed := map[string]bool{manifestName: true}
	for _, want := range f.Manifest.Files {
		listed[want.Path] = true
		if got, ok := f.files[want.Path]; !ok {
			out = append(out, Difference{want.Path, "is gone"})
		} else if got != want {
			out = append(out, Difference{want.Path, "was changed"})
		}
	}
	for name := range f.files {
		if !listed[name] {
			out = append(out, Difference{name, "was added"})
		}
	}
	slices.SortFunc(out, func(a, b Difference) int { return strings.Compare(a.Path, b.Path) })
	return out
}
