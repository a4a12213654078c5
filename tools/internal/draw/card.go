package draw

import (
	"cmp"
	"strconv"

	"declarationwatch/tools/internal/typeset"
)

// The measures of a card, in pixels: what Open Graph (https://ogp.me) and its readers want, and what those want who post a picture.
const (
	CardWidth, CardHeight = 1200, 630
	SquareSide            = 1080

	cardMargin = 64
	cardTop    = 142 // of the title
	cardFoot   = 38  // below the last line
	logoSize   = 48
	tileGap    = 12
	tileMost   = 400 // the width of a tile
)

var (
	cardSite   = letters(typeset.Display, 30, 36)
	cardKicker = letters(typeset.Display, 30, 34)
	cardNote   = letters(typeset.Display, 32, 42)
	tileLabel  = letters(typeset.Display, 24, 28)
	tileSmall  = letters(typeset.Display, 18, 22)
)

// Card is the picture that a post shows beside a link to a page; a square one is posted by itself.
type Card struct {
	Head
	Square  bool
	Kicker  string // the kind of page, its date
	Figures []Count
}

// Draw lays out a card: the site's name, the title as large as fits, the figures as tiles, and the kicker.
func (c Card) Draw(s *Style) *Drawing {
	d := &Drawing{Head: c.Head, style: s, width: CardWidth, height: CardHeight, scale: 1}
	if c.Square {
		d.width, d.height = SquareSide, SquareSide
	}
	inner := d.width - 2*cardMargin
	d.block(0, 0, d.width, 16, "accent")
	d.logo(cardMargin, 54)
	d.text(cardMargin+logoSize+12, 60, cardSite.Wrap(c.Source, inner-logoSize-12, 1), cardSite, "accent")

	kicker := cardKicker.Balance(c.Kicker, inner, 3)
	bottom := d.height - cardFoot + 4 - len(kicker)*cardKicker.leading
	d.text(cardMargin, bottom, kicker, cardKicker, "accent")
	bottom -= 28
	if len(c.Figures) > 0 {
		bottom = d.tiles(c.Figures, bottom) - 24
	} else if c.Lead != "" {
		lines := cardNote.Balance(c.Lead, inner, 4)
		bottom -= len(lines)*cardNote.leading + 4
		d.text(cardMargin, bottom, lines, cardNote, "ink-quiet")
		bottom -= 24
	}
	lines, l := headline(c.Title, inner, bottom-cardTop)
	d.text(cardMargin, cardTop, lines, l, "ink")
	return d.finish()
}

// headline returns the lines of a title in the largest size that fits a space. A title that is too long for the smallest
// size is cut.
func headline(title string, width, height int) ([]string, lettering) {
	for _, size := range []int{128, 104, 92, 82, 72, 64, 56, 50, 44, 38, 32} {
		l := letters(typeset.Display, size, size*114/100)
		most := max(1, height/l.leading)
		lines := l.Balance(title, width, most)
		if size == 32 || typeset.Complete(lines) && l.LongestWord(title) <= width {
			return lines, l
		}
	}
	panic("unreachable")
}

// tiles draws a tile for each figure above bottom, in two rows where there are more than five, and returns where they
// begin.
func (d *Drawing) tiles(figures []Count, bottom int) int {
	rows, height, number := 1, 138, letters(typeset.Display, 54, 62)
	if len(figures) > 5 {
		rows, height, number = 2, 98, letters(typeset.Display, 38, 44)
	}
	if d.height > CardHeight { // of which a square has plenty
		height += 32
	}
	columns := (len(figures) + rows - 1) / rows
	pitch := min((d.width-2*cardMargin+tileGap)/columns, tileMost)
	if rows == 1 {
		pitch = min(pitch, 220)
	}
	top := bottom - rows*height - (rows-1)*tileGap
	for i, f := range figures {
		x, y := cardMargin+i%columns*pitch, top+i/columns*(height+tileGap)
		look, width := d.style.look(f.Status), pitch-tileGap
		d.block(x, y, width, height, cmp.Or(look.wash, "surface"))
		below := d.text(x+16, y+6, []string{strconv.Itoa(f.Count)}, number, look.ink)
		wrap := func(label lettering) []string {
			return label.Wrap(f.Label, width-28, max(1, (y+height-below)/label.leading))
		}
		label := tileLabel
		if label.LongestWord(f.Label) > width-32 || !typeset.Complete(wrap(label)) {
			label = tileSmall
		}
		d.text(x+16, below-2, wrap(label), label, look.ink)
	}
	return top
}

// logo draws the site's icon as static/favicon.svg has it.
func (d *Drawing) logo(x, y int) {
	d.marks = append(d.marks,
		mark{x, y, logoSize, "logo", "accent"},
		mark{x + 7, y + 7, 16, "■", "paper"}, mark{x + 26, y + 8, 14, "●", "paper"},
		mark{x + 7, y + 25, 16, "○", "paper"}, mark{x + 27, y + 26, 13, "▲", "paper"},
	)
}
