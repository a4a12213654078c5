package disk

import (
	"crypto/sha256"
	"os"
	"path/filepath"
	"runtime/debug"
	"sync"

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
