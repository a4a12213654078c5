package release

import (
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"

	"declarationwatch/tools/internal/disk"
)

// sums keeps the SHA-256 of files between runs, as git keeps what it knows of a working tree: a file that has the same place
// on the disk, size and times has the same bytes. Nobody can set the time of the last change of a file, so a byte that is
// changed is found even if the file seems as old as before. Without it each check would read every release there ever was.
type sums struct {
	file    string // "" for none
	started time.Time

	mu    sync.Mutex
	known map[string]string // by stamp
	added bool
}

// openSums reads what was kept. What cannot be read is computed again.
func openSums() *sums {
	s := &sums{started: time.Now(), known: map[string]string{}}
	if dir, err := disk.CacheFolder("sums"); err == nil {
		s.file = filepath.Join(dir, "releases.json")
		if text, err := os.ReadFile(s.file); err == nil {
			_ = json.Unmarshal(text, &s.known)
		}
	}
	return s
}

// of returns the SHA-256 of a file in a folder, in hexadecimal. info is what the folder says of it: a file that is known is not opened.
func (s *sums) of(root fs.FS, name string, info fs.FileInfo) (string, error) {
	if sum := s.get(s.stamp(info)); sum != "" {
		return sum, nil
	}
	file, err := root.Open(name)
	if err != nil {
		return "", err
	}
	defer file.Close()
	stamp := func() string {
		info, err := file.Stat()
		if err != nil {
			return ""
		}
		return s.stamp(info)
	}
	before, hash := stamp(), sha256.New()
	if _, err := io.Copy(hash, file); err != nil {
		return "", err
	}
	sum := fmt.Sprintf("%x", hash.Sum(nil))
	if stamp() == before {
		s.put(before, sum)
	}
	return sum, nil
}

// settled is after how long a change of a file is sure to change its times, on any file system.
const settled = 3 * time.Second

// stamp returns by what the bytes of a file are known; "" for a file that may have changed just now, or on a system that does
// not tell.
func (s *sums) stamp(info fs.FileInfo) string {
	place, changed, ok := identity(info)
	if !ok || !info.Mode().IsRegular() || s.started.Sub(changed) < settled {
		return ""
	}
	return fmt.Sprintf("%s %d %d %d", place, info.Size(), info.ModTime().UnixNano(), changed.UnixNano())
}

func (s *sums) get(stamp string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.known[stamp]
}

func (s *sums) put(stamp, sum string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if stamp != "" {
		s.known[stamp], s.added = sum, true
	}
}

// most is how many sums are kept: more than the projects on a machine have.
const most = 10_000

// save keeps the sums for the next run, in one step. It is for speed only.
func (s *sums) save() {
	if s.file == "" || !s.added || len(s.known) > most {
		return
	}
	text, _ := json.Marshal(s.known) // strings can always be encoded
	file, err := os.CreateTemp(filepath.Dir(s.file), "sums-")
	if err != nil {
		return
	}
	_, err = file.Write(text)
	if errors.Join(err, file.Close(), os.Rename(file.Name(), s.file)) != nil {
		_ = os.Remove(file.Name())
	}
}
