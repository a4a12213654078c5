package draw

import (
	"declarationwatch/tools/internal/typeset"
)

// Drawing is a picture before it is encoded: rectangles, shapes over them, text over both. It never changes once drawn,
// so several goroutines may encode one.
type Drawing struct {
	Head
	style         *Style
	width, height int // in units; a unit is a pixel of CSS
	scale         int // pixels of the PNG to a unit: 1 or 2
	blocks        []block
	marks         []mark
	labels        []label
}

// block is a filled rectangle. Lines are blocks too: they stay sharp at any scale.
type block struct {
	x, y, width, height int
	paint               paint
}

// mark is a shape within a square.
type mark struct {
	x, y, size int
	symbol     string
	paint      paint
}

// label is one line of text. x and y are where its baseline begins.
type label struct {
	x, y      int
	text      string
	lettering lettering
	paint     paint
}

// lettering is how a line is set: a face, its size and the distance of baselines, in units.
type lettering struct {
	typeset.Type
	leading int
}

func letters(face typeset.Face, size, leading int) lettering {
	return lettering{typeset.Type{Face: face, Size: size}, leading}
}

// baseline returns how far the baseline of a line is below its top.
func (l lettering) baseline() int { return (l.leading + l.Size*7/10) / 2 }

// Size returns the width and height of the PNG in pixels. The SVG has the same proportions.
func (d *Drawing) Size() (width, height int) { return d.width * d.scale, d.height * d.scale }

// Shown returns the width and height to show the picture at, in CSS pixels.
func (d *Drawing) Shown() (width, height int) { return d.width, d.height }

// Legible reports whether our fonts have most letters of the picture, so that its PNG can be read. The SVG uses the
// reader's fonts.
func (d *Drawing) Legible() bool {
	known, all := 0, 0
	for _, l := range d.labels {
		for _, r := range l.text {
			all++
			if typeset.Has(l.lettering.Face, r) {
				known++
			}
		}
	}
	return known*10 >= all*9
}

func (d *Drawing) block(x, y, width, height int, p paint) {
	d.blocks = append(d.blocks, block{x, y, width, height, p})
}

// rule draws a line across a table, at the end of a row; a dark one at the end of the table.
func (d *Drawing) rule(x, y, width int, last bool) {
	d.block(x, y, width, 1, map[bool]paint{false: "rule", true: "ink"}[last])
}

// box draws a rectangle with a line of one unit around it.
func (d *Drawing) box(x, y, width, height int, line, fill paint) {
	d.block(x, y, width, height, line)
	d.block(x+1, y+1, width-2, height-2, fill)
}

// mark draws the symbol of a status in its ink.
func (d *Drawing) mark(x, y, size int, status string) {
	look := d.style.look(status)
	d.marks = append(d.marks, mark{x, y, size, look.symbol, look.ink})
}

// text sets lines one below the other, the first with its top at y, and returns where the last ends.
func (d *Drawing) text(x, y int, lines []string, l lettering, p paint) int {
	for i, line := range lines {
		d.labels = append(d.labels, label{x: x, y: y + i*l.leading + l.baseline(), text: line, lettering: l, paint: p})
	}
	return y + len(lines)*l.leading
}

// cell draws the ground of a status: its wash, or a thin box for a status that has none.
func (d *Drawing) cell(x, y, width, height int, status string) {
	if wash := d.style.look(status).wash; wash != "" {
		d.block(x, y, width, height, wash)
	} else {
		d.box(x, y, width, height, "rule", "paper")
	}
}

// heading sets the title and the lead below each other and returns where they end.
func (d *Drawing) heading(x, y, width int, large, small lettering) int {
	y = d.text(x, y, large.Balance(d.Title, width, 4), large, "ink")
	if d.Lead == "" {
		return y
	}
	return d.text(x, y+large.Size/4, small.Balance(d.Lead, width, 6), small, "ink-quiet")
}

// footing sets the line of sources and returns where it ends.
func (d *Drawing) footing(x, y, width int, l lettering) int {
	return d.text(x, y, l.Balance(d.Source, width, 4), l, "ink-quiet")
}

// finish mirrors the picture of a language that is written from right to left. A label then begins at its right end, as
// the direction of the SVG has it.
func (d *Drawing) finish() *Drawing {
	if !d.RTL {
		return d
	}
	for i, b := range d.blocks {
		d.blocks[i].x = d.width - b.x - b.width
	}
	for i, m := range d.marks {
		d.marks[i].x = d.width - m.x - m.size
	}
	for i, l := range d.labels {
		d.labels[i].x = d.width - l.x
	}
	return d
}
