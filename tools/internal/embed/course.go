package embed

import (
	"math"

	"declarationwatch/tools/internal/published"
)

// course is the timeline of a policy as its frame shows it: dots over a line of years, low enough for a frame and clear in a narrow
// column. The reports are in words below it.
type course struct {
	Until float64 // where the line ends, in percent of the width
	Line  int     // the height of the line
	Ticks []tick
	Dots  []dot
}

type (
	// tick is where a year begins, in percent of the width. Where there are many years, not each has its label.
	tick struct {
		At    float64
		Label string
	}
	dot struct {
		At float64
		Y  int
	}
)

const (
	dotRow    = 10 // from dot to dot, upwards
	tickDown  = 5
	yearsMost = 8 // labels beside each other
)

// Height returns how high the dots and the line are.
func (c *course) Height() int { return c.Line + tickDown }

// newCourse lays out a timeline; nil where there are too few reports to draw.
func (m *maker) newCourse(t published.Timeline) *course {
	if len(t.Years) == 0 {
		return nil
	}
	c, rows, width := &course{}, 0, 100/float64(len(t.Years))
	for _, y := range t.Years {
		rows = max(rows, y.Above.Rows)
	}
	c.Line = rows*dotRow + 3
	at := func(year int, percent float64) float64 {
		return math.Round(10*width*(float64(year)+percent/100)) / 10
	}
	step := (len(t.Years) + yearsMost - 1) / yearsMost
	for i, y := range t.Years {
		tick := tick{At: at(i, 0)}
		// "before 2021" reaches as far as the next label, which would say 2021 again.
		crowded := i == 1 && t.Years[0].Year == ""
		if left := len(t.Years) - 1 - i; left%step == 0 && !crowded || i == 0 {
			if tick.Label = y.Year; y.Year == "" {
				tick.Label = m.Text("chart.earlier", "Year", y.Before)
			}
		}
		c.Ticks = append(c.Ticks, tick)
		for _, mark := range y.Above.Marks {
			c.Dots = append(c.Dots, dot{at(i, mark.At), c.Line - 2 - mark.Row*dotRow + dotRow/2})
		}
		c.Until = at(i, y.Until)
	}
	return c
}
