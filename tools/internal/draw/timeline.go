package draw

import (
	"cmp"
	"math"
	"slices"
	"strconv"

	"declarationwatch/tools/internal/typeset"
)

// Timeline is dated things along a line, in stretches that are broken into rows as text is into lines.
type Timeline struct {
	Head
	Stretches []Stretch
	Dated     []Dated // the same things in words; or
	Key       []Count // what the statuses of the marks mean
	Note      string
}

// Stretch is a part of the line, such as a year, with the marks on both sides of it.
type Stretch struct {
	Label        string
	Words        string  // its marks in words, unless they are among those dated
	Until        float64 // how much of it is past, in percent
	Above, Below []TimeMark
}

// TimeMark is one mark. Its place is in percent of its stretch, and in a row counted from the line, from 1.
type TimeMark struct {
	Status   string
	Symbol   string // in place of that of a status; without either it is a dot
	Count    int    // behind the symbol, where it is more than one
	At       float64
	Row      int
	From, To float64 // the days that its date may mean, where they are several
}

// Dated is a date and what happened then.
type Dated struct{ Date, Words string }

const (
	timeRow     = 24 // from mark to mark, upwards
	timeDot     = 12
	timeSymbol  = 12
	timePad     = 3
	timeSign    = timeSymbol + 2*timePad + 12 // a mark with a symbol and two digits
	timeColumns = 6                           // of a stretch, beside each other
	timeLabel   = 22                          // the height of a label below the line
)

var timeWords = letters(typeset.Regular, 11, 16)

// Draw lays out a timeline, 1200 pixels wide and as high as it needs.
func (t Timeline) Draw(s *Style) *Drawing {
	d := &Drawing{Head: t.Head, style: s, width: listWidth, scale: listScale}
	d.Description = t.describe()
	y := d.heading(listMargin, listMargin-4, listInner, listTitle, listLead) + 18
	width := listInner / t.perRow()
	for row := range slices.Chunk(t.Stretches, t.perRow()) {
		above, below := 0, 0
		for _, stretch := range row {
			above, below = max(above, highest(stretch.Above)), max(below, highest(stretch.Below))
		}
		line := y + above*timeRow + 6
		for i, stretch := range row {
			stretch.draw(d, listMargin+i*width, line, width)
		}
		y = line + timeLabel + below*timeRow + 14
	}
	for _, dated := range t.Dated {
		below := d.text(listMargin, y, chartFigure.Wrap(dated.Date, chartLabel-12, 3), chartFigure, "ink")
		y = max(below, d.text(listMargin+chartLabel, y, chartWords.Wrap(dated.Words, listInner-chartLabel, 6), chartWords, "ink")) + 6
	}
	if len(t.Key) > 0 {
		y = d.key(listMargin, listInner, t.Key, y+4, false, d.sample) - 8
	}
	if t.Note != "" {
		y = d.text(listMargin, y+6, listNote.Balance(t.Note, listInner, 8), listNote, "ink-quiet")
	}
	d.height = d.footing(listMargin, y+14, listInner, listSource) + listMargin - 6
	return d.finish()
}

// perRow returns how many stretches are beside each other: as many as leave room between marks, in rows of the same scale.
func (t Timeline) perRow() int {
	pitch := timeDot + 3
	for _, s := range t.Stretches {
		for _, m := range append(s.Above[:len(s.Above):len(s.Above)], s.Below...) {
			if m.Status != "" || m.Symbol != "" {
				pitch = timeSign + 2
			}
		}
	}
	most := max(1, listInner/(timeColumns*pitch))
	count := max(1, (len(t.Stretches)+most-1)/most)
	return max(1, (len(t.Stretches)+count-1)/count)
}

func highest(marks []TimeMark) (row int) {
	for _, m := range marks {
		row = max(row, m.Row)
	}
	return row
}

// draw sets a stretch with its marks. line is the top of the line.
func (s Stretch) draw(d *Drawing, x, line, width int) {
	at := func(percent float64) int { return x + int(math.Round(percent*float64(width)/100)) }
	d.block(x, line-5, 1, 12, "ink")
	d.block(x, line, max(1, at(s.Until)-x), 2, "ink")
	d.text(x+4, line+4, timeWords.Wrap(s.Label, width-8, 1), timeWords, "ink-quiet")
	for _, m := range s.Above {
		m.draw(d, at, line-m.Row*timeRow+timeRow/2-4)
	}
	for _, m := range s.Below {
		m.draw(d, at, line+timeLabel+m.Row*timeRow-timeRow/2)
	}
}

// draw sets a mark around the middle of its row.
func (m TimeMark) draw(d *Drawing, at func(float64) int, y int) {
	x := at(m.At)
	if m.To > 0 {
		d.block(at(m.From), y+9, max(2, at(m.To)-at(m.From)), 2, "ink-quiet")
	}
	if m.Status == "" && m.Symbol == "" {
		d.marks = append(d.marks, mark{x - timeDot/2, y - timeDot/2, timeDot, "●", "accent"})
		return
	}
	look := d.style.look(m.Status)
	count := ""
	if m.Count > 1 {
		count = strconv.Itoa(m.Count)
	}
	width := timeSymbol + 2*timePad + timeWords.Ceil(count)
	left := x - width/2
	d.block(left, y-9, width, 18, cmp.Or(look.wash, "surface"))
	d.marks = append(d.marks, mark{left + timePad, y - timeSymbol/2, timeSymbol, cmp.Or(m.Symbol, look.symbol), look.ink})
	if count != "" {
		d.text(left+timePad+timeSymbol, y-timeWords.leading/2, []string{count}, timeWords, look.ink)
	}
}

func (t Timeline) describe() string {
	var lines []string
	for _, s := range t.Stretches {
		if s.Words != "" {
			lines = append(lines, s.Label+": "+s.Words+".")
		}
	}
	for _, dated := range t.Dated {
		lines = append(lines, dated.Date+": "+Sentences(dated.Words))
	}
	if t.Note != "" {
		lines = append(lines, t.Note)
	}
	return Sentences(t.Title) + " " + t.around(lines)
}
