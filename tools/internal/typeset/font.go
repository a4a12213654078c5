package typeset

import (
	_ "embed"
	"sync"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/text/unicode/norm"
)

// Face is a cut of letters.
type Face byte

// The faces. Display is Serif where no browser chooses the font: it is measured as it is drawn.
const (
	Regular Face = 'r'
	Bold    Face = 'b'
	Serif   Face = 's' // semibold, for titles
	Display Face = 'd'
)

//go:embed SourceSerifPro-SemiBold.ttf
var sourceSerif []byte

var fonts = sync.OnceValue(func() map[Face]*sfnt.Font {
	parse := func(ttf []byte) *sfnt.Font {
		f, err := sfnt.Parse(ttf)
		if err != nil {
			panic("cannot read an embedded font: " + err.Error())
		}
		return f
	}
	serif := parse(sourceSerif)
	return map[Face]*sfnt.Font{Regular: parse(goregular.TTF), Bold: parse(gobold.TTF), Serif: serif, Display: serif}
})

// Font returns the outlines that a face is drawn with.
func Font(f Face) *sfnt.Font { return fonts()[f] }

// Has reports whether the font of a face has a letter.
func Has(f Face, r rune) bool {
	glyph, err := Font(f).GlyphIndex(nil, r)
	return err == nil && glyph != 0
}

// firstRare is the first letter whose width is not cached: they are few, and a font is slow to answer.
const firstRare = 0x100

// common returns how far each common letter of a face moves the pen at most, in thousandths of the size.
func common(f Face) *[firstRare]int { return &cached()[f] }

// cached has an array, not a map, because a build asks for the widths of millions of letters.
var cached = sync.OnceValue(func() *[256][firstRare]int {
	faces := new([256][firstRare]int)
	for f := range fonts() {
		for r := range rune(firstRare) {
			faces[f][r] = measure(f, r)
		}
	}
	return faces
})

// unknown is the width of a letter that our fonts lack: emoji are 1.25 wide, letters of Asia 1.
const unknown = 1300

// measure returns the width of a letter in our font or in DejaVu, whichever is wider. An accent takes no room.
func measure(f Face, r rune) int {
	glyph, _ := Font(f).GlyphIndex(nil, r)
	advance, err := Font(f).GlyphAdvance(nil, glyph, fixed.I(1000), font.HintingNone)
	if err != nil || glyph == 0 {
		return unknown
	}
	own := advance.Ceil()
	if f == Display {
		return own
	}
	if base := []rune(norm.NFD.String(string(r)))[0]; base >= ' ' && base <= '~' {
		return max(own, widths[f][base-' '])
	}
	return own * 5 / 4 // the most by which DejaVu is wider than a line of Go's letters
}
