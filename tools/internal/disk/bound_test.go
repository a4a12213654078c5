package disk

import (
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestBound: of values that together are too many bytes, those go that were used longest ago, and nothing else of the folder.
func TestBound(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"XDG_CACHE_HOME", "HOME", "LocalAppData"} { // see os.UserCacheDir
		t.Setenv(name, dir)
	}
	top, err := CacheFolder("")
	if err != nil {
		t.Fatal(err)
	}
	first, second := OpenMemo("first"), OpenMemo("second")
	key := func(n int) [sha256.Size]byte { return sha256.Sum256(fmt.Append(nil, n)) }
	const size = 10_000
	for n := range 10 {
		memo := []Memo{first, second}[n%2]
		if _, err := memo.Do(key(n), func() ([]byte, error) { return fmt.Appendf(nil, "%0*d", size, n), nil }); err != nil {
			t.Fatal(err)
		}
		names, err := filepath.Glob(filepath.Join(top, "*", "??", "*-[ad]"))
		if err != nil || len(names) != 2*(n+1) {
			t.Fatalf("after %d values the folder has %q, %v", n+1, names, err)
		}
		for _, name := range names { // the newest comes last
			if info, err := os.Stat(name); err == nil && time.Since(info.ModTime()) < time.Minute {
				then := time.Now().Add(time.Duration(n-30) * time.Minute)
				if err := os.Chtimes(name, then, then); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	kept := func() (numbers []int) {
		for n := range 10 {
			if _, _, err := []Memo{first, second}[n%2].GetBytes(key(n)); err == nil {
				numbers = append(numbers, n)
			}
		}
		return numbers
	}
	bound(top, 20*size)
	if got := kept(); len(got) != 10 {
		t.Errorf("where there is room for all, %v are kept", got)
	}
	bound(top, 4*size)
	if got := fmt.Sprint(kept()); got != "[7 8 9]" { // with their index, a little more than their size
		t.Errorf("kept %s, want the last that fit", got)
	}
	if _, err := os.Stat(filepath.Join(top, "first", "trim.txt")); err != nil {
		t.Error(err)
	}
}

// TestBoundRarely: the folder is looked through only once a quarter of what it may have was put there, by any number of builds.
func TestBoundRarely(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"XDG_CACHE_HOME", "HOME", "LocalAppData"} {
		t.Setenv(name, dir)
	}
	top, err := CacheFolder("")
	if err != nil {
		t.Fatal(err)
	}
	const small, large = leastKept / 4, 8 * leastKept
	for _, step := range []struct {
		put, used int64
		want      string
	}{
		{100, 300, "100 300\n"}, {0, 1000, "100 300\n"}, {small - 200, 100, fmt.Sprintln(small-100, 300)}, {100, 200, "0 200\n"},
		{large, large, fmt.Sprintln(0, large)}, {small, small, fmt.Sprintln(small, large)}, // it is not little for a large site
		{large, small, fmt.Sprintln(0, large/2)},
	} {
		put.Store(step.put)
		used.Store(step.used)
		Bound()
		if got, err := os.ReadFile(filepath.Join(top, "grown")); string(got) != step.want {
			t.Errorf("after %d bytes %q are noted, %v; want %q", step.put, got, err, step.want)
		}
	}
}

// TestLastSlots: of what is kept of whole sites, the last few of a kind stay, and every folder that many of a site are like.
func TestLastSlots(t *testing.T) {
	dir := t.TempDir()
	for n := range mostOfKind + 3 {
		for _, kind := range []string{"rendered", "facts", kindFolder, kindNew} {
			slot := fmt.Sprintf("%s-%d", kind, n)
			if kind != "facts" {
				if err := Write(dir, slot+"/file", nil); err != nil {
					t.Fatal(err)
				}
			}
			if err := Write(dir, slot+listed, nil); err != nil {
				t.Fatal(err)
			}
			then := time.Now().Add(time.Duration(-n) * time.Hour)
			_ = os.Chtimes(filepath.Join(dir, slot), then, then) // where it is a folder
			if err := os.Chtimes(filepath.Join(dir, slot+listed), then, then); err != nil {
				t.Fatal(err)
			}
		}
	}
	old := filepath.Join(dir, kindFolder+"-old"+listed)
	if err := os.WriteFile(old, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	long := time.Now().AddDate(0, 0, -6)
	if err := os.Chtimes(old, long, long); err != nil {
		t.Fatal(err)
	}
	ShelfIn(dir).Trim()
	if _, err := os.Stat(old); err == nil {
		t.Error("what no build has used for six days is kept")
	}
	for n := range mostOfKind + 3 {
		for _, kind := range []string{"rendered", "facts", kindFolder, kindNew} {
			name := fmt.Sprintf("%s-%d%s", kind, n, listed)
			_, err := os.Stat(filepath.Join(dir, name))
			if want := n < mostOfKind || kind == kindFolder || kind == kindNew; (err == nil) != want {
				t.Errorf("%s is kept: %v", name, err == nil)
			}
			if _, dirErr := os.Stat(filepath.Join(dir, strings.TrimSuffix(name, listed))); kind != "facts" && (dirErr == nil) != (err == nil) {
				t.Errorf("%s: its folder is kept: %v", name, dirErr == nil)
			}
		}
	}
}
