package draw

import "slices"

// The measures of the grid, in units.
const (
	gridWidth  = 1200 // the least; more columns than fit make it wider
	gridMargin = 28
	gridScale  = 1
	rowHeight  = 26
	signSize   = 14
	gapDash    = 6 // in a gap: there are hundreds, which must stay quieter than what was found

	pitchMost, pitchLeast = 34, 28 // from column to column; the least has room for two lines of a head

	groupGap            = 10
	nameLeast, nameMost = 120, 200 // the column of names
	nameGap             = 16       // between it and the cells
	headLeast, headMost = 80, 330  // the height of the heads
)

var (
	gridTitle  = letters(serif, 32, 38)
	gridLead   = letters(regular, 16, 23)
	gridGroup  = letters(bold, 13, 16)
	gridHead   = letters(regular, 12, 13)
	gridName   = letters(regular, 13, 16)
	gridLegend = letters(regular, 12, 15)
	gridNumber = letters(bold, 12, 15)
	gridSource = letters(regular, 12, 17)
)

// Draw lays out the matrix, 1200 pixels wide: governments down the side, commitments across. A cell has its wash
// and its symbol; a gap is paper with a faint dash, so that it reads as an absence.
func (g Grid) Draw(s *Style) *Drawing {
	g.Groups = slices.DeleteFunc(slices.Clone(g.Groups), func(group Group) bool { return len(group.Columns) == 0 })
	d := &Drawing{Head: g.Head, style: s, scale: gridScale}
	d.Description = g.describe()
	columns := g.columns()
	d.width = max(gridWidth, columns.right+gridMargin)
	width := d.width - 2*gridMargin

	y := d.heading(gridMargin, gridMargin-4, width, gridTitle, gridLead) + 20
	y = g.heads(d, columns, y)
	y = g.rows(d, columns, y)
	d.height = d.footing(gridMargin, y+12, width, gridSource) + gridMargin - 8
	return d.finish()
}

// rows sets a line for each government and returns where they end.
func (g Grid) rows(d *Drawing, c columns, y int) int {
	for i, row := range g.Rows {
		lines := gridName.Wrap(row.Name, c.left-gridMargin-nameGap, 3)
		height := max(rowHeight, len(lines)*gridName.leading+10)
		d.text(gridMargin, y+(height-len(lines)*gridName.leading)/2, lines, gridName, "ink")
		for column, x := range c.at {
			status := ""
			if column < len(row.Cells) {
				status = row.Cells[column]
			}
			if status == "" {
				d.block(x+(c.pitch-gapDash)/2, y+(height-2)/2, gapDash, 1, "rule")
				continue
			}
			d.cell(x+1, y+1, c.pitch-2, height-3, status)
			d.mark(x+(c.pitch-signSize)/2, y+(height-signSize)/2, signSize, status)
		}
		y += height
		d.rule(gridMargin, y-1, c.right-gridMargin, i == len(g.Rows)-1)
	}
	return y
}
