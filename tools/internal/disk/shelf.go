package disk

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
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
	Make func(dir string) error `json:"-"` // writes its files into dir, which does not exist

	files map[string]File // by slash-separated name below it: one of another key needs only those that differ; nil if they are not known
}

// File is a file of a folder.
type File struct {
	Key  string                 // what its bytes follow from
	Text func() ([]byte, error) // called if the shelf does not have it
}

// Bytes returns a file that has a text.
func Bytes(text []byte) File {
	return File{fmt.Sprintf("%x", sha256.Sum256(text)), func() ([]byte, error) { return text, nil }}
}

// Folders is files by the folder that is kept as one, a path below the site's root, and by their slash-separated name below it.
type Folders map[string]map[string]File

// Add adds a file by its path below the site's root, which is in the folder.
func (all Folders) Add(folder, file string, f File) {
	if all[folder] == nil {
		all[folder] = map[string]File{}
	}
	all[folder][strings.TrimPrefix(file, folder+"/")] = f
}

// Of returns the folders of the site at an address.
func (all Folders) Of(site string) (out []Folder) {
	for _, folder := range slices.Sorted(maps.Keys(all)) {
		out = append(out, files(site, folder, all[folder]))
	}
	return out
}

// Slot returns a place on a shelf: of a kind of folder, and what tells it from others of its kind.
func Slot(kind string, which ...any) string {
	return fmt.Sprintf("%s-%x", kind, sha256.Sum256(fmt.Appendf(nil, "%#v", which)))
}

// files returns a folder of files by their slash-separated names below it.
func files(site, below string, files map[string]File) Folder {
	names := slices.Sorted(maps.Keys(files))
	sum := sha256.New()
	for _, name := range names {
		fmt.Fprintf(sum, "%q %s\n", name, files[name].Key)
	}
	return Folder{below, fmt.Sprintf("%x", sum.Sum(nil)), Slot(kindFolder, site, below), func(dir string) error {
		return Each(names, func(_ int, name string) error {
			if _, err := os.Lstat(filepath.Join(dir, filepath.FromSlash(name))); err == nil {
				return nil // the shelf had it
			}
			text, err := files[name].Text()
			if err != nil {
				return err
			}
			return Write(dir, name, text)
		})
	}, files}
}

// listing is what the shelf knows of a folder, in a file beside it.
type listing struct {
	Key   string           `json:"key"`
	Files map[string]stamp `json:"files"` // by path, slash-separated
	Note  string           `json:"note,omitempty"`
}

// stamp is what tells whether a file was written to, without reading it, and what its bytes follow from.
type stamp struct {
	Size     int64     `json:"size"`
	Modified time.Time `json:"modified"`
	Key      string    `json:"key,omitempty"`
}

const listed = ".json"

// What the names of folders of a site, and of those that are still being written, begin with.
const (
	kindFolder = "folder"
	kindNew    = "new"
)

// OpenShelf opens a shelf of a name in this user's cache.
func OpenShelf(name string) Shelf {
	dir, err := CacheFolder(name)
	if err != nil {
		return Shelf{}
	}
	return ShelfIn(dir)
}

// ShelfIn opens a shelf in a folder.
func ShelfIn(dir string) Shelf { return Shelf{dir} }

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

// Lend puts the files of a kept folder into one that does not exist, as links, and returns what was noted of it; ok is whether it had
// them all. Unlike one that was taken, the folder stays on the shelf: others add to what is made of it. They must replace its files, not
// write to them; one that was written to is made again.
func (s Shelf) Lend(f Folder, dir string) (note string, ok bool) {
	text := s.list(f)
	kept := listingOf(text)
	if kept.Key == "" || kept.Key != f.Key || !kept.describes(s.place(f)) {
		return "", false
	}
	err := Each(slices.Sorted(maps.Keys(kept.Files)), func(_ int, name string) error {
		file := filepath.Join(dir, filepath.FromSlash(name))
		return errors.Join(os.MkdirAll(filepath.Dir(file), 0o755), os.Link(filepath.Join(s.place(f), filepath.FromSlash(name)), file))
	})
	if err != nil || !bytes.Equal(s.list(f), text) { // another build put another folder there
		_ = os.RemoveAll(dir)
		return "", false
	}
	s.use(f)
	return kept.Note, true
}

// Told returns what was noted of a kept folder, and whether Lend may have it.
func (s Shelf) Told(f Folder) (note string, ok bool) {
	kept := listingOf(s.list(f))
	return kept.Note, kept.Key != "" && kept.Key == f.Key
}

// Keep puts links to all files of a folder onto the shelf, to be lent, with a text of the caller about it. What cannot be kept is made
// again.
func (s Shelf) Keep(f Folder, dir, note string) {
	if s.dir != "" {
		s.keep(f, dir, note)
	}
}

// File returns the name of a file on the shelf for a slot, which the caller reads and replaces; "" where there is no shelf.
func (s Shelf) File(slot string) string {
	if s.dir == "" {
		return ""
	}
	return filepath.Join(s.dir, slot)
}

// Note notes that a folder now has all its files, and a text of the caller about it, without keeping them. Noted then returns the text
// as long as the folder is of the same key and no file of it is added, removed or written to.
func (s Shelf) Note(f Folder, dir, text string) {
	if s.dir == "" {
		return
	}
	noted := listing{Key: f.Key, Note: text, Files: map[string]stamp{}}
	err := eachIn(dir, func(name string, info fs.FileInfo) error {
		if info != nil {
			noted.Files[filepath.ToSlash(name)] = stamp{Size: info.Size(), Modified: info.ModTime()}
		}
		return nil
	})
	if encoded, _ := json.Marshal(noted); err == nil { // texts, numbers and times can always be encoded
		_ = os.WriteFile(s.place(f)+listed, encoded, 0o644)
	}
}

