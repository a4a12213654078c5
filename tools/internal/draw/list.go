package draw

import (
	"strconv"

	"declarationwatch/tools/internal/typeset"
)

// The measures of a list, in units.
const (
	listWidth  = 600 // as wide as a column of an article
	listMargin = 24
	listInner  = listWidth - 2*listMargin
	listScale  = 2
	listPad    = 11 // above and below the text of a row
	tagHeight  = 24
	tagIndent  = 28 // of the words in a tag, after its symbol

	tagLeast, tagMost = 112, 190
)

var (
	listTitle  = letters(typeset.Serif, 26, 32)
	listLead   = letters(typeset.Regular, 15, 21)
	listName   = letters(typeset.Regular, 15, 20)
	listDetail = letters(typeset.Regular, 12, 16) // dates and sources
	listTag    = letters(typeset.Bold, 13, 16)
	listKey    = letters(typeset.Regular, 13, 18)
	listNumber = letters(typeset.Bold, 13, 18)
	listNote   = letters(typeset.Regular, 13, 19)
	listSource = letters(typeset.Regular, 12, 17)
)

// Draw lays out a government or a commitment, 1200 pixels wide and as high as it needs: a bar of shares with its key,
// and a row each, with the name and its sources on the left, the status and its day on the right.
func (l List) Draw(s *Style) *Drawing {
	d := &Drawing{Head: l.Head, style: s, width: listWidth, scale: listScale}
	d.Description = l.describe()
	y := d.heading(listMargin, listMargin-4, listInner, listTitle, listLead) + 16
	y = l.bar(d, y)
	y = l.rows(d, y)
	y = l.note(d, y)
	d.height = d.footing(listMargin, y+14, listInner, listSource) + listMargin - 6
	return d.finish()
}

// rows sets the items and returns where they end.
func (l List) rows(d *Drawing, y int) int {
	if len(l.Items) == 0 {
		return y
	}
	tag := tagLeast
	for _, item := range l.Items {
		tag = max(tag, tagIndent+listTag.Ceil(item.Label)+10)
	}
	tag = min(tag, tagMost)
	d.block(listMargin, y, listInner, 1, "ink")
	y++
	for i, item := range l.Items {
		y = max(item.words(d, y+listPad, listInner-tag-18), item.tag(d, listMargin+listInner-tag, y+listPad-2, tag)) + listPad
		d.rule(listMargin, y, listInner, i == len(l.Items)-1)
		y++
	}
	return y
}

// words sets the name and its sources, and returns where they end.
func (i Item) words(d *Drawing, y, width int) int {
	y = d.text(listMargin, y, listName.Balance(i.Name, width, 5), listName, "ink")
	if i.Source == "" {
		return y
	}
	return d.text(listMargin, y+2, listDetail.Wrap(i.Source, width, 4), listDetail, "ink-quiet")
}

// tag sets the status in its wash and the day below, and returns where they end.
func (i Item) tag(d *Drawing, x, y, width int) int {
	ink := d.style.look(i.Status).ink
	lines := listTag.Wrap(i.Label, width-tagIndent-8, 3)
	height := tagHeight + max(0, len(lines)-1)*listTag.leading
	d.cell(x, y, width, height, i.Status)
	if i.Status != "" {
		d.mark(x+7, y+(tagHeight-signSize)/2, signSize, i.Status)
	}
	d.text(x+tagIndent, y+(tagHeight-listTag.leading)/2, lines, listTag, ink)
	y += height
	if i.Date == "" {
		return y
	}
	return d.text(x+tagIndent, y+3, listDetail.Wrap(i.Date, width-tagIndent, 3), listDetail, "ink-quiet")
}

// note sets the sentence about what was not found. A list without items has it in their place, between two rules and with
// the symbol of a gap, so that nothing found reads as a finding.
func (l List) note(d *Drawing, y int) int {
	if l.Note == "" {
		return y
	}
	if len(l.Items) > 0 {
		return d.text(listMargin, y+12, listNote.Balance(l.Note, listInner, 8), listNote, "ink")
	}
	lines := listLead.Balance(l.Note, listInner-68, 8)
	height := len(lines)*listLead.leading + 36
	d.block(listMargin, y, listInner, 1, "ink")
	d.block(listMargin, y+1, listInner, height, "surface")
	d.block(listMargin, y+1+height, listInner, 1, "ink")
	d.mark(listMargin+18, y+19+(listLead.leading-20)/2, 20, l.Gap)
	d.text(listMargin+52, y+19, lines, listLead, "ink")
	return y + height + 2
}

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
	return d.key(listMargin, listInner, parts, y+barHeight+12, true, d.sample)
}

// sample shows a status as cells do.
func (d *Drawing) sample(x, y int, status string) {
	d.cell(x, y, keyBox, keyBox, status)
	d.mark(x+(keyBox-signSize)/2, y+(keyBox-signSize)/2, signSize, status)
}

// key sets what some samples mean, one after the other in lines of some width, and returns where they end. A count, where they
// are counted, comes before its word, whose end is not known in the SVG.
func (d *Drawing) key(left, width int, parts []Count, y int, counted bool, sample func(x, y int, status string)) int {
	const apart = 16
	x, below := left, y
	for _, part := range parts {
		number, indent := "", keyBox+7
		if counted {
			number = strconv.Itoa(part.Count)
			indent += listNumber.Ceil(number) + 5
		}
		wide := min(width, indent+listKey.Ceil(part.Label))
		if x > left && x+wide > left+width {
			x, y = left, below+5
		}
		sample(x, y, part.Status)
		if counted {
			d.text(x+keyBox+7, y+1, []string{number}, listNumber, "ink")
		}
		below = max(below, y+keyBox, d.text(x+indent, y+1, listKey.Wrap(part.Label, wide-indent, 3), listKey, "ink"))
		x += wide + apart
	}
	return below + 16
}
