package draw

import (
	"image"
	"sync"

	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"

	"declarationwatch/tools/internal/typeset"
)

// pen sets labels. It caches the letters it has drawn, because pictures need the same few hundred. A font.Face is not
// safe for concurrent use, so each goroutine takes a pen of its own.
type pen struct {
	faces  map[glyphKey]font.Face
	glyphs map[glyphKey]glyph
}

var pens = sync.Pool{New: func() any {
	return &pen{faces: map[glyphKey]font.Face{}, glyphs: map[glyphKey]glyph{}}
}}

// glyph is a letter as it is stamped, and how far it moves the pen.
type glyph struct {
	*mask
	advance fixed.Int26_6
}

// glyphKey identifies a glyph. half is set for a letter that begins half a pixel further.
type glyphKey struct {
	face typeset.Face
	size int // in pixels
	rune rune
	half bool
}

// cacheMost bounds the cache. Texts in our languages need some hundreds.
const cacheMost = 1 << 14

// write sets a label with the widths of the font. Letters begin at halves of a unit: nobody sees finer steps, and letters
// that are equal to the pixel make a smaller file.
func (p *pen) write(c *canvas, l label, scale int) {
	size := l.lettering.Size * scale
	at := fixed.Int26_6(0)
	if l.end {
		at = -p.length(l.lettering.Face, size, l.text)
	}
	x, y := l.x*scale, l.y*scale
	half := fixed.I(scale) / 2
	last := rune(-1)
	for _, r := range l.text {
		at += p.kern(l.lettering.Face, size, last, r)
		place := (at + half/2) &^ (half - 1)
		g := p.glyph(glyphKey{l.lettering.Face, size, r, place&63 != 0})
		if l.rises {
			c.stamp(g.mask, x, y-place.Floor(), l.paint, true)
		} else {
			c.stamp(g.mask, x+place.Floor(), y, l.paint, false)
		}
		at += g.advance
		last = r
	}
}

// length returns how long a text is.
func (p *pen) length(f typeset.Face, size int, text string) fixed.Int26_6 {
	sum, last := fixed.Int26_6(0), rune(-1)
	for _, r := range text {
		sum += p.kern(f, size, last, r) + p.glyph(glyphKey{face: f, size: size, rune: r}).advance
		last = r
	}
	return sum
}

// kern returns how much nearer a letter is to the one before it. Only large letters need that.
func (p *pen) kern(f typeset.Face, size int, last, r rune) fixed.Int26_6 {
	if f != typeset.Display || last < 0 {
		return 0
	}
	return min(0, p.face(f, size).Kern(last, r))
}

// glyph returns a letter, drawn now or before. A letter that the font lacks is blank.
func (p *pen) glyph(key glyphKey) glyph {
	if cached, has := p.glyphs[key]; has {
		return cached
	}
	var dot fixed.Point26_6
	if key.half {
		dot.X = 32
	}
	bounds, shape, at, advance, _ := p.face(key.face, key.size).Glyph(dot, key.rune)
	g := glyph{mask: &mask{}, advance: advance}
	if alpha, is := shape.(*image.Alpha); is && !bounds.Empty() && typeset.Has(key.face, key.rune) {
		g.mask = newMask(alpha.SubImage(image.Rectangle{at, at.Add(bounds.Size())}).(*image.Alpha), bounds.Min.X, bounds.Min.Y)
	}
	if len(p.glyphs) >= cacheMost {
		clear(p.glyphs)
	}
	p.glyphs[key] = g
	return g
}

// face returns a font at a size.
func (p *pen) face(f typeset.Face, size int) font.Face {
	key := glyphKey{face: f, size: size}
	if cached, has := p.faces[key]; has {
		return cached
	}
	made, err := opentype.NewFace(typeset.Font(f), &opentype.FaceOptions{Size: float64(size), DPI: 72, Hinting: font.HintingNone})
	if err != nil {
		panic("cannot use an embedded font: " + err.Error())
	}
	p.faces[key] = made
	return made
}
