package draw

import "strconv"

const (
	barHeight = 30
	barGap    = 2
	keyBox    = 20
)

// bar sets the shares of the statuses side by side, with a key below, and returns where they end.
func (l List) bar(d *Drawing, y int) int {
	var parts []Count
	total := 0
	for _, part := range l.Bar {
		if part.Count > 0 {
			parts = append(parts, part)
			total += part.Count
		}
	}
	if len(parts) == 0 {
		return y
	}
	// A part has a least width, so that one among a thousand is still visible.
	const least = 5
	room := max(0, listInner-(len(parts)-1)*barGap-len(parts)*least)
	x, before := listMargin, 0
	for _, part := range parts {
		width := least + room*(before+part.Count)/total - room*before/total
		before += part.Count
		part.segment(d, x, y, width)
		x += width + barGap
	}
	return key(d, parts, y+barHeight+12)
}

// segment is a block of the bar: its wash in a line of its tone, with the symbol where there is room.
func (c Count) segment(d *Drawing, x, y, width int) {
	line, fill := paint("rule"), paint("paper")
	if look := d.style.look(c.Status); look.wash != "" {
		line, fill = look.bar, look.wash
	}
	d.box(x, y, width, barHeight, line, fill)
	if width >= signSize+4 {
		d.mark(x+(width-signSize)/2, y+(barHeight-signSize)/2, signSize, c.Status)
	}
}

// key sets what the blocks of the bar mean, one after the other, and returns where they end.
func key(d *Drawing, parts []Count, y int) int {
	const apart = 16
	x, below := listMargin, y
	for _, part := range parts {
		wide := min(listInner, keyBox+7+listNumber.Ceil(strconv.Itoa(part.Count))+5+listKey.Ceil(part.Label))
		if x > listMargin && x+wide > listMargin+listInner {
			x, y = listMargin, below+5
		}
		below = max(below, part.entry(d, x, y, wide))
		x += wide + apart
	}
	return below + 16
}

// entry sets one entry of the key. Its count comes before its word, whose end is not known in the SVG.
func (c Count) entry(d *Drawing, x, y, width int) int {
	d.cell(x, y, keyBox, keyBox, c.Status)
	d.mark(x+(keyBox-signSize)/2, y+(keyBox-signSize)/2, signSize, c.Status)
	number := strconv.Itoa(c.Count)
	x, width = x+keyBox+7, width-keyBox-7
	d.text(x, y+1, []string{number}, listNumber, "ink")
	indent := listNumber.Ceil(number) + 5
	return max(y+keyBox, d.text(x+indent, y+1, listKey.Wrap(c.Label, width-indent, 3), listKey, "ink"))
}
