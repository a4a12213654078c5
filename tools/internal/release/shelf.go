package release

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"declarationwatch/tools/internal/disk"
)

// Shelf has the unpacked files of releases between builds, each in a folder named by its hash. To unpack a
// release, or only to link to each of its files, takes longer the more releases there are; to move a folder does not. So a
// build takes each folder off the shelf and puts it into its output, and the folder of the output that it replaces back. It is
// for speed only: what is missing, or was changed since, is unpacked again.
type Shelf struct{ dir string } // "" for none

// OpenShelf opens the shelf in this user's cache, and removes what no build has used in five days.
func OpenShelf() Shelf {
	dir, err := disk.CacheFolder("releases")
	if err != nil {
		return Shelf{}
	}
	kept, _ := os.ReadDir(dir)
	for _, entry := range kept {
		if info, err := entry.Info(); err == nil && time.Since(info.ModTime()) > 5*24*time.Hour {
			_ = os.RemoveAll(filepath.Join(dir, entry.Name()))
		}
	}
	return Shelf{dir}
}

// Take puts the files of releases into a folder of a site, each release into its own folder.
func (s Shelf) Take(all []*Frozen, site string) error {
	return disk.Each(all, func(_ int, f *Frozen) error {
		if err := s.take(f, f.within(site)); err != nil {
			return fmt.Errorf("%s: %w", f.Folder, err)
		}
		return nil
	})
}

// Return puts the folders of releases back that a site has, if it has them as they were unpacked.
func (s Shelf) Return(all []*Frozen, site string) {
	_ = disk.Each(all, func(_ int, f *Frozen) error {
		s.put(f, f.within(site))
		return nil
	})
}

func (f *Frozen) within(site string) string {
	return filepath.Join(site, filepath.FromSlash(f.Name.Path()))
}

func (s Shelf) take(f *Frozen, dir string) error {
	if _, err := os.Lstat(dir); err == nil {
		return fmt.Errorf("the build writes a file of this name: /%s", f.Name.Path())
	}
	if err := os.MkdirAll(filepath.Dir(dir), 0o755); err != nil {
		return err
	}
	if s.dir != "" && os.Rename(s.place(f), dir) == nil {
		if f.intact(dir) {
			return nil
		}
		if err := os.RemoveAll(dir); err != nil {
			return err
		}
	}
	if err := f.unpack(dir); err != nil {
		return err
	}
	if s.dir != "" { // so that the next build finds it too
		if copied, err := os.MkdirTemp(s.dir, "new-"); err == nil {
			if linkTree(dir, copied) == nil {
				s.put(f, copied)
			}
			_ = os.RemoveAll(copied)
		}
	}
	return nil
}

// put moves a folder onto the shelf, unless the shelf has the release.
func (s Shelf) put(f *Frozen, dir string) {
	if s.dir != "" && os.Rename(dir, s.place(f)) == nil {
		now := time.Now()
		_ = os.Chtimes(s.place(f), now, now)
	}
}

func (s Shelf) place(f *Frozen) string { return filepath.Join(s.dir, f.Key()) }

// unpack writes the files of a release into a new folder, each of which must be as the manifest has it.
func (f *Frozen) unpack(dir string) error {
	m, err := f.Manifest()
	if err != nil {
		return err
	}
	manifest, err := f.stored(manifestName)
	if err != nil {
		return err
	}
	packed, err := f.stored(archiveName)
	if err != nil {
		return err
	}
	write := func(name string, text []byte) error {
		return errors.Join(disk.Write(dir, name, text), os.Chtimes(filepath.Join(dir, filepath.FromSlash(name)), m.day(), m.day()))
	}
	if err := errors.Join(write(manifestName, manifest), write(archiveName, packed)); err != nil {
		return err
	}
	missing := m.byPath()
	err = unpack(packed, func(name string, r io.Reader) error {
		file, ok := missing[name]
		if !ok {
			return fmt.Errorf("%s is not in the manifest", name)
		}
		delete(missing, name)
		text, err := io.ReadAll(io.LimitReader(r, int64(file.Bytes)+1))
		if err == nil && newFile(name, text) != file {
			err = fmt.Errorf("%s is not what the manifest has", name)
		}
		return errors.Join(err, write(name, text))
	})
	for name := range missing {
		err = errors.Join(err, fmt.Errorf("%s is missing in %s", name, archiveName))
	}
	return err
}

func (m Manifest) byPath() map[string]File {
	all := map[string]File{}
	for _, file := range m.Files {
		all[file.Path] = file
	}
	return all
}

// day returns the time that every unpacked file has, by which a change is noticed without reading it.
func (m Manifest) day() time.Time {
	day, _ := time.Parse(time.DateOnly, m.AsOf) // what is of no day is unpacked for each build
	return day
}

// intact reports whether a folder has the files of the release, and no other, as they were unpacked.
func (f *Frozen) intact(dir string) bool {
	m, err := f.Manifest()
	text, failed := os.ReadFile(filepath.Join(dir, manifestName))
	if err != nil || failed != nil || newFile(manifestName, text).SHA256 != f.sums[manifestName] {
		return false
	}
	want, found := m.byPath(), 0
	err = filepath.WalkDir(dir, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		info, err := entry.Info()
		if err != nil {
			return err
		}
		below := filepath.ToSlash(strings.TrimPrefix(name, dir+string(filepath.Separator)))
		file, ok := want[below]
		ok = ok && info.Size() == int64(file.Bytes) || below == manifestName || below == archiveName
		if !ok || !info.Mode().IsRegular() || !info.ModTime().Equal(m.day()) {
			return errors.New("changed")
		}
		found++
		return nil
	})
	return err == nil && found == m.Count()
}

// linkTree makes a second folder with the same files.
func linkTree(from, to string) error {
	return filepath.WalkDir(from, func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		below, err := filepath.Rel(from, name)
		switch {
		case err != nil:
			return err
		case entry.IsDir():
			return os.MkdirAll(filepath.Join(to, below), 0o755)
		}
		return os.Link(name, filepath.Join(to, below))
	})
}