// Noted returns what was noted of a folder that is still as it was then.
func (s Shelf) Noted(f Folder, dir string) (text string, ok bool) {
	noted := listingOf(s.list(f))
	if noted.Key == "" || noted.Key != f.Key || !noted.describes(dir) {
		return "", false
	}
	s.use(f)
	return noted.Note, true
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
	text := s.list(f)
	kept := listingOf(text)
	if kept.Key != "" && (kept.Key == f.Key || f.files != nil) && os.Rename(s.place(f), dir) == nil {
		if !bytes.Equal(s.list(f), text) {
			kept = listing{} // another build put another folder there
		}
		if kept.Key == f.Key && kept.describes(dir) {
			return nil
		}
		if err := kept.prune(dir, f.files); err != nil {
			return err
		}
	}
	if err := f.Make(dir); err != nil {
		return err
	}
	if s.dir != "" {
		s.keep(f, dir, "")
	}
	return nil
}

// keep puts a folder that was just made onto the shelf too, for the next build. What cannot be kept is made again.
func (s Shelf) keep(f Folder, dir, note string) {
	copied, err := os.MkdirTemp(s.dir, kindNew+"-")
	if err != nil {
		return
	}
	defer os.RemoveAll(copied)
	made := listing{Key: f.Key, Note: note, Files: map[string]stamp{}}
	err = eachIn(dir, func(name string, info fs.FileInfo) error {
		if info == nil {
			return os.MkdirAll(filepath.Join(copied, name), 0o755)
		}
		below := filepath.ToSlash(name)
		made.Files[below] = stamp{info.Size(), info.ModTime(), f.files[below].Key}
		return os.Link(filepath.Join(dir, name), filepath.Join(copied, name))
	})
	text, _ := json.Marshal(made) // texts, numbers and times can always be encoded
	if err != nil {
		return
	}
	// The folder that is there is moved away first: another build may take it at any moment, but never one with the wrong listing,
	// nor one of which half is removed.
	old := copied + "-old"
	defer os.RemoveAll(old)
	if err := os.Rename(s.place(f), old); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return
	}
	if os.WriteFile(s.place(f)+listed, text, 0o644) == nil {
		s.put(f, copied)
	}
}

// put moves a folder onto the shelf, unless there is one.
func (s Shelf) put(f Folder, dir string) {
	if s.dir != "" && os.Rename(dir, s.place(f)) == nil {
		s.use(f)
	}
}

// use notes that a folder is still wanted.
func (s Shelf) use(f Folder) {
	now := time.Now()
	_ = os.Chtimes(s.place(f), now, now)
	_ = os.Chtimes(s.place(f)+listed, now, now)
}

// list returns the text of what the shelf knows of a folder; none if that is nothing.
func (s Shelf) list(f Folder) []byte {
	if s.dir == "" {
		return nil
	}
	text, err := os.ReadFile(s.place(f) + listed)
	if err != nil {
		return nil
	}
	return text
}

// listingOf reads that text. What cannot be read gives a listing without a key.
func listingOf(text []byte) (l listing) {
	if json.Unmarshal(text, &l) != nil {
		return listing{}
	}
	return l
}

// describes reports whether a folder has the files that are listed, and no other, as they were written.
func (l listing) describes(dir string) bool {
	found := 0
	err := eachIn(dir, func(name string, info fs.FileInfo) error {
		if info == nil {
			return nil
		}
		if !l.has(name, info) {
			return errors.New("changed")
		}
		found++
		return nil
	})
	return err == nil && found == len(l.Files)
}

// has reports whether a file is listed, and as it was written.
func (l listing) has(name string, info fs.FileInfo) bool {
	s, ok := l.Files[filepath.ToSlash(name)]
	return ok && info.Mode().IsRegular() && info.Size() == s.Size && info.ModTime().Equal(s.Modified)
}

// prune removes everything from a folder but files that are wanted, as they were written, and the folders that they are in. Files are
// never changed in place: the site that is published now may have the same ones.
func (l listing) prune(dir string, wanted map[string]File) error {
	if wanted == nil {
		return os.RemoveAll(dir)
	}
	folders := map[string]bool{}
	for name := range wanted {
		for at := path.Dir(name); at != "."; at = path.Dir(at) {
			folders[at] = true
		}
	}
	return eachIn(dir, func(name string, info fs.FileInfo) error {
		below := filepath.ToSlash(name)
		want, ok := wanted[below]
		if info == nil && folders[below] || info != nil && ok && l.has(name, info) && l.Files[below].Key == want.Key {
			return nil
		}
		err := os.RemoveAll(filepath.Join(dir, name))
		if err == nil && info == nil {
			return fs.SkipDir
		}
		return err
	})
}

// eachIn calls do with the name below a folder of everything in it, and what is known of it; of a folder nothing, since most are there for
// one file, and to ask of each would take as long again.
func eachIn(dir string, do func(name string, info fs.FileInfo) error) error {
	return filepath.WalkDir(dir, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || name == dir {
			return err
		}
		below, err := filepath.Rel(dir, name)
		if err != nil {
			return err
		}
		if entry.IsDir() {
			return do(below, nil)
		}
		info, err := entry.Info()
		if err != nil {
			return err
		}
		return do(below, info)
	})
}
