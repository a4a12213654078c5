package draw

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"hash/crc32"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"sync/atomic"
	"time"
)

// The source of what rasterizes and encodes pictures is part of the name of every picture in the cache,
// so that a change there draws all of them again.
var (
	//go:embed png.go
	encoding string
	//go:embed pen.go
	rasterizing string

	codeHash = sync.OnceValue(func() [sha256.Size]byte { return sha256.Sum256([]byte(encoding + rasterizing + fmt.Sprint(shapes))) })
)

// maxAge is how long the cache keeps a picture that no build uses.
const maxAge = 90 * 24 * time.Hour

// Cache keeps PNGs between builds, which draw the same hundreds each time. A cache that cannot be read or written is no
// error: its pictures are drawn again. It is safe for concurrent use, and so is its folder.
type Cache struct {
	dir    string // "" for no cache
	drawn  atomic.Int64
	report func(drawn int)
}

// OpenCache opens the cache of this user and removes what no build has used in 90 days. report, which may be nil, is
// called with the number of pictures drawn so far, from any goroutine, each time one had to be drawn.
func OpenCache(report func(drawn int)) *Cache {
	c := &Cache{report: report}
	if dir, err := os.UserCacheDir(); err == nil {
		c.dir = filepath.Join(dir, "declaration-watch", "drawings")
		c.removeBefore(time.Now().Add(-maxAge))
	}
	return c
}

// PNG returns the PNG of a drawing, from the cache where it is there.
func (c *Cache) PNG(d *Drawing) ([]byte, error) {
	file := filepath.Join(c.dir, d.Hash()+".png")
	if c.dir != "" {
		if cached, err := os.ReadFile(file); err == nil && intact(cached) {
			now := time.Now()
			_ = os.Chtimes(file, now, now)
			return cached, nil
		}
	}
	png, err := d.PNG()
	if err != nil {
		return nil, err
	}
	if c.dir != "" {
		_ = put(file, png)
	}
	if n := c.drawn.Add(1); c.report != nil {
		c.report(int(n))
	}
	return png, nil
}

// Hash identifies the PNG of a drawing: it covers all that the PNG is made from. Another version of Go may compress it
// differently.
func (d *Drawing) Hash() string {
	h := sha256.New()
	fmt.Fprintf(h, "%x %s %d %d %d\n", codeHash(), runtime.Version(), d.width, d.height, d.scale)
	fmt.Fprintf(h, "%v\n%v\n%#v\n%#v\n", d.style.byName, d.blocks, d.marks, d.labels)
	return hex.EncodeToString(h.Sum(nil)[:20])
}

// intact reports whether a file is a PNG of complete chunks with correct checksums: a disk may have been full.
func intact(png []byte) bool {
	rest, ok := bytes.CutPrefix(png, []byte("\x89PNG\r\n\x1a\n"))
	for ok && len(rest) >= 12 {
		length := int(binary.BigEndian.Uint32(rest))
		if length > len(rest)-12 || crc32.ChecksumIEEE(rest[4:8+length]) != binary.BigEndian.Uint32(rest[8+length:]) {
			return false
		}
		if string(rest[4:8]) == "IEND" {
			return len(rest) == 12
		}
		rest = rest[12+length:]
	}
	return false
}

// removeBefore removes what was last used before a time, and what an interrupted build left incomplete.
func (c *Cache) removeBefore(limit time.Time) {
	entries, _ := os.ReadDir(c.dir)
	for _, entry := range entries {
		if info, err := entry.Info(); err == nil && info.Mode().IsRegular() && info.ModTime().Before(limit) {
			_ = os.Remove(filepath.Join(c.dir, entry.Name()))
		}
	}
}

// put writes a file atomically.
func put(file string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return err
	}
	part, err := os.CreateTemp(filepath.Dir(file), filepath.Base(file)+"-*")
	if err != nil {
		return err
	}
	_, err = part.Write(data)
	if err = errors.Join(err, part.Close()); err == nil {
		err = os.Rename(part.Name(), file)
	}
	if err != nil {
		return errors.Join(err, os.Remove(part.Name()))
	}
	return nil
}
