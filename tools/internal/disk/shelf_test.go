package disk

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
)

var first = map[string][]byte{"index.html": []byte("first"), "a/b/index.html": []byte("more"), "a/c.json": []byte("{}")}

// TestShelf: a site has the files that it asks for to the byte, whatever was done to the folder that comes back to the shelf.
func TestShelf(t *testing.T) {
	shelf := ShelfIn(t.TempDir())
	var made atomic.Int32
	folder := func(files map[string][]byte) Folder {
		f := asFolder("es/frames", files)
		write := f.Make
		f.Make = func(dir string) error {
			made.Add(1)
			return write(dir)
		}
		return f
	}
	take := func(s Shelf, files map[string][]byte) (site, dir string) {
		t.Helper()
		site = t.TempDir()
		if err := s.Take([]Folder{folder(files)}, site); err != nil {
			t.Fatal(err)
		}
		dir = filepath.Join(site, "es", "frames")
		if got := contents(t, dir); !reflect.DeepEqual(got, files) {
			t.Errorf("it has %q, want %q", got, files)
		}
		return site, dir
	}
	second := map[string][]byte{"index.html": []byte("other"), "a/b/index.html": []byte("more"), "a/c.json": []byte("{}")}

	take(Shelf{}, first) // of no folder
	before, _ := take(shelf, first)
	for _, test := range []struct {
		what   string
		change func(dir string) error
		files  map[string][]byte
		kept   bool
	}{
		{"nothing", func(string) error { return nil }, first, true},
		{"a change", func(dir string) error {
			return os.WriteFile(filepath.Join(dir, "index.html"), []byte("changed"), 0o644)
		}, first, false},
		{"a change of the same size", func(dir string) error { return os.WriteFile(filepath.Join(dir, "index.html"), []byte("FIRST"), 0o644) }, first, false},
		{"a removal", func(dir string) error { return os.RemoveAll(filepath.Join(dir, "a")) }, first, false},
		{"a file", func(dir string) error { return Write(dir, "a/more.json", nil) }, first, false},
		{"a link", func(dir string) error {
			return errors.Join(os.Remove(filepath.Join(dir, "index.html")), os.Symlink("a/c.json", filepath.Join(dir, "index.html")))
		}, first, false},
		{"other bytes to write", func(string) error { return nil }, second, false},
	} {
		site, dir := take(shelf, first)
		if err := test.change(dir); err != nil {
			t.Fatal(err)
		}
		// The second copy, which the shelf may have since the folder was made, must not hide what comes back.
		if err := os.RemoveAll(shelf.place(folder(first))); err != nil {
			t.Fatal(err)
		}
		shelf.Return([]Folder{folder(first)}, site)
		made.Store(0)
		take(shelf, test.files)
		if kept := made.Load() == 0; kept != test.kept {
			t.Errorf("after %s: taken from the shelf is %t, want %t", test.what, kept, test.kept)
		}
	}

	// What was made once is there for the next build, before any comes back.
	take(shelf, first)
	take(shelf, second)
	made.Store(0)
	after, _ := take(shelf, second)
	if made.Load() != 0 {
		t.Error("it was made twice")
	}
	// A folder of other bytes that comes back is not mistaken for what was made since.
	shelf.Return([]Folder{folder(second)}, before)
	take(shelf, second)
	if made.Load() != 1 {
		t.Errorf("made %d times, want once", made.Load())
	}
	shelf.Return([]Folder{folder(second)}, after)

	// Builds at once: each has its files.
	for range 2 {
		_ = Each(make([]int, 8), func(i, _ int) error {
			take(shelf, []map[string][]byte{first, second}[i%2])
			return nil
		})
	}
	if left, _ := filepath.Glob(filepath.Join(shelf.dir, "new-*")); len(left) > 0 {
		t.Errorf("left on the shelf: %v", left)
	}

	if err := shelf.Take([]Folder{folder(first)}, before); err != nil {
		t.Error(err)
	}
	if err := shelf.Take([]Folder{folder(first)}, before); err == nil {
		t.Error("it was put in place of what the site has")
	}
}

