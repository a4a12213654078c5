package draw

import (
	"cmp"
	"math"
	"slices"

	"declarationwatch/tools/internal/typeset"
)

// Chart is bars below each other, of one scale: of counts by status, or of one figure each.
type Chart struct {
	Head
	Parts []Part
	Key   []Count // the statuses of bars that have several, with the number of each
	Note  string
}

// Part is bars under a title; "" for a chart of one part.
type Part struct {
	Title string
	Bars  []Bar
}

// Bar is one bar and the words on both sides of it.
type Bar struct {
	Label  string
	Figure string
	Counts []Count // side by side; none for a bar of one figure
	Length float64 // of a bar of one figure
	Rough  bool    // the figure is not exact: an outline
}

const (
	chartBar   = 20 // the height of a bar
	chartPitch = 30 // from one bar to the next, at least
	chartLabel = 190
)

var (
	chartPart   = letters(typeset.Bold, 15, 20)
	chartWords  = letters(typeset.Regular, 14, 17)
	chartFigure = letters(typeset.Bold, 14, 17)
)

// Draw lays out a chart, 1200 pixels wide and as high as it needs.
func (c Chart) Draw(s *Style) *Drawing {
	d := &Drawing{Head: c.Head, style: s, width: listWidth, scale: listScale}
	d.Description = c.describe()
	y := d.heading(listMargin, listMargin-4, listInner, listTitle, listLead) + 18
	frame := c.frame()
	for _, part := range c.Parts {
		if part.Title != "" {
			y = d.text(listMargin, y, chartPart.Balance(part.Title, listInner, 3), chartPart, "ink") + 6
		}
		for _, bar := range part.Bars {
			y = bar.draw(d, y, frame)
		}
		y += 10
	}
	if len(c.Key) > 0 {
		y = d.key(listMargin, listInner, c.Key, y+4, true, func(x, y int, status string) { d.block(x, y, keyBox, keyBox, d.bar(status)) }) - 8
	}
	if c.Note != "" {
		y = d.text(listMargin, y, listNote.Balance(c.Note, listInner, 8), listNote, "ink-quiet")
	}
	d.height = d.footing(listMargin, y+14, listInner, listSource) + listMargin - 6
	return d.finish()
}

// frame is what all bars of a chart share: the width of the words before them, and that of the longest bar, with its value.
type frame struct {
	label, room int
	most        float64
}

func (c Chart) frame() frame {
	f := frame{most: 1}
	figure := 0
	for _, part := range c.Parts {
		for _, bar := range part.Bars {
			f.label = max(f.label, min(chartLabel, chartWords.Ceil(bar.Label)))
			figure = max(figure, chartFigure.Ceil(bar.Figure))
			f.most = max(f.most, bar.length())
		}
	}
	f.room = max(60, listInner-f.label-figure-24)
	return f
}

// length returns the value of the whole bar.
func (b Bar) length() float64 {
	sum := b.Length
	for _, count := range b.Counts {
		sum += float64(count.Count)
	}
	return sum
}

// draw sets a bar with its words, and returns where the next begins.
func (b Bar) draw(d *Drawing, y int, f frame) int {
	lines := chartWords.Wrap(b.Label, f.label, 3)
	height := max(chartPitch, len(lines)*chartWords.leading+10)
	middle := y + height/2
	d.text(listMargin, middle-len(lines)*chartWords.leading/2, lines, chartWords, "ink")
	left, top := listMargin+f.label+12, middle-chartBar/2
	at := func(value float64) int { return left + int(math.Round(value/f.most*float64(f.room))) }
	before := 0.0
	for _, count := range b.Counts {
		from, to := at(before), at(before+float64(count.Count))
		before += float64(count.Count)
		if count.Count > 0 {
			d.block(from, top, max(2, to-from), chartBar, d.bar(count.Status))
		}
	}
	if b.Length > 0 {
		width := max(2, at(b.Length)-left)
		d.block(left, top, width, chartBar, "accent")
		if b.Rough && width > 4 {
			d.block(left+2, top+2, width-4, chartBar-4, "surface")
		}
	}
	d.text(at(b.length())+10, middle-chartFigure.leading/2, []string{b.Figure}, chartFigure, "ink")
	return y + height
}

// bar returns the colour of a bar of a status.
func (d *Drawing) bar(status string) paint { return cmp.Or(d.style.look(status).bar, "ink-quiet") }

func (c Chart) describe() string {
	var lines []string
	for _, part := range c.Parts {
		for i, bar := range part.Bars {
			line := bar.Label + ": " + bar.Figure + "."
			if i == 0 && part.Title != "" {
				line = Sentences(part.Title, line)
			}
			lines = append(lines, line)
		}
	}
	return Sentences(c.Title) + " " + c.around(slices.DeleteFunc(append(lines, c.Note), func(s string) bool { return s == "" }))
}
