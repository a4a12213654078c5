package picture

import (
	"sync"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"

	"declarationwatch/tools/internal/typeset"
)

// face is a cut of letters. The PNG has no serif and takes the other bold.
type face = typeset.Face

const (
	regular = typeset.Regular
	bold    = typeset.Bold
	serif   = typeset.Serif
)

// lettering is how a line is set: a cut, its size and the distance of baselines, in units.
type lettering struct {
	face          face
	size, leading int
}

// rise is how far the baseline of a line lies below its top.
func (l lettering) rise() int { return (l.leading + l.size*7/10) / 2 }

// width is what a text takes, in units, in any font that a reader may have. A browser sets the SVG in a font of its own
// choice: the width is that of the Go fonts or of DejaVu, the widest that systems come with, letter by letter.
func (l lettering) width(text string) int { return (l.exact(text) + 999) / 1000 }

// exact is the width in thousandths of a unit, which add up.
func (l lettering) exact(text string) int {
	sum := 0
	for _, r := range text {
		sum += advance(l.face, r)
	}
	return sum * l.size
}

// advance is how far a letter moves the pen, in thousandths of the size.
func advance(f face, r rune) int {
	if r < firstRare {
		return common()[f][r]
	}
	return measure(f, r)
}

// firstRare is the first letter whose width is not kept: they are few, and a font is slow to answer.
const firstRare = 0x100

var common = sync.OnceValue(func() map[face][]int {
	kept := map[face][]int{}
	for f := range outlines() {
		for r := range rune(firstRare) {
			kept[f] = append(kept[f], measure(f, r))
		}
	}
	return kept
})

func measure(f face, r rune) int {
	from := outlines()[f]
	glyph, err := from.GlyphIndex(nil, r)
	if err != nil || glyph == 0 {
		return 1300 // some other font has it, or none: emoji are 1.25 wide, letters of Asia 1
	}
	own, err := from.GlyphAdvance(nil, glyph, fixed.I(1000), font.HintingNone)
	if err != nil {
		return 1300
	}
	if wide := typeset.Advance(f, r); wide > 0 {
		return max(own.Ceil(), wide)
	}
	return own.Ceil() * 5 / 4 // the most by which DejaVu is wider than a whole line of Go's letters
}

// outlines are the two fonts that PNGs are drawn in.
var outlines = sync.OnceValue(func() map[face]*sfnt.Font {
	parse := func(ttf []byte) *sfnt.Font {
		f, err := sfnt.Parse(ttf)
		if err != nil {
			panic("a font of golang.org/x/image cannot be read: " + err.Error())
		}
		return f
	}
	strong := parse(gobold.TTF)
	return map[face]*sfnt.Font{regular: parse(goregular.TTF), bold: strong, serif: strong}
})
