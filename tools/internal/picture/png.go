package picture

import (
	"bytes"
	"fmt"
	"image"
	"image/draw"
	"image/png"
	"sync"

	"golang.org/x/image/vector"
)

// PNG is the picture in the light scheme, of the size that Size says, with a palette.
func (d *Drawing) PNG() ([]byte, error) {
	c := newCanvas(d.Size())
	for _, b := range d.blocks {
		c.fill(image.Rect(b.x*d.scale, b.y*d.scale, (b.x+b.width)*d.scale, (b.y+b.height)*d.scale), b.paint)
	}
	for _, m := range d.marks {
		c.stamp(stamped(m.sign, m.size*d.scale), m.x*d.scale, m.y*d.scale, m.paint, false)
	}
	for _, l := range d.labels {
		c.write(l, d.scale)
	}
	var out bytes.Buffer
	encoder := png.Encoder{CompressionLevel: png.BestSpeed, BufferPool: buffers{}}
	if err := encoder.Encode(&out, c.Paletted); err != nil {
		return nil, fmt.Errorf("encode the picture %q: %w", d.title, err)
	}
	return out.Bytes(), nil
}

// stamps keeps signs that were drawn, since a picture has hundreds of a few.
var stamps sync.Map // of stampKey to *mask

type stampKey struct {
	sign string
	size int
}

// stamped is a sign, size pixels wide.
func stamped(status string, size int) *mask {
	if _, known := signs[status]; !known {
		status = "" // one place for all that are not known
	}
	key := stampKey{status, size}
	if kept, has := stamps.Load(key); has {
		return kept.(*mask)
	}
	r := vector.NewRasterizer(size, size)
	r.DrawOp = draw.Src
	at := func(p point) (x, y float32) { return float32(p.x * float64(size)), float32(p.y * float64(size)) }
	for _, s := range sign(status) {
		x, y := at(s.points[0])
		switch s.op {
		case 'M':
			r.MoveTo(x, y)
		case 'L':
			r.LineTo(x, y)
		case 'C':
			bx, by := at(s.points[1])
			cx, cy := at(s.points[2])
			r.CubeTo(x, y, bx, by, cx, cy)
		case 'Z':
			r.ClosePath()
		}
	}
	alpha := image.NewAlpha(image.Rect(0, 0, size, size))
	r.Draw(alpha, alpha.Rect, image.Opaque, image.Point{})
	kept, _ := stamps.LoadOrStore(key, newMask(alpha, 0, 0))
	return kept.(*mask)
}

// buffers lets pictures share what encoding needs, which is more than a megabyte.
type buffers struct{}

var pool = sync.Pool{New: func() any { return new(png.EncoderBuffer) }}

func (buffers) Get() *png.EncoderBuffer  { return pool.Get().(*png.EncoderBuffer) }
func (buffers) Put(b *png.EncoderBuffer) { pool.Put(b) }
