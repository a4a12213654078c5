package draw

import (
	"image"
	"image/color"
	"image/draw"
	"regexp"
	"strconv"
	"sync"
	"unicode/utf8"

	"github.com/klauspost/compress/zlib"
	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"

	"declarationwatch/tools/internal/typeset"
)

// pen draws letters and symbols and caches them, because pictures need the same few hundred, and keeps what a picture needs
// much memory for. A font.Face is not safe for concurrent use, so each goroutine takes a pen of its own.
type pen struct {
	sheet
	faces   map[typeset.Type]font.Face
	glyphs  map[glyphKey]glyph
	deflate *zlib.Writer
}

type (
	// glyph is a letter around the point where it begins, and how far it moves the pen; or a symbol.
	glyph struct {
		shape   *image.Alpha
		advance fixed.Int26_6
	}
	// glyphKey identifies a glyph, its size in pixels. half is set for a letter that begins half a pixel further.
	glyphKey struct {
		typeset.Type
		text string // a letter, or a symbol if there is no face
		half bool
	}
)

var pens = sync.Pool{New: func() any {
	return &pen{faces: map[typeset.Type]font.Face{}, glyphs: map[glyphKey]glyph{}, deflate: zlib.NewWriter(nil)}
}}

// write sets a label with the widths of the font. Letters begin at halves of a unit: nobody sees finer steps, and letters
// that are equal to the pixel make a smaller file.
func (p *pen) write(l label, scale int, rtl bool, ink color.RGBA) {
	cut := typeset.Type{Face: l.lettering.Face, Size: l.lettering.Size * scale}
	at := fixed.Int26_6(0)
	if rtl {
		at = -font.MeasureString(p.face(cut), l.text)
	}
	half, last := fixed.I(scale)/2, rune(-1)
	for _, r := range l.text {
		if last >= 0 && cut.Face == typeset.Display { // only large letters need kerning
			at += min(0, p.face(cut).Kern(last, r))
		}
		begin := (at + half/2) &^ (half - 1)
		g, along := p.glyph(glyphKey{cut, string(r), begin&63 != 0}), image.Pt(begin.Floor(), 0)
		p.stamp(g.shape, image.Pt(l.x*scale, l.y*scale).Add(along), ink)
		at += g.advance
		last = r
	}
}

// glyph returns a letter or a symbol. A letter that the font lacks is blank.
func (p *pen) glyph(key glyphKey) glyph {
	if cached, has := p.glyphs[key]; has {
		return cached
	}
	var g glyph
	if key.Face == 0 {
		g.shape = symbol(key.text, key.Size)
	} else {
		var dot fixed.Point26_6
		if key.half {
			dot.X = 32
		}
		r, _ := utf8.DecodeRuneInString(key.text)
		bounds, mask, from, advance, _ := p.face(key.Type).Glyph(dot, r)
		g = glyph{image.NewAlpha(bounds), advance}
		if alpha, is := mask.(*image.Alpha); is && typeset.Has(key.Face, r) {
			draw.Draw(g.shape, bounds, alpha, from, draw.Src)
		}
	}
	coarsen(g.shape)
	p.glyphs[key] = g
	return g
}

// coarsen leaves four steps at the edge of a shape. Finer ones are hardly seen, and would cost bytes and colours.
func coarsen(shape *image.Alpha) {
	const steps = 4
	for i, a := range shape.Pix {
		shape.Pix[i] = uint8((int(a)*steps + 127) / 255 * 255 / steps)
	}
}

// face returns a font at a size.
func (p *pen) face(cut typeset.Type) font.Face {
	if cached, has := p.faces[cut]; has {
		return cached
	}
	made, err := opentype.NewFace(typeset.Font(cut.Face), &opentype.FaceOptions{Size: float64(cut.Size), DPI: 72, Hinting: font.HintingNone})
	if err != nil {
		panic("cannot use an embedded font: " + err.Error())
	}
	p.faces[cut] = made
	return made
}

var (
	steps   = regexp.MustCompile(`[MLCZ][^MLCZ]*`)
	numbers = regexp.MustCompile(`[\d.]+`)
)

// symbol returns the shape of a symbol, size pixels wide.
func symbol(of string, size int) *image.Alpha {
	r := vector.NewRasterizer(size, size)
	r.DrawOp = draw.Src
	for _, step := range steps.FindAllString(outline(of), -1) {
		var at [6]float32
		for i, number := range numbers.FindAllString(step, len(at)) {
			n, _ := strconv.ParseFloat(number, 64) // a test reads every shape
			at[i] = float32(n * float64(size))
		}
		switch step[0] {
		case 'M':
			r.MoveTo(at[0], at[1])
		case 'L':
			r.LineTo(at[0], at[1])
		case 'C':
			r.CubeTo(at[0], at[1], at[2], at[3], at[4], at[5])
		case 'Z':
			r.ClosePath()
		}
	}
	alpha := image.NewAlpha(image.Rect(0, 0, size, size))
	r.Draw(alpha, alpha.Rect, image.Opaque, image.Point{})
	return alpha
}
