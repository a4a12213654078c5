package draw

import (
	"slices"
	"strconv"

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

	pitchMost, pitchLeast = 34, 28 // from column to column; the least has room for two lines of a head

	groupGap            = 10
	nameLeast, nameMost = 120, 200 // the column of names
	nameGap             = 16       // between it and the cells
	headLeast, headMost = 80, 330  // the height of the heads
)

var (
	gridTitle  = letters(typeset.Serif, 32, 38)
	gridLead   = letters(typeset.Regular, 16, 23)
	gridGroup  = letters(typeset.Bold, 13, 16)
	gridHead   = letters(typeset.Regular, 12, 13)
	gridName   = letters(typeset.Regular, 13, 16)
	gridLegend = letters(typeset.Regular, 12, 15)
	gridNumber = letters(typeset.Bold, 12, 15)
	gridSource = letters(typeset.Regular, 12, 17)
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

// columns is where the columns of a grid are, in units.
type columns struct {
	left, right int   // of all of them
	pitch       int   // the width of one
	at          []int // the left edge of each
	groups      []span
}

// span is the place of a group.
type span struct{ x, width int }

// columns makes them as wide as the picture has room for. A group is at least as wide as the longest word of its title.
func (g Grid) columns() columns {
	names := nameLeast
	for _, row := range g.Rows {
		names = max(names, gridName.Ceil(row.Name)+nameGap)
	}
	aside := g.legendRoom() + nameGap
	for _, entry := range g.Legend {
		names = max(names, aside+gridLegend.Narrowest(entry.Label, 2))
	}
	least := max(nameLeast, aside+legendLeast)
	c := columns{left: gridMargin + max(least, min(names, nameMost)), pitch: pitchMost}
	c.place(g.Groups)
	for c.spare() < 0 && c.pitch > pitchLeast {
		c.pitch--
		c.place(g.Groups)
	}
	// Missing room is taken from the names, which can break. A rest too small to share goes to them, so that the table ends
	// at the margin; a table of few columns ends where it ends.
	if c.spare() < len(c.at) {
		c.left = max(c.left+c.spare(), gridMargin+least)
		c.place(g.Groups)
	}
	return c
}

// spare is what the columns leave of the least width of the picture.
func (c *columns) spare() int { return gridWidth - gridMargin - c.right }

func (c *columns) place(groups []Group) {
	c.at, c.groups = nil, nil
	x := c.left
	for i, group := range groups {
		if i > 0 {
			x += groupGap
		}
		wide := max(len(group.Columns)*c.pitch, min(gridGroup.LongestWord(group.Title), 140))
		c.groups = append(c.groups, span{x, wide})
		for n := range group.Columns {
			c.at = append(c.at, x+n*c.pitch)
		}
		x += wide
	}
	c.right = x
}

// heads sets the titles of groups and columns, with the legend in the corner beside them, and returns where they end.
func (g Grid) heads(d *Drawing, c columns, y int) int {
	titles, most := make([][]string, len(g.Groups)), 0
	for i, group := range g.Groups {
		titles[i] = gridGroup.Wrap(group.Title, c.groups[i].width, 5)
		most = max(most, len(titles[i]))
	}
	rule := y + most*gridGroup.leading + 4
	tall := headLeast
	for _, group := range g.Groups {
		for _, title := range group.Columns {
			tall = max(tall, gridHead.Narrowest(title, 2))
		}
	}
	tall = min(tall, headMost)
	bottom := max(rule+tall+16, g.legend(d, c.left-gridMargin-nameGap, y)+8)

	next := 0
	for i, group := range g.Groups {
		at := c.groups[i]
		d.text(at.x, rule-4-len(titles[i])*gridGroup.leading, titles[i], gridGroup, "ink")
		d.block(at.x, rule, at.width, 1, "ink")
		for n, title := range group.Columns {
			if n > 0 {
				// Without it two lines of one head would be as near as those of two heads.
				d.block(c.at[next], rule+8, 1, bottom-rule-8, "rule")
			}
			d.rising(c.at[next]+c.pitch/2, bottom-8, gridHead.Balance(title, tall, 2), gridHead)
			next++
		}
	}
	d.block(gridMargin, bottom-1, c.right-gridMargin, 1, "ink")
	return bottom
}

// rising sets lines that are read from bottom to top, side by side around x.
func (d *Drawing) rising(x, y int, lines []string, l lettering) {
	middle := x
	x -= len(lines)*l.leading/2 - 1 // there are fewer letters with a tail than without
	for i, line := range lines {
		d.labels = append(d.labels, label{x: x + i*l.leading + l.baseline(), y: y, text: line, lettering: l, paint: "ink", rises: true, middle: middle})
	}
}

// The measures of the legend, in units.
const (
	legendBox   = 22 // as wide as a sign with its wash
	legendGap   = 8
	legendLeast = 60 // for words
)

// legend sets the statuses with their counts, one below the other, and returns where they end. It fills the corner beside
// the heads.
func (g Grid) legend(d *Drawing, width, y int) int {
	words := width - g.legendRoom()
	for _, entry := range g.Legend {
		d.cell(gridMargin, y, legendBox, legendBox-2, entry.Status)
		d.mark(gridMargin+(legendBox-signSize)/2, y+(legendBox-2-signSize)/2, signSize, entry.Status)
		top := y + (legendBox-2-gridLegend.leading)/2
		d.labels = append(d.labels, label{
			x: gridMargin + width, y: top + gridNumber.baseline(), text: strconv.Itoa(entry.Count), lettering: gridNumber, paint: "ink", end: true,
		})
		below := d.text(gridMargin+legendBox+legendGap, top, gridLegend.Wrap(entry.Label, words, 3), gridLegend, "ink")
		y = max(y+legendBox-2, below) + 4
	}
	return y
}

// legendRoom is the room that the legend needs beside its words.
func (g Grid) legendRoom() int {
	most := 0
	for _, entry := range g.Legend {
		most = max(most, gridNumber.Ceil(strconv.Itoa(entry.Count)))
	}
	return legendBox + 2*legendGap + most
}
