package draw

import (
	"crypto/sha256"
	_ "embed"
	"fmt"
	"image/color"
	"path"
	"runtime"
	"sync/atomic"

	"declarationwatch/tools/internal/disk"
)

// The source of what rasterizes and encodes pictures is part of the name of every picture in the cache,
// so that a change there draws all of them again.
var (
	//go:embed png.go
	encoding string
	//go:embed pen.go
	rasterizing string
	//go:embed sheet.go
	mixing string
)

// Cache keeps PNGs between builds, which draw the same hundreds each time. A cache that cannot be read or written is no
// error: its pictures are drawn again. It is safe for concurrent use, and so is its folder.
type Cache struct {
	files  disk.Memo
	drawn  atomic.Int64
	report func(drawn int)
}

// OpenCache opens the cache of this user. report, which may be nil, is
// called with the number of pictures drawn so far, from any goroutine, each time one had to be drawn.
func OpenCache(report func(drawn int)) *Cache {
	return &Cache{files: disk.OpenMemo("pictures"), report: report}
}

// PNG returns the PNG of a drawing, from the cache where it is there.
func (c *Cache) PNG(d *Drawing) ([]byte, error) {
	return c.files.Do(d.Hash(), func() ([]byte, error) {
		png, err := d.PNG()
		if n := c.drawn.Add(1); c.report != nil && err == nil {
			c.report(int(n))
		}
		return png, err
	})
}

// Folder returns the folder of the pictures of pages in a language, below the site's root.
func Folder(language string) string { return path.Join("pictures", language) }

// File returns the PNG of a drawing as a file.
func (c *Cache) File(d *Drawing) disk.File {
	return disk.File{Key: fmt.Sprintf("%x", d.Hash()), Text: func() ([]byte, error) { return c.PNG(d) }}
}

// paints returns the colours that the drawing uses: another status, or its colours, changes no picture without it.
func (d *Drawing) paints() map[paint]color.RGBA {
	used := map[paint]color.RGBA{}
	add := func(p paint) { used[p] = d.style.byName[p] }
	add("paper")
	for _, b := range d.blocks {
		add(b.paint)
	}
	for _, m := range d.marks {
		add(m.paint)
	}
	for _, l := range d.labels {
		add(l.paint)
	}
	return used
}

// Hash identifies the PNG of a drawing: it covers all that the PNG is made from, and the versions of Go and of the
// libraries, since others may draw or compress it differently.
func (d *Drawing) Hash() [sha256.Size]byte {
	h := sha256.New()
	fmt.Fprintf(h, "%s\n%s\n%s\n%s\n%s\n%v\n%d %d %d\n", runtime.Version(), disk.Modules(), encoding, rasterizing, mixing, shapes, d.width, d.height, d.scale)
	fmt.Fprintf(h, "%v\n%v\n%#v\n%#v\n", d.paints(), d.blocks, d.marks, d.labels)
	return [sha256.Size]byte(h.Sum(nil))
}