// TestFilesKey: the key of a folder follows from the names and the bytes of its files.
func TestFilesKey(t *testing.T) {
	keys := map[string]bool{}
	for _, files := range []map[string][]byte{
		first, {}, {"a": nil}, {"a": []byte("b")}, {"ab": nil}, {"a": []byte("b"), "c": []byte("d")}, {"a": []byte("bc"), "c": nil},
	} {
		keys[asFolder("y", files).Key] = true
		keys[asFolder("other/place", files).Key] = true
	}
	if len(keys) != 7 {
		t.Errorf("%d keys, want 7", len(keys))
	}
}

// TestShelfWritesWhatDiffers: of a folder that is there with other bytes, only the files that differ are made.
func TestShelfWritesWhatDiffers(t *testing.T) {
	shelf := ShelfIn(t.TempDir())
	build := func(files map[string][]byte) (site string, made []string) {
		t.Helper()
		var mu sync.Mutex
		all := Folders{}
		for name, text := range files {
			f := Bytes(text)
			all.Add("frames", "frames/"+name, File{f.Key, func() ([]byte, error) {
				mu.Lock()
				defer mu.Unlock()
				made = append(made, name)
				return text, nil
			}})
		}
		site = t.TempDir()
		if err := shelf.Take(all.Of("https://x.example/"), site); err != nil {
			t.Fatal(err)
		}
		if got := contents(t, filepath.Join(site, "frames")); !reflect.DeepEqual(got, files) {
			t.Errorf("it has %q, want %q", got, files)
		}
		slices.Sort(made)
		return site, made
	}
	before, made := build(first)
	if len(made) != len(first) {
		t.Errorf("made %q of %d files", made, len(first))
	}
	// One changes, one is gone, one is new where a folder was, one stays.
	after := map[string][]byte{"index.html": []byte("other"), "a/b": []byte("new"), "a/c.json": first["a/c.json"]}
	if _, made := build(after); !slices.Equal(made, []string{"a/b", "index.html"}) {
		t.Errorf("made %q", made)
	}
	// No folder is left either: its name may be one that is withheld now.
	without := map[string][]byte{"index.html": []byte("other")}
	if site, _ := build(without); len(contents(t, site)) != 1 {
		t.Error("more than one file")
	} else if _, err := os.Lstat(filepath.Join(site, "frames", "a")); err == nil {
		t.Error("an empty folder is left")
	}
	build(after)
	if got := contents(t, filepath.Join(before, "frames")); !reflect.DeepEqual(got, first) {
		t.Errorf("the site before has %q, want %q", got, first)
	}
	// What was written to since is made again, also where its key is the same.
	shelf.Return(Folders{"frames": nil}.Of("https://x.example/"), before)
	site, _ := build(after)
	if err := os.WriteFile(filepath.Join(site, "frames", "a", "c.json"), []byte("[]"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.RemoveAll(shelf.place(asFolder("frames", nil))); err != nil {
		t.Fatal(err)
	}
	shelf.Return([]Folder{asFolder("frames", after)}, site)
	after["index.html"] = []byte("third")
	if _, made := build(after); !slices.Equal(made, []string{"a/c.json", "index.html"}) {
		t.Errorf("made %q", made)
	}
}

func asFolder(path string, files map[string][]byte) Folder {
	all := Folders{path: nil}
	for name, text := range files {
		all.Add(path, path+"/"+name, Bytes(text))
	}
	return all.Of("https://x.example/")[0]
}

func contents(t *testing.T, dir string) map[string][]byte {
	t.Helper()
	files := map[string][]byte{}
	err := filepath.WalkDir(dir, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		below, err := filepath.Rel(dir, name)
		if err == nil {
			files[filepath.ToSlash(below)], err = os.ReadFile(name)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
	return files
}

// TestLend: what was kept is lent as often as somebody asks for it, to the byte, and never after a file of it was written to.
func TestLend(t *testing.T) {
	shelf := ShelfIn(t.TempDir())
	place := func() string { return filepath.Join(t.TempDir(), "site") }
	f := asFolder("", first)
	made := place()
	lent := func(s Shelf, f Folder, dir string) bool {
		note, ok := s.Lend(f, dir)
		if want := map[bool]string{true: "note"}[ok]; note != want {
			t.Errorf("with the note %q, want %q", note, want)
		}
		return ok
	}
	if lent(shelf, f, made) || lent(Shelf{}, f, made) {
		t.Fatal("an empty shelf lends a folder")
	}
	if err := f.Make(made); err != nil {
		t.Fatal(err)
	}
	(Shelf{}).Keep(f, made, "note")
	shelf.Keep(f, made, "note")
	for range 2 {
		site := place()
		if !lent(shelf, f, site) {
			t.Fatal("a folder that was kept is not lent")
		}
		if got := contents(t, site); !reflect.DeepEqual(got, first) {
			t.Errorf("it has %q, want %q", got, first)
		}
		// Others add to a site that was made of it, and replace its files.
		if err := errors.Join(Write(site, "a/more.html", []byte("more")), os.Remove(filepath.Join(site, "index.html")), Write(site, "index.html", []byte("next"))); err != nil {
			t.Fatal(err)
		}
	}
	if next := asFolder("", map[string][]byte{"index.html": []byte("next")}); next.Slot != f.Slot || lent(shelf, next, place()) {
		t.Error("a folder of another key is lent, or it has another place")
	}
	site := place()
	if !lent(shelf, f, site) || os.WriteFile(filepath.Join(site, "index.html"), []byte("FIRST"), 0o644) != nil {
		t.Fatal("no file to write to")
	}
	if lent(shelf, f, place()) {
		t.Error("a folder is lent after a file of it was written to")
	}
}

// TestNote: what was noted of a folder holds until the key is another, or any file of it.
func TestNote(t *testing.T) {
	nothing := func(string) error { return nil }
	for _, test := range []struct {
		what   string
		key    string
		change func(dir string) error
		holds  bool
	}{
		{"nothing", "1", nothing, true},
		{"another key", "2", nothing, false},
		{"a change", "1", func(dir string) error {
			return os.WriteFile(filepath.Join(dir, "index.html"), []byte("changed"), 0o644)
		}, false},
		{"a change of the same size", "1", func(dir string) error { return os.WriteFile(filepath.Join(dir, "index.html"), []byte("FIRST"), 0o644) }, false},
		{"a removal", "1", func(dir string) error { return os.Remove(filepath.Join(dir, "index.html")) }, false},
		{"a file", "1", func(dir string) error { return Write(dir, "a/more.json", nil) }, false},
		{"no folder", "1", os.RemoveAll, false},
	} {
		shelf, dir := ShelfIn(t.TempDir()), t.TempDir()
		for name, text := range first {
			if err := Write(dir, name, text); err != nil {
				t.Fatal(err)
			}
		}
		noted := Folder{Key: "1", Slot: Slot("noted", dir)}
		if _, ok := shelf.Noted(noted, dir); ok {
			t.Errorf("%s: something was noted before", test.what)
		}
		shelf.Note(noted, dir, "text")
		if err := test.change(dir); err != nil {
			t.Fatal(err)
		}
		text, ok := shelf.Noted(Folder{Key: test.key, Slot: noted.Slot}, dir)
		if ok != test.holds || ok && text != "text" {
			t.Errorf("%s: the note is %q and holds: %v, want %v", test.what, text, ok, test.holds)
		}
	}
	Shelf{}.Note(Folder{Key: "1"}, t.TempDir(), "text")
	if _, ok := (Shelf{}).Noted(Folder{Key: "1"}, t.TempDir()); ok {
		t.Error("a shelf without a folder has a note")
	}
}
