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
	// A part is a block of its wash in a line of its tone, with the symbol where there is room. It has a least width, so that
	// one among a thousand is still visible.
	const least = 5
	room := max(0, listInner-(len(parts)-1)*barGap-len(parts)*least)
	x, before := listMargin, 0
	for _, part := range parts {
		width := least + room*(before+part.Count)/total - room*before/total
		before += part.Count
		line, fill := paint("rule"), paint("paper")
		if look := d.style.look(part.Status); look.wash != "" {
			line, fill = look.bar, look.wash
		}
		d.box(x, y, width, barHeight, line, fill)
		if width >= signSize+4 {
			d.mark(x+(width-signSize)/2, y+(barHeight-signSize)/2, signSize, part.Status)
		}
		x += width + barGap
	}
	return key(d, parts, y+barHeight+12)
}

// key sets what the blocks of the bar mean, one after the other, and returns where they end. A count comes before its word,
// whose end is not known in the SVG.
func key(d *Drawing, parts []Count, y int) int {
	const apart = 16
	x, below := listMargin, y
	for _, part := range parts {
		number := strconv.Itoa(part.Count)
		indent := keyBox + 7 + listNumber.Ceil(number) + 5
		wide := min(listInner, indent+listKey.Ceil(part.Label))
		if x > listMargin && x+wide > listMargin+listInner {
			x, y = listMargin, below+5
		}
		d.cell(x, y, keyBox, keyBox, part.Status)
		d.mark(x+(keyBox-signSize)/2, y+(keyBox-signSize)/2, signSize, part.Status)
		d.text(x+keyBox+7, y+1, []string{number}, listNumber, "ink")
		below = max(below, y+keyBox, d.text(x+indent, y+1, listKey.Wrap(part.Label, wide-indent, 3), listKey, "ink"))
		x += wide + apart
	}
	return below + 16
}
