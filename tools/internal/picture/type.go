package picture

import (
	"image"
	"sync"

	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
)

// glyph is a letter as it is stamped, and how far it moves the pen.
type glyph struct {
	*mask
	advance fixed.Int26_6
}

// glyphKey names one. half is set for a letter that begins half a pixel on.
type glyphKey struct {
	face face
	size int // in pixels
	rune rune
	half bool
}

// cast keeps letters once drawn: a build draws a hundred pictures with the same few.
var cast = struct {
	sync.Mutex
	faces  map[glyphKey]font.Face
	glyphs map[glyphKey]glyph
}{faces: map[glyphKey]font.Face{}, glyphs: map[glyphKey]glyph{}}

// castMost bounds what is kept. Texts in our languages need some hundreds.
const castMost = 1 << 14

// write sets a label, by the fonts' own widths. Letters begin at halves of a unit: nobody sees finer steps, and letters
// that are alike to the pixel make a smaller file.
func (c *canvas) write(l label, scale int) {
	cast.Lock()
	defer cast.Unlock()
	size := l.lettering.size * scale
	pen := fixed.Int26_6(0)
	if l.end {
		for _, r := range l.text {
			pen -= letterOf(l.lettering.face, size, r, false).advance
		}
	}
	x, y := l.x*scale, l.y*scale
	half := fixed.I(scale) / 2
	for _, r := range l.text {
		at := (pen + half/2) &^ (half - 1)
		g := letterOf(l.lettering.face, size, r, at&63 != 0)
		if l.rises {
			c.stamp(g.mask, x, y-at.Floor(), l.paint, true)
		} else {
			c.stamp(g.mask, x+at.Floor(), y, l.paint, false)
		}
		pen += g.advance
	}
}

// letterOf draws a letter, or finds it. The lock of cast must be held.
func letterOf(f face, size int, r rune, half bool) glyph {
	key := glyphKey{f, size, r, half}
	if kept, has := cast.glyphs[key]; has {
		return kept
	}
	from := faceOf(f, size)
	var dot fixed.Point26_6
	if half {
		dot.X = 32
	}
	bounds, shape, at, advance, _ := from.Glyph(dot, r) // a letter that the font lacks is a box
	g := glyph{mask: &mask{}, advance: advance}
	if alpha, is := shape.(*image.Alpha); is && !bounds.Empty() {
		g.mask = newMask(alpha.SubImage(image.Rectangle{at, at.Add(bounds.Size())}).(*image.Alpha), bounds.Min.X, bounds.Min.Y)
	}
	if len(cast.glyphs) >= castMost {
		clear(cast.glyphs)
	}
	cast.glyphs[key] = g
	return g
}

// faceOf is a font at a size. A font.Face must not be used twice at once.
func faceOf(f face, size int) font.Face {
	key := glyphKey{face: f, size: size}
	if kept, has := cast.faces[key]; has {
		return kept
	}
	made, err := opentype.NewFace(outlines()[f], &opentype.FaceOptions{Size: float64(size), DPI: 72, Hinting: font.HintingNone})
	if err != nil {
		panic("a font of golang.org/x/image gives no letters: " + err.Error())
	}
	cast.faces[key] = made
	return made
}
