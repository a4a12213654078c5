// Package typeset measures and breaks text: how wide it is, and in which lines it fits a column. A browser shows the
// same text in a font of the reader's own, so a width is the widest of the common fonts. It is apart from what draws and
// lays out, so that both measure alike.
package typeset

import (
	"math"
	"strings"
)

// Type is a cut of letters at a size in pixels.
type Type struct {
	Face Face
	Size int
}

// Width returns how wide a text is on one line, in pixels.
func (t Type) Width(text string) float64 { return float64(t.thousandths(text)) / 1000 }

// Ceil returns the width of a text in whole pixels, rounded up.
func (t Type) Ceil(text string) int { return (t.thousandths(Clean(text)) + 999) / 1000 }

// thousandths returns the width of a text in thousandths of a pixel, which add up exactly.
func (t Type) thousandths(text string) int {
	sum := 0
	for _, r := range text {
		sum += advance(t.Face, r)
	}
	return sum * t.Size
}

// Lines returns how many lines a text fills in a column that is so many pixels wide. An empty text fills none.
func (t Type) Lines(text string, width float64) int {
	return len(t.wrap(strings.Join(strings.Fields(text), " "), int(math.Round(width*1000)), math.MaxInt))
}

// Flow returns how many lines things of these widths fill, side by side with a gap between them. What is wider than a
// line is broken.
func Flow(widths []float64, gap, width float64) int {
	lines, used := 0, math.Inf(1)
	for _, w := range widths {
		if used+gap+w > width {
			lines, used = lines+1, -gap
		}
		if used += gap + w; used > width {
			lines += int(used / width)
			used = math.Mod(used, width)
		}
	}
	return lines
}
