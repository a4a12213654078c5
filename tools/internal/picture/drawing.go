package picture

// Drawing is a picture before it is encoded: rectangles, signs over them, text over both. It is made by Grid.Draw and
// List.Draw and never changes, so that one may be encoded by several goroutines.
type Drawing struct {
	lang, title, description string
	width, height            int // in units; a unit is a pixel of CSS
	scale                    int // pixels of the PNG to a unit: 1 or 2
	blocks                   []block
	marks                    []mark
	labels                   []label
}

// block is a filled rectangle. Lines are blocks too: they stay sharp at any scale.
type block struct {
	x, y, width, height int
	paint               paint
}

// mark is the sign of a status, within a square.
type mark struct {
	x, y, size int
	sign       string // the id of the status
	paint      paint
}

// label is one line of text. x and y are where its baseline begins, or ends if end is set. One that rises is turned by
// a quarter against the clock: it is read from bottom to top.
type label struct {
	x, y      int
	text      string
	lettering lettering
	paint     paint
	end       bool
	rises     bool
}

// Size is the width and height of the PNG in pixels. The SVG has the same shape.
func (d *Drawing) Size() (width, height int) { return d.width * d.scale, d.height * d.scale }

// Shown is the width and height that the picture is meant to be seen at, in CSS pixels.
func (d *Drawing) Shown() (width, height int) { return d.width, d.height }

func (d *Drawing) block(x, y, width, height int, p paint) {
	d.blocks = append(d.blocks, block{x, y, width, height, p})
}

// rule is a line across a table, at the end of a row; a dark one at the end of all.
func (d *Drawing) rule(x, y, width int, last bool) {
	if last {
		d.block(x, y, width, 1, "ink")
	} else {
		d.block(x, y, width, 1, "rule")
	}
}

// frame is a rectangle with a line of one unit around it.
func (d *Drawing) frame(x, y, width, height int, line, fill paint) {
	d.block(x, y, width, height, line)
	d.block(x+1, y+1, width-2, height-2, fill)
}

func (d *Drawing) mark(x, y, size int, sign string, p paint) {
	d.marks = append(d.marks, mark{x, y, size, sign, p})
}

// text sets lines one below the other, the first with its top at y, and returns where the last ends.
func (d *Drawing) text(x, y int, lines []string, l lettering, p paint) int {
	for i, line := range lines {
		d.labels = append(d.labels, label{x: x, y: y + i*l.leading + l.rise(), text: line, lettering: l, paint: p})
	}
	return y + len(lines)*l.leading
}

// cell is the place of a status in a table: its wash, or a thin frame for a status that has none.
func (d *Drawing) cell(x, y, width, height int, status string) {
	if wash := tones(status).wash; wash != "" {
		d.block(x, y, width, height, wash)
	} else {
		d.frame(x, y, width, height, "rule", "paper")
	}
}
