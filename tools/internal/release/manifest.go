package release

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"

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
	Files   []File `json:"files"` // by path; every file in the archive
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

// List returns the SHA-256 of files, by path, as sha256sum -c reads it in their folder.
func List(files []File) []byte {
	slices.SortFunc(files, byPath)
	var b bytes.Buffer
	for _, f := range files {
		fmt.Fprintf(&b, "%s  %s\n", f.SHA256, f.Path)
	}
	return b.Bytes()
}

// decode reads a manifest. A path out of the release's folder is an error.
func decode(text []byte) (m Manifest, err error) {
	if err := json.Unmarshal(text, &m); err != nil {
		return m, err
	}
	for _, f := range m.Files {
		if !fs.ValidPath(f.Path) || !filepath.IsLocal(filepath.FromSlash(f.Path)) {
			return m, fmt.Errorf("invalid path %q", f.Path)
		}
	}
	return m, nil
}

// Count returns how many files are published.
func (m Manifest) Count() int { return len(m.Files) + len([]string{manifestName, archiveName}) }

// Names returns the files of a release from the site's root, without any if its manifest has a mistake.
func (f *Frozen) Names() []string {
	m, err := f.Manifest()
	if err != nil {
		return nil
	}
	names := []string{f.Name.Path() + manifestName, f.Name.Path() + archiveName}
	for _, x := range m.Files {
		names = append(names, f.Name.Path()+x.Path)
	}
	return names
}

// Languages returns the languages that have a folder of their own: all but the source language of its day.
func (m Manifest) Languages() (codes []string) {
	for _, f := range m.Files {
		if code, is := strings.CutSuffix(f.Path, "/data/v1/offline.html"); is && !strings.Contains(code, "/") {
			codes = append(codes, code)
		}
	}
	return codes
}

// Summary is what pages need to know of what a release contains.
type Summary struct {
	Files     int      // that are published
	Languages []string // with a folder of their own
}

// Summaries returns those of some releases. They are kept between runs, since a release never changes and its manifest takes long to read.
func Summaries(all []*Frozen) map[Name]Summary {
	out, memo := map[Name]Summary{}, disk.OpenMemo("released")
	for _, f := range all {
		text, err := memo.Do(sha256.Sum256([]byte("summary of "+f.Key())), func() ([]byte, error) {
			m, err := f.Manifest()
			if err != nil {
				return nil, err
			}
			return json.Marshal(Summary{m.Count(), m.Languages()})
		})
		var s Summary
		if err == nil && json.Unmarshal(text, &s) == nil { // without it the release cannot be unpacked, which is reported then
			out[f.Name] = s
		}
	}
	return out
}

// Frozen is a release in a project: a folder with its manifest and its archive.
type Frozen struct {
	Name     Name
	Folder   string                   // from the project's top folder
	Manifest func() (Manifest, error) // read when it is first wanted
	sums     map[string]string        // SHA-256 of each file in the folder, in hexadecimal
	root     fs.FS
}

// Read reads a release: the hash of every file in its folder. The error is for files that cannot be read; Differences returns
// what has changed.
func Read(root fs.FS, folder string) (*Frozen, error) {
	known := openSums()
	defer known.save()
	return read(root, folder, known)
}

// ReadAll reads every release of a project; failed is called with the folder of one that cannot be read.
func ReadAll(root fs.FS, failed func(folder string, err error)) (all []*Frozen) {
	names := Names(root)
	if len(names) == 0 {
		return nil
	}
	known := openSums()
	defer known.save()
	found, errs := make([]*Frozen, len(names)), make([]error, len(names))
	_ = disk.Each(names, func(i int, name Name) error {
		found[i], errs[i] = read(root, path.Join(Folder, string(name)), known)
		return nil // each is reported by itself
	})
	for i, f := range found {
		if errs[i] != nil {
			failed(f.Folder, errs[i])
		} else {
			all = append(all, f)
		}
	}
	return all
}

func read(root fs.FS, folder string, known *sums) (*Frozen, error) {
	f := &Frozen{Name: Name(path.Base(folder)), Folder: folder, sums: map[string]string{}, root: root}
	f.Manifest = sync.OnceValues(func() (m Manifest, err error) {
		text, err := f.stored(manifestName)
		if err == nil {
			m, err = decode(text)
		}
		if err != nil {
			return m, fmt.Errorf("%s/%s: %w", folder, manifestName, err)
		}
		return m, nil
	})
	return f, fs.WalkDir(root, folder, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		info, err := entry.Info()
		if err == nil {
			f.sums[strings.TrimPrefix(name, folder+"/")], err = known.of(root, name, info)
		}
		return err
	})
}

// Key returns what all bytes of the release follow from.
func (f *Frozen) Key() string { return f.sums[manifestName] + f.sums[archiveName] }

// stored returns a file in the release's folder of the project.
func (f *Frozen) stored(name string) ([]byte, error) {
	return fs.ReadFile(f.root, path.Join(f.Folder, name))
}

// ReadFile returns a file of the release by its path in the archive.
func (f *Frozen) ReadFile(name string) ([]byte, error) { return ReadFile(f.root, f.Folder, name) }

// ReadFile returns a file of the release in a folder of a project by its path in the archive.
func ReadFile(root fs.FS, folder, name string) ([]byte, error) {
	packed, err := fs.ReadFile(root, path.Join(folder, archiveName))
	if err != nil {
		return nil, err
	}
	var text []byte
	err = unpack(packed, func(entry string, r io.Reader) (err error) {
		if entry != name {
			return nil
		}
		if text, err = io.ReadAll(r); err != nil {
			return err
		}
		return errFound
	})
	switch {
	case errors.Is(err, errFound):
		return text, nil
	case err == nil:
		err = fs.ErrNotExist
	}
	return nil, &fs.PathError{Op: "read", Path: path.Join(folder, archiveName, name), Err: err}
}

// ReadFiles returns the files of the release that are wanted, by path.
func (f *Frozen) ReadFiles(wanted func(name string) bool) (map[string][]byte, error) {
	packed, err := f.stored(archiveName)
	if err != nil {
		return nil, err
	}
	files := map[string][]byte{}
	return files, unpack(packed, func(name string, r io.Reader) (err error) {
		if wanted(name) {
			files[name], err = io.ReadAll(r)
		}
		return err
	})
}

// Sums is the SHA-256 of the two files that a project has of a release, in hexadecimal.
type Sums struct{ Manifest, Archive string }

// Difference is how a file of a release differs from what was frozen.
type Difference struct {
	Path string // below the release's folder
	What string // "was changed", "is gone" or "was added"
}

// Differences returns every file in the release's folder that differs from what was frozen, by path.
func (f *Frozen) Differences(frozen Sums) []Difference {
	var out []Difference
	want := map[string]string{manifestName: frozen.Manifest, archiveName: frozen.Archive}
	for name, sum := range want {
		if got, ok := f.sums[name]; !ok {
			out = append(out, Difference{name, "is gone"})
		} else if got != sum {
			out = append(out, Difference{name, "was changed"})
		}
	}
	for name := range f.sums {
		if _, ok := want[name]; !ok {
			out = append(out, Difference{name, "was added"})
		}
	}
	slices.SortFunc(out, func(a, b Difference) int { return strings.Compare(a.Path, b.Path) })
	return out
}
