package disk

import (
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"time"
)

// Shelf keeps folders of a site between builds. To write many files again, or only to link to each of them, takes longer the
// more there are; to move a folder does not. So a build takes each folder off the shelf and puts it into its output, and the
// same folder of the output that it replaces back. It is for speed only: what is missing, or was changed since, is made again.
// Several builds may use it at once.
type Shelf struct{ dir string } // "" for none

// Folder is a folder of a site that many builds have in common.
type Folder struct {
	Path string                 // slash-separated, below the site's root
	Key  string                 // what all its bytes follow from
	Slot string                 // its place on the shelf, a file name: a folder of another key replaces it there
	Make func(dir string) error // writes its files into dir, which does not exist
}

// Files returns a folder of files, by their slash-separated names below it.
func Files(path, slot string, files map[string][]byte) Folder {
	names := slices.Sorted(maps.Keys(files))
	sum := sha256.New()
	for _, name := range names {
		fmt.Fprintf(sum, "%q %d\n", name, len(files[name]))
		sum.Write(files[name])
	}
	return Folder{path, fmt.Sprintf("%x", sum.Sum(nil)), slot, func(dir string) error {
		for _, name := range names {
			if err := Write(dir, name, files[name]); err != nil {
				return err
			}
		}
		return nil
	}}
}

// listing is what the shelf knows of a folder, in a file beside it.
type listing struct {
	Key   string           `json:"key"`
	Files map[string]stamp `json:"files"` // by path, slash-separated
}

// stamp is what tells whether a file was written to, without reading it.
type stamp struct {
	Size     int64     `json:"size"`
	Modified time.Time `json:"modified"`
}

const listed = ".json"

// OpenShelf opens a shelf of a name in this user's cache.
func OpenShelf(name string) Shelf {
	dir, err := CacheFolder(name)
	if err != nil {
		return Shelf{}
	}
	return ShelfIn(dir)
}

// ShelfIn opens a shelf in a folder, and removes what no build has used in five days.
func ShelfIn(dir string) Shelf {
	kept, _ := os.ReadDir(dir)
	for _, entry := range kept {
		if info, err := entry.Info(); err == nil && time.Since(info.ModTime()) > 5*24*time.Hour {
			_ = os.RemoveAll(filepath.Join(dir, entry.Name()))
		}
	}
	return Shelf{dir}
}

// Take puts folders into a site, in which there must be none of their names.
func (s Shelf) Take(all []Folder, site string) error {
	return Each(all, func(_ int, f Folder) error {
		if err := s.take(f, f.within(site)); err != nil {
			return fmt.Errorf("/%s: %w", f.Path, err)
		}
		return nil
	})
}

// Return puts the folders of a site that is no longer wanted back.
func (s Shelf) Return(all []Folder, site string) {
	_ = Each(all, func(_ int, f Folder) error {
		s.put(f, f.within(site))
		return nil
	})
}

func (f Folder) within(site string) string { return filepath.Join(site, filepath.FromSlash(f.Path)) }

func (s Shelf) place(f Folder) string { return filepath.Join(s.dir, f.Slot) }

func (s Shelf) take(f Folder, dir string) error {
	if _, err := os.Lstat(dir); err == nil {
		return errors.New("the build writes a file of this name")
	}
	if err := os.MkdirAll(filepath.Dir(dir), 0o755); err != nil {
		return err
	}
	if kept := s.listing(f); kept.Key == f.Key && os.Rename(s.place(f), dir) == nil {
		if kept.describes(dir) {
			return nil
		}
		if err := os.RemoveAll(dir); err != nil {
			return err
		}
	}
	if err := f.Make(dir); err != nil {
		return err
	}
	if s.dir != "" {
		s.keep(f, dir)
	}
	return nil
}

// keep puts a folder that was just made onto the shelf too, for the next build. What cannot be kept is made again.
func (s Shelf) keep(f Folder, dir string) {
	copied, err := os.MkdirTemp(s.dir, "new-")
	if err != nil {
		return
	}
	defer os.RemoveAll(copied)
	made := listing{f.Key, map[string]stamp{}}
	err = eachIn(dir, func(name string, info fs.FileInfo) error {
		if info.IsDir() {
			return os.MkdirAll(filepath.Join(copied, name), 0o755)
		}
		made.Files[filepath.ToSlash(name)] = stamp{info.Size(), info.ModTime()}
		return os.Link(filepath.Join(dir, name), filepath.Join(copied, name))
	})
	text, _ := json.Marshal(made) // texts, numbers and times can always be encoded
	if err == nil && os.WriteFile(s.place(f)+listed, text, 0o644) == nil && os.RemoveAll(s.place(f)) == nil {
		s.put(f, copied)
	}
}

// put moves a folder onto the shelf, unless there is one.
func (s Shelf) put(f Folder, dir string) {
	if s.dir != "" && os.Rename(dir, s.place(f)) == nil {
		now := time.Now()
		_ = os.Chtimes(s.place(f), now, now)
		_ = os.Chtimes(s.place(f)+listed, now, now)
	}
}

// listing returns what the shelf knows of a folder; without a key if that is nothing.
func (s Shelf) listing(f Folder) (l listing) {
	if s.dir == "" {
		return l
	}
	text, err := os.ReadFile(s.place(f) + listed)
	if err != nil || json.Unmarshal(text, &l) != nil {
		return listing{}
	}
	return l
}

// describes reports whether a folder has the files that are listed, and no other, as they were written.
func (l listing) describes(dir string) bool {
	found := 0
	err := eachIn(dir, func(name string, info fs.FileInfo) error {
		if info.IsDir() {
			return nil
		}
		want, ok := l.Files[filepath.ToSlash(name)]
		if !ok || !info.Mode().IsRegular() || info.Size() != want.Size || !info.ModTime().Equal(want.Modified) {
			return errors.New("changed")
		}
		found++
		return nil
	})
	return err == nil && found == len(l.Files)
}

// eachIn calls do with the name below a folder of everything in it.
func eachIn(dir string, do func(name string, info fs.FileInfo) error) error {
	return filepath.WalkDir(dir, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || name == dir {
			return err
		}
		below, err := filepath.Rel(dir, name)
		if err != nil {
			return err
		}
		info, err := entry.Info()
		if err != nil {
			return err
		}
		return do(below, info)
	})
}
