package draw

import "strconv"

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
		d.number(gridMargin+width, top, entry.Count, gridNumber)
		below := d.text(gridMargin+legendBox+legendGap, top, gridLegend.Wrap(entry.Label, words, 3), gridLegend, "ink")
		y = max(y+legendBox-2, below) + 4
	}
	return y
}

// number sets a count that ends at x.
func (d *Drawing) number(x, y, n int, l lettering) {
	d.labels = append(d.labels, label{x: x, y: y + l.baseline(), text: strconv.Itoa(n), lettering: l, paint: "ink", end: true})
}

// legendRoom is the room that the legend needs beside its words.
func (g Grid) legendRoom() int {
	most := 0
	for _, entry := range g.Legend {
		most = max(most, gridNumber.Ceil(strconv.Itoa(entry.Count)))
	}
	return legendBox + 2*legendGap + most
}
