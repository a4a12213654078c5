package main

import (
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

// TestManyReleases makes one release and freezes it again under the names of later months: each is published at its address, and a byte
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
	newest := string(oldestOf(1))
	for _, n := range numbers {
		oldest := string(oldestOf(n))
		if err := errors.Join(os.RemoveAll(filepath.Join(dir, "static", "v")), os.RemoveAll(filepath.Join(dir, "data", "releases.toml"))); err != nil {
			t.Fatal(err)
		}
		mustRun(t, dir, "release", oldest)
		if err := freezeMonthly(dir, n); err != nil {
			t.Fatal(err)
		}
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
		out, err := call(dir, "check")
		if err == nil || !strings.Contains(string(out), fmt.Sprintf("static/v/%s/files.tar.br: error: file of release %q was changed", oldest, oldest)) {
			t.Errorf("a byte changed in the oldest of %d: %v\n%s", n, err, out)
		}
		if err := os.WriteFile(file, text, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// durations is the shortest times of some runs.
type durations struct{ build, check time.Duration }

// measure builds and checks a project: once to fill the caches, then as often as it takes for a fair number.
func measure(t *testing.T, dir string) (least durations) {
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
