package picture

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"time"
)

// version is part of the name of every picture on a shelf. Raise it when the same drawing gives another PNG: after a
// change to a sign, to how letters are set or to how the file is encoded.
const version = 1

// keptFor is how long a picture stays on the shelf without being asked for, so that the folder does not grow for ever.
const keptFor = 90 * 24 * time.Hour

// Shelf keeps PNGs between builds, which draw the same hundred again and again. A shelf that cannot be read or written
// is no error: what is not on it is drawn. One may be used by several goroutines, and its folder by several builds.
type Shelf struct{ dir string } // "" keeps nothing

// NewShelf opens the shelf of this user, in the folder that the system has for such things, and clears from it what
// nobody has asked for in 90 days.
func NewShelf() *Shelf {
	dir, err := os.UserCacheDir()
	if err != nil {
		return &Shelf{}
	}
	s := &Shelf{filepath.Join(dir, "declaration-watch", "drawings")}
	s.clear(time.Now().Add(-keptFor))
	return s
}

// PNG is Drawing.PNG, or what that gave before.
func (s *Shelf) PNG(d *Drawing) ([]byte, error) {
	if s.dir == "" {
		return d.PNG()
	}
	file := filepath.Join(s.dir, d.name()+".png")
	if kept, err := os.ReadFile(file); err == nil && complete(kept) {
		now := time.Now()
		_ = os.Chtimes(file, now, now)
		return kept, nil
	}
	drawn, err := d.PNG()
	if err == nil {
		_ = put(file, drawn)
	}
	return drawn, err
}

// name is a hash of all that the PNG is made of. Another Go may compress it otherwise.
func (d *Drawing) name() string {
	h := sha256.New()
	fmt.Fprintf(h, "%d %s %d %d %d\n", version, runtime.Version(), d.width, d.height, d.scale)
	fmt.Fprintf(h, "%v\n%v\n%#v\n%#v\n", palette, d.blocks, d.marks, d.labels)
	return hex.EncodeToString(h.Sum(nil)[:20])
}

// complete tells whether a file begins and ends as a PNG does: a disk may have been full.
func complete(png []byte) bool {
	return bytes.HasPrefix(png, []byte("\x89PNG\r\n\x1a\n")) && bytes.HasSuffix(png, []byte("IEND\xaeB`\x82"))
}

// clear removes what was last asked for before a day, and what a build that was killed has left half written.
func (s *Shelf) clear(before time.Time) {
	entries, _ := os.ReadDir(s.dir)
	for _, entry := range entries {
		if info, err := entry.Info(); err == nil && info.Mode().IsRegular() && info.ModTime().Before(before) {
			_ = os.Remove(filepath.Join(s.dir, entry.Name()))
		}
	}
}

// put makes a file appear all at once.
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
