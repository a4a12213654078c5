package draw

import (
	"bytes"
	"fmt"
	"image"
	"image/draw"
	"image/png"
	"sync"

	"golang.org/x/image/vector"
)

// PNG returns the picture in the light scheme, with a palette.
func (d *Drawing) PNG() ([]byte, error) {
	width, height := d.Size()
	c := newCanvas(width, height, d.style.byName)
	for _, b := range d.blocks {
		c.fill(image.Rect(b.x*d.scale, b.y*d.scale, (b.x+b.width)*d.scale, (b.y+b.height)*d.scale), b.paint)
	}
	for _, m := range d.marks {
		c.stamp(stamped(m.symbol, m.size*d.scale), m.x*d.scale, m.y*d.scale, m.paint, false)
	}
	p := pens.Get().(*pen)
	defer pens.Put(p)
	for _, l := range d.labels {
		p.write(c, l, d.scale)
	}
	var out bytes.Buffer
	encoder := png.Encoder{CompressionLevel: png.BestSpeed, BufferPool: buffers{}}
	if err := encoder.Encode(&out, c.Paletted); err != nil {
		return nil, fmt.Errorf("encode the picture %q: %w", d.title, err)
	}
	return out.Bytes(), nil
}

// stamps caches rasterized shapes: a picture has hundreds of a few.
var stamps sync.Map // of stampKey to *mask

type stampKey struct {
	symbol string
	size   int
}

// stamped returns the shape of a symbol, size pixels wide.
func stamped(symbol string, size int) *mask {
	if _, known := shapes[symbol]; !known && symbol != ground {
		symbol = "" // one entry for all unknown ones
	}
	key := stampKey{symbol, size}
	if kept, has := stamps.Load(key); has {
		return kept.(*mask)
	}
	r := vector.NewRasterizer(size, size)
	r.DrawOp = draw.Src
	at := func(p point) (x, y float32) { return float32(p.x * float64(size)), float32(p.y * float64(size)) }
	for _, s := range shape(symbol) {
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

// buffers lets pictures share the memory that encoding needs, more than a megabyte each.
type buffers struct{}

var pool = sync.Pool{New: func() any { return new(png.EncoderBuffer) }}

func (buffers) Get() *png.EncoderBuffer  { return pool.Get().(*png.EncoderBuffer) }
func (buffers) Put(b *png.EncoderBuffer) { pool.Put(b) }
