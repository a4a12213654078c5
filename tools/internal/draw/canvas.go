package draw

import (
	"image"
	"image/color"
)

// levels is how many steps there are from a colour to the paint over it, at the edge of a shape. Nobody sees finer ones,
// and they would cost bytes and colours that a palette of 256 has no room for.
const levels = 7

// canvas is a picture with a palette that grows with use: a paint on another, with the steps between. Pictures have few
// paints, and a file with a palette is a third of one without.
type canvas struct {
	*image.Paletted
	light map[paint]color.RGBA // the colours of the light scheme: a PNG cannot ask for the reader's
	found map[color.RGBA]uint8 // the place of each colour in the palette
	mixes map[paint]*mixture
}

// mixture is the colour that each colour of the palette becomes with a level of a paint over it: a place in the palette,
// or -1 where it is not computed yet.
type mixture [256][levels + 1]int16

func newCanvas(width, height int, light map[paint]color.RGBA) *canvas {
	c := &canvas{light: light, found: map[color.RGBA]uint8{}, mixes: map[paint]*mixture{}}
	c.Paletted = image.NewPaletted(image.Rect(0, 0, width, height), nil)
	c.add(light["paper"]) // the first colour, 0, is what a new picture is filled with
	return c
}

// add returns the place of a colour. In a full palette that is the place of the nearest one.
func (c *canvas) add(rgba color.RGBA) uint8 {
	if at, has := c.found[rgba]; has {
		return at
	}
	at := uint8(0)
	if len(c.Palette) < 256 {
		at = uint8(len(c.Palette))
		c.Palette = append(c.Palette, rgba)
	} else {
		at = uint8(c.Palette.Index(rgba))
	}
	c.found[rgba] = at
	return at
}

// mix returns the mixture of a paint.
func (c *canvas) mix(p paint) *mixture {
	table := c.mixes[p]
	if table == nil {
		table = new(mixture)
		for i := range table {
			table[i] = [levels + 1]int16{int16(i)}
			for level := 1; level <= levels; level++ {
				table[i][level] = -1
			}
		}
		c.mixes[p] = table
	}
	return table
}

// blend puts a level of a paint over a pixel. It ignores pixels outside the picture.
func (c *canvas) blend(x, y int, p paint, table *mixture, level uint8) {
	if x < 0 || y < 0 || x >= c.Rect.Dx() || y >= c.Rect.Dy() {
		return
	}
	pixel := &c.Pix[y*c.Stride+x]
	mixed := &table[*pixel][level]
	if *mixed < 0 {
		under, over := c.Palette[*pixel].(color.RGBA), c.light[p]
		between := func(a, b uint8) uint8 {
			return uint8((int(a)*(levels-int(level)) + int(b)*int(level) + levels/2) / levels)
		}
		*mixed = int16(c.add(color.RGBA{between(under.R, over.R), between(under.G, over.G), between(under.B, over.B), 255}))
	}
	*pixel = uint8(*mixed)
}

// fill paints a rectangle of pixels.
func (c *canvas) fill(r image.Rectangle, p paint) {
	r = r.Intersect(c.Rect)
	at := c.add(c.light[p])
	for y := r.Min.Y; y < r.Max.Y; y++ {
		row := c.Pix[y*c.Stride:][r.Min.X:r.Max.X]
		for i := range row {
			row[i] = at
		}
	}
}

// mask is a shape as levels, row by row. left and top are where it begins, from the point that places it.
type mask struct {
	left, top, width, height int
	levels                   []uint8
}

// newMask returns what a rasterizer has drawn.
func newMask(alpha *image.Alpha, left, top int) *mask {
	m := &mask{left: left, top: top, width: alpha.Rect.Dx(), height: alpha.Rect.Dy()}
	m.levels = make([]uint8, m.width*m.height)
	for y := range m.height {
		for x := range m.width {
			m.levels[y*m.width+x] = uint8((int(alpha.Pix[y*alpha.Stride+x])*levels + 127) / 255)
		}
	}
	return m
}

// stamp puts a shape in a paint at a place; turned, by a quarter counterclockwise around it.
func (c *canvas) stamp(m *mask, x, y int, p paint, turned bool) {
	table := c.mix(p)
	for i, level := range m.levels {
		if level == 0 {
			continue
		}
		right, down := m.left+i%m.width, m.top+i/m.width
		if turned {
			c.blend(x+down, y-right-1, p, table, level)
		} else {
			c.blend(x+right, y+down, p, table, level)
		}
	}
}
