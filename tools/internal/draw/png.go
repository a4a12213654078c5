package draw

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"

	"declarationwatch/tools/internal/typeset"
)

// PNG returns the picture in the light scheme, with a palette.
func (d *Drawing) PNG() ([]byte, error) {
	width, height := d.Size()
	canvas := image.NewRGBA(image.Rect(0, 0, width, height))
	ink := func(p paint) image.Image { return image.NewUniform(d.style.byName[p]) }
	draw.Draw(canvas, canvas.Rect, ink("paper"), image.Point{}, draw.Src)
	for _, b := range d.blocks {
		area := image.Rect(b.x*d.scale, b.y*d.scale, (b.x+b.width)*d.scale, (b.y+b.height)*d.scale)
		draw.Draw(canvas, area, ink(b.paint), image.Point{}, draw.Src)
	}
	p := pens.Get().(*pen)
	defer pens.Put(p)
	for _, m := range d.marks {
		stamp(canvas, p.glyph(glyphKey{Type: typeset.Type{Size: m.size * d.scale}, text: m.symbol}).shape, image.Pt(m.x*d.scale, m.y*d.scale), ink(m.paint))
	}
	for _, l := range d.labels {
		p.write(canvas, l, d.scale, d.RTL, ink(l.paint))
	}
	var out bytes.Buffer
	if err := png.Encode(&out, paletted(canvas)); err != nil {
		return nil, fmt.Errorf("encode the picture %q: %w", d.Title, err)
	}
	return out.Bytes(), nil
}

// stamp puts a shape in an ink at a place.
func stamp(canvas *image.RGBA, shape *image.Alpha, at image.Point, ink image.Image) {
	draw.DrawMask(canvas, shape.Rect.Add(at), ink, image.Point{}, shape, shape.Rect.Min, draw.Over)
}

// paletted returns a picture with a palette, which makes a file a third of the size. Our pictures have few colours; one
// too many becomes the nearest.
func paletted(from *image.RGBA) *image.Paletted {
	out := image.NewPaletted(from.Rect, nil)
	found := map[uint32]uint8{}
	last, at := uint32(0), uint8(0) // no pixel is transparent
	for i := range out.Pix {
		pixel := from.Pix[4*i : 4*i+4]
		if v := binary.LittleEndian.Uint32(pixel); v != last {
			known := false
			if at, known = found[v]; !known {
				colour := color.RGBA{pixel[0], pixel[1], pixel[2], pixel[3]}
				if len(out.Palette) < 256 {
					out.Palette = append(out.Palette, colour)
				}
				at = uint8(out.Palette.Index(colour))
				found[v] = at
			}
			last = v
		}
		out.Pix[i] = at
	}
	return out
}
