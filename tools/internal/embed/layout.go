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
)

// Widths returns the widths of columns that the height of the frame is stated for, narrowest first.
func (f *Frame) Widths() []int {
	if len(f.Pillars) == 0 || slices.Contains(Widths, f.wide()) {
		return Widths
	}
	all := append(slices.Clone(Widths), f.wide())
	slices.Sort(all)
	return all
}

// Height returns how high the frame is at a width, both in CSS pixels: never less than what its text needs, whatever font
// the reader's system has, at the default size of type.
func (f *Frame) Height(width int) int {
	if len(f.Pillars) > 0 {
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

// Few reports whether the frame has no rows between which room that is left over could be shared out.
func (f *Frame) Few() bool { return len(f.Rows) < 2 && len(f.Pillars) == 0 }

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
	if f.Course != nil {
		h += 10 + float64(f.Course.Height()) + f.Course.years(width, room)
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

// years returns how high the labels of years are: in a narrow column only the first and the last.
func (c *course) years(width, room float64) float64 {
	if width < narrow {
		return lineHeight
	}
	most := 0
	for _, tick := range c.Ticks {
		most = max(most, small.Lines(tick.Label, room/float64(len(c.Ticks))))
	}
	return lineHeight * float64(most)
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
	if width < narrow {
		return rowFrame + aside + lines(name, r.Name, room, nameLine) + r.status(room) + lines(lead, r.Text, room, lineHeight) + lines(small, sources, room, smallLine)
	}
	left := room - side - gutter
	return rowFrame + max(
		lines(name, r.Name, left, nameLine)+lines(lead, r.Text, left, lineHeight)+lines(small, sources, left, smallLine),
		aside+r.status(side),
	)
}

// status returns how high the status of a row and its day are: side by side, or one below the other.
func (r *Row) status(room float64) float64 {
	const inset = sign + 12
	if inset+label.Width(r.Label)+6+small.Width(r.Since) <= room {
		return lineHeight
	}
	return lines(label, r.Label, room-inset, lineHeight) + lines(small, r.Since, room, lineHeight)
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
	nameWidth  = 208 // the least for the name of a commitment
	sumWidth   = 80  // of the column that counts them
	pitchWidth = 26  // from government to government, the least
	gridRow    = 27
	sumPadding = 72 // beside the name where it is no table
	lineSpace  = 9  // the space and the line around a row that is no table
	lineFrame  = 13 // the same with the space around the link in it
	chipWidth  = 48 // of a symbol with its code, and the space around it
	chipHeight = 28
	headRow    = 29
	pillarHead = 32 // 29 in a table
)

// wide returns from which width on the frame is a table, with a column for each government. Below it each commitment has the
// governments in which something was found, by their codes.
func (f *Frame) wide() int {
	return nameWidth + sumWidth + pitchWidth*len(f.Columns) + 2*edge + 2*padding
}

// pitch returns how wide the column of a government is in a table.
func (f *Frame) pitch(width float64) float64 {
	return min(max(pitchWidth, (width-34*16)/float64(len(f.Columns))), 80)
}

func (f *Frame) gridHeight(width float64) int {
	h := f.top(width) + 10 + f.foot(width)
	room := inside(width)
	table := width >= float64(f.wide())
	if table {
		h += headRow
	}
	names := room - sumWidth - f.pitch(width)*float64(len(f.Columns))
	for _, p := range f.Pillars {
		h += pillarHead + lineHeight*float64(label.Lines(p.Title, room)-1)
		for _, l := range p.Lines {
			if table {
				h += gridRow + smallLine*float64(small.Lines(l.Name, names-8)-1)
			} else {
				h += l.height(width, room)
			}
		}
	}
	return int(math.Ceil(h))
}

// height returns the height of a row that is no table, in a frame of some width.
func (l Line) height(width, room float64) float64 {
	chips := func(room float64) float64 {
		return chipHeight * math.Ceil(float64(l.found())/math.Floor(room/chipWidth))
	}
	if width < narrow {
		return lineFrame + lines(small, l.Name, room-sumPadding, lineHeight) + chips(room)
	}
	return lineSpace + max(lines(small, l.Name, nameWidth-8, lineHeight)+lineFrame-lineSpace, chips(room-nameWidth-sumPadding))
}

// found returns in how many of its governments something was found.
func (l Line) found() int {
	n := 0
	for _, row := range l.Found {
		if row != nil {
			n++
		}
	}
	return n
}
