package disk

import (
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
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
