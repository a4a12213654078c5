package disk

import (
	"crypto/sha256"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/rogpeppe/go-internal/cache"
)

// Memo keeps between builds what takes long to compute, by a hash of all that it is computed from, in a folder of this
// user's cache. It is for speed only: what cannot be read is computed again, and what cannot be written is not kept. It is
// safe for concurrent use, and so is its folder.
type Memo struct{ *cache.Cache }

// Modules is the modules that this program is made of, with their versions: another version may compute something else.
var Modules = sync.OnceValue(func() (all []string) {
	if build, ok := debug.ReadBuildInfo(); ok {
		for _, m := range build.Deps {
			all = append(all, m.Path+" "+m.Version)
		}
	}
	return all
})

// CacheFolder returns a folder of this user's cache, which it creates.
func CacheFolder(name string) (string, error) {
	dir, err := os.UserCacheDir()
	if err != nil {
		return "", err
	}
	dir = filepath.Join(dir, "declaration-watch", name)
	return dir, os.MkdirAll(dir, 0o755)
}

// OpenMemo opens a folder and removes what no build has used in five days.
func OpenMemo(name string) Memo {
	dir, err := CacheFolder(name)
	if err != nil {
		return Memo{}
	}
	files, err := cache.Open(dir)
	if err != nil {
		return Memo{}
	}
	_ = files.Trim()
	return Memo{files}
}

// put is how many bytes this process has put into memos, and used how many it has put there or read, since the last call of Bound.
var put, used atomic.Int64

// What builds leave in the memos for others: as much as two of them use, and that much where a site is small.
const (
	fewBuilds = 2
	leastKept = 1 << 30
)

// Bound is called after a build. It removes the values that no build has used for longest, if all memos of this user have more bytes than
// the largest of the last builds used, a few times over. It looks only after a quarter of that was put there: by then, the time to do so is
// little.
func Bound() {
	now, grown := used.Swap(0), put.Swap(0)
	dir, err := CacheFolder("")
	if err != nil || grown == 0 {
		return
	}
	var before, largest int64 // by builds since it looked last, and what the largest used
	counter := filepath.Join(dir, "grown")
	text, _ := os.ReadFile(counter)
	_, _ = fmt.Sscan(string(text), &before, &largest)
	grown, largest = grown+before, max(largest, now)
	if most := max(leastKept, fewBuilds*largest); grown >= most/4 {
		bound(dir, most)
		grown, largest = 0, max(now, largest/2) // the site may have become smaller
	}
	_ = os.WriteFile(counter, fmt.Appendln(nil, grown, largest), 0o644)
}

// bound removes the oldest files of the memos in a folder, until they have no more than so many bytes.
func bound(dir string, most int64) {
	type file struct {
		name string
		fs.FileInfo
	}
	var files []file
	names, _ := filepath.Glob(filepath.Join(dir, "*", "??", "*-[ad]")) // as the memo names its keys and its values
	for _, name := range names {
		if info, err := os.Stat(name); err == nil {
			files = append(files, file{name, info})
			most -= info.Size()
		}
	}
	slices.SortFunc(files, func(a, b file) int { return a.ModTime().Compare(b.ModTime()) })
	for _, f := range files {
		if most >= 0 {
			return
		}
		if os.Remove(f.name) == nil {
			most += f.Size()
		}
	}
}

// Do returns the value of a key, and computes it unless it is kept.
func (m Memo) Do(key [sha256.Size]byte, compute func() ([]byte, error)) ([]byte, error) {
	if m.Cache == nil {
		return compute()
	}
	if kept, _, err := m.GetBytes(key); err == nil {
		used.Add(int64(len(kept)))
		return kept, nil
	}
	value, err := compute()
	if err == nil {
		_ = m.PutBytes(key, value)
		put.Add(int64(len(value)))
		used.Add(int64(len(value)))
	}
	return value, err
}

// Has reports whether the value of a key is kept.
func (m Memo) Has(key [sha256.Size]byte) bool {
	if m.Cache == nil {
		return false
	}
	_, err := m.Get(key)
	return err == nil
}
