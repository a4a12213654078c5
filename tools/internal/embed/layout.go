package embed

import (
	"math"
	"slices"

	"declarationwatch/tools/internal/typeset"
)

// The layout of a frame, in CSS pixels at the default size of type. assets/css/embed.css has the same values in rem, a
// sixteenth each; browser tests compare the two.
const (
	narrow = 480 // from here on a row has two columns
	broad  = 960 // from here on a list has two

	edge        = 1  // the line around the frame
	padding     = 16 // within it; less below narrow
	tight       = 12
	lineHeight  = 20
	headingLine = 26
	smallLine   = 18
	bar         = 20 // with the space above it
	itemHeight  = 24 // of the legend
	sign        = 20 // a symbol and the space behind it
	nameLine    = 24 // which is a link, and so as high as a finger needs
	aside       = 2  // the space above a status, which puts it beside the name
	rowFrame    = 16 // the space and the line around a row
	side        = 190
	gutter      = 16
	valley      = 32 // between the columns of a list
	footFrame   = 19
)

var (
	kicker  = typeset.Type{Size: 13, Face: typeset.Regular}
	heading = typeset.Type{Size: 20, Face: typeset.Serif}
	lead    = typeset.Type{Size: 14, Face: typeset.Regular}
	name    = typeset.Type{Size: 14, Face: typeset.Bold}
	small   = typeset.Type{Size: 13, Face: typeset.Regular}
	label   = typeset.Type{Size: 13, Face: typeset.Bold}
	pillar  = typeset.Type{Size: 11, Face: typeset.Bold}
	column  = typeset.Type{Size: 11, Face: typeset.Regular}
)

// Height returns how high the frame is at a width, both in CSS pixels: never less than what its text needs, whatever font
// the reader's system has, at the default size of type.
func (f *Frame) Height(width int) int {
	if len(f.Lines) > 0 {
		return f.gridHeight(float64(width))
	}
	return f.listHeight(float64(width))
}

// inside returns the room for text in a frame of some width.
func inside(width float64) float64 { return width - 2*edge - 2*paddingAt(width) }

func paddingAt(width float64) float64 {
	if width < narrow {
		return tight
	}
	return padding
}

// top returns the height of all above the rows or the table, with the edges of the frame.
func (f *Frame) top(width float64) float64 {
	room := inside(width)
	h := 2*edge + 2*paddingAt(width)
	for _, text := range f.Banners {
		h += lines(label, text, room, lineHeight)
	}
	headline := f.Heading
	if f.Sign.Symbol != "" {
		headline = "MM " + headline // the symbol before it
	}
	h += lines(kicker, f.Kicker, room, lineHeight) + lines(heading, headline, room, headingLine)
	for _, text := range f.Leads {
		h += 4 + lines(lead, text, room, lineHeight)
	}
	if f.Cited != nil {
		h += 4 + lines(small, f.Cited.sources(), room, smallLine)
	}
	if len(f.Legend) > 0 {
		var items []float64
		for _, s := range f.Legend {
			items = append(items, sign+small.Width(s.Label+" ")+label.Width("000"))
		}
		h += bar + 8 + itemHeight*float64(typeset.Flow(items, 14, room))
	}
	return h
}

func (f *Frame) foot(width float64) float64 {
	return footFrame + lines(label, f.Site+" · "+f.Licence+" · "+f.Closing, inside(width), lineHeight)
}

func lines(t typeset.Type, text string, width, height float64) float64 {
	return height * float64(t.Lines(text, width))
}

func (f *Frame) listHeight(width float64) int {
	h := f.top(width)
	rows := slices.DeleteFunc(slices.Clone(f.Rows), func(r *Row) bool { return r.Roomy && width < narrow })
	if len(f.Rows) > 0 {
		h += 10
	}
	columns, room := 1, inside(width)
	if width >= broad {
		columns, room = 2, (room-valley)/2
	}
	for i := 0; i < len(rows); i += columns {
		highest := 0.0
		for _, r := range rows[i:min(i+columns, len(rows))] {
			highest = max(highest, r.height(width, room))
		}
		h += highest
	}
	for _, text := range f.Notes {
		h += 8 + lines(small, text, inside(width), smallLine)
	}
	if f.Cut != "" && (width < narrow || !f.CutNarrow) {
		h += 8 + lines(small, f.Cut, inside(width), smallLine)
	}
	return int(math.Ceil(h + f.foot(width)))
}

// height returns the height of a row in a column of some room, in a frame of some width.
func (r *Row) height(width, room float64) float64 {
	if r.Plain {
		return rowFrame + lines(name, r.Name, room, nameLine)
	}
	sources := r.sources()
	status := func(room float64) float64 {
		n := typeset.Flow([]float64{sign + 12 + label.Width(r.Label), small.Width(r.Since)}, 6, room)
		return lineHeight * float64(n+label.Lines(r.Label, room-sign-12)-1) // a long word takes more than a line
	}
	if width < narrow {
		return rowFrame + aside + lines(name, r.Name, room, nameLine) + status(room) + lines(lead, r.Text, room, lineHeight) + lines(small, sources, room, smallLine)
	}
	left := room - side - gutter
	return rowFrame + max(
		lines(name, r.Name, left, nameLine)+lines(lead, r.Text, left, lineHeight)+lines(small, sources, left, smallLine),
		aside+status(side),
	)
}

// sources returns the line that names the sources of a row; "" where there is none.
func (r *Row) sources() string {
	if len(r.Sources) == 0 {
		return ""
	}
	return r.Cite + " " + r.Source
}

// The grid of the matrix.
const (
	wide      = 1040 // from here on it is a table, with a column for each commitment
	nameWidth = 132
	sumWidth  = 64
	gridRow   = 27
	cellSize  = 28 // of a symbol where the grid is no table
	cellRow   = 9  // the space and the line around such a row
	rowHead   = 24
	pillarRow = 13
	headLine  = 26 // two lines of a column's head, side by side
)

func (f *Frame) gridHeight(width float64) int {
	h := f.top(width) + 10 + f.foot(width)
	room := inside(width)
	if width >= wide {
		pitch := (room - nameWidth - sumWidth) / float64(len(f.Record.Commitments))
		rows := 0
		for _, p := range f.Pillars {
			rows = max(rows, pillar.Lines(p.Title, float64(len(p.Columns))*pitch-6))
		}
		return int(math.Ceil(h + float64(8+rows*pillarRow+f.head()+4+len(f.Lines)*gridRow)))
	}
	for _, l := range f.Lines {
		signs := 0
		for _, c := range l.Found {
			if c != nil {
				signs++
			}
		}
		if width < narrow {
			h += rowHead + cellRow + cellSize*math.Ceil(float64(signs)/math.Floor(room/cellSize))
			continue
		}
		h += cellRow + cellSize*max(1, math.Ceil(float64(signs)/math.Floor((room-nameWidth-sumWidth)/cellSize)))
	}
	return int(math.Ceil(h))
}

// head returns how high the heads of the columns are, which are written upwards: enough that each fits two lines.
func (f *Frame) head() int {
	height := 160
	for _, c := range f.Record.Commitments {
		height = max(height, column.Narrowest(f.In(c.ShortTitle), 2))
	}
	return height
}
