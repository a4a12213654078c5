package main

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// TestManyReleases makes one release and copies it under the names of earlier months: each is published at its address, and a byte
// that is changed in the oldest is found. DECLARATION_SLOW does so with the real record and five years of releases, and prints
// what they add to the project and to the time of a build and a check.
func TestManyReleases(t *testing.T) {
	t.Parallel()
	dir, numbers := t.TempDir(), []int{3}
	if err := smallProject(dir); err != nil {
		t.Fatal(err)
	}
	if slow() {
		numbers = []int{24, 60}
		for _, part := range []string{"assets", "content", "data", "i18n", "layouts", "static", "config.toml"} {
			if err := errors.Join(os.RemoveAll(filepath.Join(dir, part)), copyTree(filepath.Join(realProject(t), part), filepath.Join(dir, part))); err != nil {
				t.Fatal(err)
			}
		}
	}
	none := measure(t, dir)
	now := time.Now().UTC()
	newest := now.Format("2006.01")
	mustRun(t, dir, "release", newest)
	for _, n := range numbers {
		oldest := copyRelease(t, dir, newest, n)
		with := measure(t, dir)
		files, size := 0, int64(0)
		err := filepath.WalkDir(filepath.Join(dir, "static", "v"), func(_ string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() {
				return err
			}
			info, err := entry.Info()
			files, size = files+1, size+info.Size()
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("%d releases: %d files, %.1f MB; build %.2f, check %.2f times as long as with none", n, files, float64(size)/1e6,
			float64(with.build)/float64(none.build), float64(with.check)/float64(none.check))
		if files != 2*n || size > int64(n)*30e6/24 {
			t.Errorf("%d releases take %d files and %d bytes", n, files, size)
		}
		if got, want := filepath.Join(dir, "public", "v", oldest), filepath.Join(dir, "public", "v", newest); difference(filepath.Join(got, "data"), filepath.Join(want, "data")) != "" {
			t.Errorf("%s is not published as %s is", got, want)
		}
		file := filepath.Join(dir, "static", "v", oldest, "files.tar.br")
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		changed := slices.Clone(text)
		changed[len(changed)/2] ^= 1
		if err := os.WriteFile(file, changed, 0o644); err != nil {
			t.Fatal(err)
		}
		out, err := tool(dir, "check").CombinedOutput()
		if err == nil || !strings.Contains(string(out), fmt.Sprintf("static/v/%s/files.tar.br: error: file of release %q was changed", oldest, oldest)) {
			t.Errorf("a byte changed in the oldest of %d: %v\n%s", n, err, out)
		}
		if err := os.WriteFile(file, text, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// taken is the shortest times of some runs.
type taken struct{ build, check time.Duration }

// measure builds and checks a project: once to fill the caches, then as often as it takes for a fair number.
func measure(t *testing.T, dir string) (least taken) {
	t.Helper()
	runs := 1
	if slow() {
		runs = 3
		mustRun(t, dir, "build")
	}
	shortest := func(least *time.Duration, command string) {
		started := time.Now()
		mustRun(t, dir, command)
		if d := time.Since(started); *least == 0 || d < *least {
			*least = d
		}
	}
	for range runs {
		shortest(&least.build, "build")
		shortest(&least.check, "check")
	}
	return least
}

// copyRelease makes n releases of the only one, the last n months up to it, and returns the name of the oldest.
func copyRelease(t *testing.T, dir, name string, n int) string {
	t.Helper()
	month, err := time.Parse("2006.01", name)
	if err != nil {
		t.Fatal(err)
	}
	from := filepath.Join(dir, "static", "v", name)
	manifest, err := os.ReadFile(filepath.Join(from, "manifest.json"))
	if err != nil {
		t.Fatal(err)
	}
	archive, err := os.ReadFile(filepath.Join(from, "files.tar.br"))
	if err != nil {
		t.Fatal(err)
	}
	var rows strings.Builder
	oldest := ""
	for back := n - 1; back >= 0; back-- {
		at := month.AddDate(0, -back, 0)
		as := at.Format("2006.01")
		if oldest == "" {
			oldest = as
		}
		text := bytes.Replace(manifest, []byte(`"release": "`+name+`"`), []byte(`"release": "`+as+`"`), 1)
		folder := filepath.Join(dir, "static", "v", as)
		if err := os.MkdirAll(folder, 0o755); err != nil {
			t.Fatal(err)
		}
		for file, content := range map[string][]byte{"manifest.json": text, "files.tar.br": archive} {
			if err := os.WriteFile(filepath.Join(folder, file), content, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		fmt.Fprintf(&rows, "[[release]]\nid = %q\nas_of = %q\nmanifest = \"%x\"\narchive = \"%x\"\n\n", as, at.Format(time.DateOnly), sha256.Sum256(text), sha256.Sum256(archive))
	}
	if err := os.WriteFile(filepath.Join(dir, "data", "releases.toml"), []byte(rows.String()), 0o644); err != nil {
		t.Fatal(err)
	}
	return oldest
}
