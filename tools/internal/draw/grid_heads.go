package draw

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
