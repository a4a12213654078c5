package picture

// The measures of a list, in units.
const (
	listWidth  = 600 // as wide as a column of an article
	listMargin = 24
	listInner  = listWidth - 2*listMargin
	listScale  = 2
	listPad    = 11 // above and below what stands in a row
	tagHeight  = 24
	tagIndent  = 28 // of the words in a tag, which its sign stands before

	tagLeast, tagMost = 112, 190
)

var (
	listTitle  = lettering{serif, 26, 32}
	listLead   = lettering{regular, 15, 21}
	listName   = lettering{regular, 15, 20}
	listDetail = lettering{regular, 12, 16} // dates and who says so
	listTag    = lettering{bold, 13, 16}
	listKey    = lettering{regular, 13, 18}
	listNumber = lettering{bold, 13, 18}
	listNote   = lettering{regular, 13, 19}
	listSource = lettering{regular, 12, 17}
)

// Draw lays out a government or a commitment, 1200 pixels wide and as high as it needs: a bar of shares with its key,
// and a row each, the name and who says so on the left, the status and its day on the right.
func (l List) Draw() *Drawing {
	l = l.clean()
	d := &Drawing{lang: l.Lang, title: l.Title, description: l.describe(), width: listWidth, scale: listScale}
	y := d.heading(listMargin, listMargin-4, listInner, l.Title, l.Lead, listTitle, listLead) + 16
	y = l.bar(d, y)
	y = l.rows(d, y)
	y = l.note(d, y)
	d.height = d.footing(listMargin, y+14, listInner, l.Source, listSource) + listMargin - 6
	return d
}

// rows sets the items and returns where they end.
func (l List) rows(d *Drawing, y int) int {
	if len(l.Items) == 0 {
		return y
	}
	tag := tagLeast
	for _, item := range l.Items {
		tag = max(tag, tagIndent+listTag.width(item.Label)+10)
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

// words sets the name and who says so, and returns where they end.
func (i Item) words(d *Drawing, y, width int) int {
	y = d.text(listMargin, y, balance(i.Name, listName, width, 5), listName, "ink")
	if i.Source == "" {
		return y
	}
	return d.text(listMargin, y+2, wrap(i.Source, listDetail, width, 4), listDetail, "ink-quiet")
}

// tag sets the status in its wash and the day below, and returns where they end.
func (i Item) tag(d *Drawing, x, y, width int) int {
	ink := tones(i.Status).ink
	lines := wrap(i.Label, listTag, width-tagIndent-8, 3)
	height := tagHeight + max(0, len(lines)-1)*listTag.leading
	d.cell(x, y, width, height, i.Status)
	d.mark(x+7, y+(tagHeight-signSize)/2, signSize, i.Status, ink)
	d.text(x+tagIndent, y+(tagHeight-listTag.leading)/2, lines, listTag, ink)
	y += height
	if i.Date == "" {
		return y
	}
	return d.text(x+tagIndent, y+3, wrap(i.Date, listDetail, width-tagIndent, 3), listDetail, "ink-quiet")
}

// note sets the sentence about what is not there. In a list without items it stands in their place, between two rules and
// with the sign of a gap, so that emptiness reads as the finding that it is.
func (l List) note(d *Drawing, y int) int {
	if l.Note == "" {
		return y
	}
	if len(l.Items) > 0 {
		return d.text(listMargin, y+12, balance(l.Note, listNote, listInner, 8), listNote, "ink")
	}
	lines := balance(l.Note, listLead, listInner-68, 8)
	height := len(lines)*listLead.leading + 36
	d.block(listMargin, y, listInner, 1, "ink")
	d.block(listMargin, y+1, listInner, height, "surface")
	d.block(listMargin, y+1+height, listInner, 1, "ink")
	d.mark(listMargin+18, y+19+(listLead.leading-20)/2, 20, "no-pledge-found", "ink-quiet")
	d.text(listMargin+52, y+19, lines, listLead, "ink")
	return y + height + 2
}
