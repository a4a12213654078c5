package site

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

// put writes a file, with an age.
func put(t *testing.T, file, text string, age time.Duration) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	when := time.Now().Add(-age)
	if err := os.Chtimes(file, when, when); err != nil {
		t.Fatal(err)
	}
}

// got reads a file; "" where there is none.
func got(file string) string {
	text, _ := os.ReadFile(file)
	return string(text)
}

func TestPicturesAreKeptBetweenRuns(t *testing.T) {
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	first := newPictures(t.TempDir())
	if first.kept == "" {
		t.Skip("this system has no folder for caches")
	}
	put(t, filepath.Join(first.kept, "a", "old.png"), "old", keptFor+time.Hour)
	put(t, filepath.Join(first.kept, "a", "kept.png"), "kept", keptFor-time.Hour)

	first.lend()
	if name := filepath.Join(first.own, "a", "kept.png"); got(name) != "kept" {
		t.Errorf("%s is not lent", name)
	}
	for _, dir := range []string{first.own, first.kept} {
		if name := filepath.Join(dir, "a", "old.png"); got(name) != "" {
			t.Errorf("%s is still there", name)
		}
	}

	put(t, filepath.Join(first.own, "b", "new.png"), "new", 0)
	if name := filepath.Join(first.kept, "b", "new.png"); got(name) != "" {
		t.Errorf("%s is kept before the run has succeeded", name)
	}
	first.keep()
	second := newPictures(t.TempDir())
	second.lend()
	if name := filepath.Join(second.own, "b", "new.png"); got(name) != "new" {
		t.Errorf("%s is not lent to the next run", name)
	}
}

// TestPicturesGoWithoutCache: a folder that cannot be made is no reason to fail.
func TestPicturesGoWithoutCache(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	put(t, file, "a file where a folder should be", 0)
	t.Setenv("XDG_CACHE_HOME", file)
	p := newPictures(t.TempDir())
	p.lend()
	put(t, filepath.Join(p.own, "new.png"), "new", 0)
	p.keep()
	if got(filepath.Join(p.own, "new.png")) != "new" {
		t.Error("the run has lost its picture")
	}
}

func TestShareCopiesWhereItCannotLink(t *testing.T) {
	dir := t.TempDir()
	from, to := filepath.Join(dir, "from"), filepath.Join(dir, "to")
	put(t, from, "new", 0)
	put(t, to, "old", 0) // no link can take its name
	if err := share(from, to); err != nil || got(to) != "new" {
		t.Errorf("got %q, %v", got(to), err)
	}
	if left, _ := os.ReadDir(dir); len(left) != 2 {
		t.Errorf("%d files are left, want 2", len(left))
	}
}
