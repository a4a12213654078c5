package draw

import (
	"slices"

	"declarationwatch/tools/internal/typeset"
)

// The measures of the grid, in units.
const (
	gridWidth  = 1200 // the least; more columns than fit make it wider
	gridMargin = 28
	gridScale  = 1
	rowHeight  = 26
	signSize   = 14
	gapDash    = 6 // in a gap: there are hundreds, which must stay quieter than what was found

	pitchMost, pitchLeast = 40, 28 // from column to column
	nameLeast, nameMost   = 240, 520
	nameGap               = 16 // between the names and the cells
)

var (
	gridTitle  = letters(typeset.Serif, 32, 38)
	gridLead   = letters(typeset.Regular, 16, 23)
	gridGroup  = letters(typeset.Bold, 13, 16)
	gridHead   = letters(typeset.Bold, 12, 15)
	gridName   = letters(typeset.Regular, 13, 16)
	gridSource = letters(typeset.Regular, 12, 17)
)

// Draw lays out the matrix, 1200 pixels wide: commitments down the side by pillar, governments across by their codes. A cell has
// its wash and its symbol; a gap is paper with a faint dash, so that it reads as an absence.
func (g Grid) Draw(s *Style) *Drawing {
	g.Groups = slices.DeleteFunc(slices.Clone(g.Groups), func(group Group) bool { return len(group.Rows) == 0 })
	d := &Drawing{Head: g.Head, style: s, scale: gridScale}
	d.Description = g.describe()
	c := g.columns()
	d.width = max(gridWidth, c.right+gridMargin)
	width := d.width - 2*gridMargin

	y := d.heading(gridMargin, gridMargin-4, width, gridTitle, gridLead) + 16
	if len(g.Legend) > 0 {
		y = d.key(gridMargin, width, g.Legend, y, true, d.sample)
	}
	for i, group := range g.Groups {
		y = g.group(d, c, group, y, i == 0)
	}
	if g.Note != "" {
		y = d.text(gridMargin, y+10, gridSource.Wrap(g.Note, width, 8), gridSource, "ink-quiet")
	}
	d.height = d.footing(gridMargin, y+10, width, gridSource) + gridMargin - 8
	return d.finish()
}

// columns is where the columns of a grid are, in units.
type columns struct {
	left, right int   // of all of them
	pitch       int   // the width of one
	at          []int // the left edge of each
}

// columns makes them as wide as the picture has room for, once the names have theirs.
func (g Grid) columns() columns {
	names := nameLeast
	for _, row := range g.rows() {
		names = max(names, gridName.Ceil(row.Name)+nameGap)
	}
	room := gridWidth - 2*gridMargin - min(names, nameMost)
	c := columns{pitch: pitchMost}
	if n := len(g.Columns); n > 0 {
		c.pitch = max(pitchLeast, min(pitchMost, room/n))
	}
	// Missing room is taken from the names, which can break.
	wide := len(g.Columns) * c.pitch
	c.left = gridMargin + max(nameLeast, min(names, nameMost, gridWidth-2*gridMargin-wide))
	for i := range g.Columns {
		c.at = append(c.at, c.left+i*c.pitch)
	}
	c.right = c.left + wide
	return c
}

// group sets the title of a pillar in a line with the codes, which the first has in full ink, and its rows; it returns where
// they end.
func (g Grid) group(d *Drawing, c columns, group Group, y int, first bool) int {
	paint := paint("ink-quiet")
	if first {
		paint = "ink"
	}
	titles := gridGroup.Wrap(group.Title, c.left-gridMargin-nameGap, 3)
	y += 12
	bottom := d.text(gridMargin, y, titles, gridGroup, "ink")
	for i, code := range g.Columns {
		code = typeset.Clean(code)
		if wide := gridHead.Ceil(code); code != "" && wide <= c.pitch { // what is wider is no code
			d.text(c.at[i]+(c.pitch-wide)/2, bottom-gridHead.leading, []string{code}, gridHead, paint)
		}
	}
	y = bottom + 4
	d.block(gridMargin, y-1, c.right-gridMargin, 1, "ink")
	for i, row := range group.Rows {
		y = row.draw(d, c, y)
		d.rule(gridMargin, y-1, c.right-gridMargin, i == len(group.Rows)-1)
	}
	return y
}

// draw sets the line of a commitment and returns where it ends.
func (r Row) draw(d *Drawing, c columns, y int) int {
	lines := gridName.Wrap(r.Name, c.left-gridMargin-nameGap, 3)
	height := max(rowHeight, len(lines)*gridName.leading+10)
	d.text(gridMargin, y+(height-len(lines)*gridName.leading)/2, lines, gridName, "ink")
	for column, x := range c.at {
		status := ""
		if column < len(r.Cells) {
			status = r.Cells[column]
		}
		if status == "" {
			d.block(x+(c.pitch-gapDash)/2, y+(height-2)/2, gapDash, 1, "rule")
			continue
		}
		d.cell(x+1, y+1, c.pitch-2, height-3, status)
		d.mark(x+(c.pitch-signSize)/2, y+(height-signSize)/2, signSize, status)
	}
	return y + height
}
